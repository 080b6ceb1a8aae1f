import type { Update } from "@grammyjs/types";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDb, type Db } from "../../db/client.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { storeUpdates } from "../../db/inbox.ts";
import { inbox } from "../../db/inbox.tables.ts";
import { createLog } from "../../src/log.ts";
import { createInboxRunner, type InboxRunner } from "../../src/telegram/inbox-runner.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { until } from "../support/until.ts";
import { textUpdate } from "./updates-server.ts";

const NOW = Date.parse("2026-11-23T01:00:00Z");
const ADMIN = 1;

let db: Db;
let closeDb: () => void;
let log: string[];
let handled: number[];
const runners: InboxRunner[] = [];

beforeEach(() => {
  ({ db, close: closeDb } = openDb(":memory:"));
  log = [];
  handled = [];
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  closeDb();
});

function create(handle: (update: Update) => Promise<void> = async () => {}, retryMs = 1): InboxRunner {
  const runner = createInboxRunner({
    db,
    clock: () => NOW,
    log: createLog("warn", { write: (line) => void log.push(line) }),
    async handle(update) {
      await handle(update);
      handled.push(update.update_id);
    },
    tellParked: async (updateId) => [
      { dedupeKey: `parked-${updateId}-${ADMIN}`, kind: "update_parked", subjectId: updateId, lane: LANE.promise, chatId: ADMIN },
    ],
    retryMs,
  });
  runners.push(runner);
  return runner;
}

const storeAt = (at: number, ...updates: Update[]) =>
  storeUpdates(
    db,
    updates.map((update) => ({ update, chatId: update.message!.chat.id })),
    at,
  );
const store = (...updates: Update[]) => storeAt(NOW, ...updates);
const row = (updateId: number) => db.select().from(inbox).where(eq(inbox.updateId, updateId)).get()!;
const stateOf = (updateId: number) => row(updateId).state;
const told = () => db.select({ key: deliveries.dedupeKey, chatId: deliveries.chatId }).from(deliveries).all();

/** A handler that waits for the test's word, update by update. */
function createGate() {
  const arrived: number[] = [];
  const open = new Map<number, () => void>();
  return {
    arrived,
    handle: (update: Update) =>
      new Promise<void>((resolve) => {
        arrived.push(update.update_id);
        open.set(update.update_id, resolve);
      }),
    open: (updateId: number) => open.get(updateId)!(),
  };
}

describe("updates", () => {
  test("of one chat are handled one after the other, in order", async () => {
    const gate = createGate();
    create(gate.handle).accept(await store(textUpdate(1), textUpdate(2), textUpdate(3)));
    for (const id of [1, 2, 3]) {
      await until(`update ${id} to begin`, () => gate.arrived.includes(id));
      expect(gate.arrived.at(-1)).toBe(id);
      gate.open(id);
    }
    await until("all to be done", () => stateOf(3) === "done");
    expect(gate.arrived).toEqual([1, 2, 3]);
    expect(row(3).handledAt).toBe(NOW);
  });

  test("of other chats do not wait for a slow one", async () => {
    const gate = createGate();
    create(gate.handle).accept(await store(textUpdate(1, 501), textUpdate(2, 502), textUpdate(3, 501)));
    await until("both chats to begin", () => gate.arrived.length === 2);
    gate.open(2);
    await until("the quick chat to be done", () => stateOf(2) === "done");
    expect(stateOf(1)).toBe("pending");
    expect(gate.arrived).toEqual([1, 2]);
    gate.open(1);
    await until("the slow chat to go on", () => gate.arrived.includes(3));
    gate.open(3);
  });

  test("that a crash left are handled by the next start, oldest first: ids begin anew at random after an idle week", async () => {
    await storeAt(NOW - 2, textUpdate(900), textUpdate(901));
    await storeAt(NOW - 1, textUpdate(5));
    await create().start();
    await until("all to be done", () => stateOf(5) === "done");
    expect(handled).toEqual([900, 901, 5]);
  });

  test("that are done are not handled again by the next start", async () => {
    create().accept(await store(textUpdate(1)));
    await until("it to be done", () => stateOf(1) === "done");
    await create().start();
    const runner = create();
    runner.accept(await store(textUpdate(2, 502)));
    await until("a later one to be done", () => stateOf(2) === "done");
    expect(handled).toEqual([1, 2]);
  });
});

