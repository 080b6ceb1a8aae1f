import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDb } from "../../db/client.ts";
import { createLog } from "../../src/log.ts";
import { holdLease, type Lease } from "../../src/telegram/lease.ts";
import { openOutbox, type Outbox } from "../support/outbox.ts";

const GROUP = -1_001_234;
const HOUR = 3_600_000;
let outbox: Outbox;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T01:00:00Z") });
  outbox = openOutbox();
});
afterEach(async () => {
  await outbox.close();
  vi.useRealTimers();
});
const tooMany = (seconds: number) => ({ error_code: 429, description: "Too Many Requests", parameters: { retry_after: seconds } });

describe("a wall clock that is set back by an hour", () => {
  test("holds up no retry: it comes no later than it would have", async () => {
    outbox.answer(8, { error_code: 401, description: "Unauthorized" });
    await outbox.startProcess({ rate: 2 });
    await outbox.queue([{ dedupeKey: "retried", chatId: 8 }]);
    await outbox.pass(600);
    expect(outbox.row("retried")).toMatchObject({ state: "pending", attempts: 1 });
    outbox.shiftClock(-HOUR);
    await outbox.pass(15_000);
    expect(outbox.row("retried").state).toBe("sent");
  });

  test("holds up no limited chat longer than Telegram said", async () => {
    outbox.answer(7, tooMany(600));
    await outbox.startProcess();
    await outbox.queue([{ dedupeKey: "a" }]);
    await outbox.pass(1_000);
    outbox.shiftClock(-HOUR);
    await outbox.pass(658_000);
    expect(outbox.calls).toHaveLength(1);
    await outbox.pass(3_000);
    expect(outbox.row("a").state).toBe("sent");
  });

  test("between two processes keeps no group waiting for an hour", async () => {
    await outbox.queue([{ dedupeKey: "a", chatId: GROUP }]);
    const first = await outbox.startProcess();
    await outbox.pass(1_000);
    const ended = first.end();
    await outbox.pass(100);
    await ended;
    outbox.shiftClock(-HOUR);
    await outbox.queue([{ dedupeKey: "b", chatId: GROUP }]);
    await outbox.startProcess();
    await outbox.pass(70_000);
    expect(outbox.row("b").state).toBe("sent");
  });
});

test("making one message that takes long (its topic's call hangs) holds up nobody else's", async () => {
  await outbox.queue([{ dedupeKey: "slow", chatId: GROUP }]);
  await outbox.queuePost("person", 20, 1_000);
  await outbox.startProcess({
    prepare: async (row) => {
      if (row.dedupeKey === "slow") await new Promise((resolve) => setTimeout(resolve, 15_000));
      return { method: "sendMessage", payload: { text: row.dedupeKey } };
    },
  });
  await outbox.pass(3_000);
  const inTime = outbox.calls.length;
  await outbox.pass(20_000);
  expect([inTime, outbox.calls.length]).toEqual([20, 21]);
});

test("a 429 that a reply met is remembered by the next process", async () => {
  outbox.answer(7, tooMany(3_600));
  const first = await outbox.startProcess();
  const refused = first.reply(7, "reply").catch((error: Error) => error.message);
  await outbox.pass(1_000);
  expect(await refused).toMatch(/429/);
  const ended = first.end();
  await outbox.pass(100);
  await ended;
  await outbox.queue([{ dedupeKey: "a" }]);
  await outbox.startProcess();
  await outbox.pass(10_000);
  expect(outbox.callsTo(7)).toHaveLength(1);
});

test("an hour's limit of one chat, next to a second's of another, does not silence everyone for an hour", async () => {
  outbox.answer(1_000, tooMany(1));
  outbox.answer(1_001, tooMany(3_600));
  await outbox.queuePost("post", 20, 1_000);
  await outbox.startProcess();
  await outbox.pass(60_000);
  expect(outbox.rows().filter(({ state }) => state === "sent")).toHaveLength(19);
});

test("a process that lost its lease does not undo what the next one did: no message goes out a third time", async () => {
  let answer = () => {};
  outbox.answer(7, new Promise((resolve) => (answer = () => resolve({ error_code: 502, description: "Bad Gateway" }))));
  await outbox.queue([{ dedupeKey: "a" }]);
  let isHeld = true;
  await outbox.startProcess({ isAllowed: () => isHeld });
  await outbox.pass(1_000);
  // It was stopped, its lease ended, and another took over and resolved the doubt by sending once more.
  isHeld = false;
  await outbox.startProcess();
  await outbox.pass(1_000);
  expect(outbox.row("a")).toMatchObject({ state: "sent", mayRepeat: true });
  answer();
  await outbox.pass(5_000);
  expect(outbox.callsTo(7)).toHaveLength(2);
  expect(outbox.row("a").state).toBe("sent");
});

describe("two processes and a wall clock that jumps", () => {
  test.each([
    ["an hour ahead", HOUR],
    ["back by two seconds", -2_000],
    ["back by an hour", -HOUR],
  ])("%s: never both hold the role", async (_what, shift) => {
    const { db, close } = openDb(":memory:");
    const leases: Lease[] = [];
    const lost: string[] = [];
    const want = (name: string) =>
      void holdLease(db, {
        name: "bot-1",
        isAlone: false,
        clock: outbox.clock,
        log: createLog("silent"),
        onLost: () => lost.push(name),
      }).then((lease) => leases.push(lease));
    want("first");
    await outbox.pass(100);
    want("second");
    await outbox.pass(9_500);
    outbox.shiftClock(shift);
    for (let passed = 0; passed < 20_000; passed += 100) {
      await outbox.pass(100);
      expect(leases.filter((lease) => lease.isHeld()).length).toBeLessThanOrEqual(1);
    }
    vi.clearAllTimers();
    close();
  });
});