describe("an update whose handling fails", () => {
  test("is tried again, and its chat's later ones wait for it", async () => {
    let failures = 2;
    const tried: number[] = [];
    create(async (update) => {
      tried.push(update.update_id);
      if (update.update_id === 1 && failures-- > 0) throw new Error("not yet");
    }).accept(await store(textUpdate(1), textUpdate(2)));
    await until("both to be done", () => stateOf(1) === "done" && stateOf(2) === "done");
    expect(tried).toEqual([1, 1, 1, 2]);
    expect(row(1).attempts).toBe(3);
    expect(told()).toEqual([]);
  });

  test("three times is parked, the admins are told once, and its chat goes on", async () => {
    const tried: number[] = [];
    create(async (update) => {
      tried.push(update.update_id);
      if (update.update_id === 1) throw new TypeError("broken for good");
    }).accept(await store(textUpdate(1, 501, "my secret words"), textUpdate(2)));
    await until("the next one to be done", () => stateOf(2) === "done");
    expect(tried).toEqual([1, 1, 1, 2]);
    expect(row(1)).toMatchObject({ state: "parked", attempts: 3, error: "TypeError", handledAt: NOW });
    expect(told()).toEqual([{ key: "parked-1-1", chatId: ADMIN }]);
    expect(log.join()).toContain("broken for good");
    expect(log.join()).not.toContain("my secret words");
  });

  test("stays parked over a restart, and nobody is told again", async () => {
    create(() => Promise.reject(new Error("broken"))).accept(await store(textUpdate(1)));
    await until("it to be parked", () => stateOf(1) === "parked");
    const next = create();
    await next.start();
    next.accept(await store(textUpdate(1), textUpdate(2, 502)));
    await until("another one to be done", () => stateOf(2) === "done");
    expect(handled).toEqual([2]);
    expect(told()).toHaveLength(1);
  });

  test("has the attempts counted that ended with the process", async () => {
    await store(textUpdate(1));
    db.update(inbox).set({ attempts: 2 }).run();
    await create(() => Promise.reject(new Error("broken"))).start();
    await until("it to be parked", () => stateOf(1) === "parked");
    expect(row(1).attempts).toBe(3);
  });
});

test("an update that killed the process three times is parked without a fourth try", async () => {
  await store(textUpdate(1));
  db.update(inbox).set({ attempts: 3 }).run();
  await create().start();
  await until("it to be parked", () => stateOf(1) === "parked");
  expect(handled).toEqual([]);
  expect(told()).toHaveLength(1);
});

test("an attempt is on record before it begins: it may be the process's last", async () => {
  const attemptsSeen: number[] = [];
  create(async () => void attemptsSeen.push(row(1).attempts)).accept(await store(textUpdate(1)));
  await until("it to be done", () => stateOf(1) === "done");
  expect(attemptsSeen).toEqual([1]);
});

describe("stopping", () => {
  test("lets the update under way finish and leaves the rest in the inbox", async () => {
    const gate = createGate();
    const runner = create(gate.handle);
    runner.accept(await store(textUpdate(1), textUpdate(2)));
    await until("the first to begin", () => gate.arrived.length === 1);
    const stopped = runner.stop();
    gate.open(1);
    await stopped;
    expect([stateOf(1), stateOf(2)]).toEqual(["done", "pending"]);
    expect(row(2).attempts).toBe(0);
  });

  test("does not wait for the next try of one that fails, and does not park it", async () => {
    let tries = 0;
    const runner = create(() => {
      tries++;
      void runner.stop();
      return Promise.reject(new Error("broken"));
    }, 3_600_000);
    runner.accept(await store(textUpdate(1)));
    await until("the first try", () => tries === 1);
    await runner.stop();
    expect(tries).toBe(1);
    expect(row(1)).toMatchObject({ state: "pending", attempts: 0 });
  });
});
