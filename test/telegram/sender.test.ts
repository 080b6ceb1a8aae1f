import { eq } from "drizzle-orm";
import { GrammyError } from "grammy";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { createSenderWorld, lost, START, type SenderWorld } from "./sender-world.ts";

const GROUP = -1_001_234;
let world: SenderWorld;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  world = createSenderWorld();
});
afterEach(async () => {
  await world.end();
  vi.useRealTimers();
});

describe("a message that Telegram takes", () => {
  test("is sent once and says when and as which message", async () => {
    await world.queue("a");
    await world.sender.start();
    await world.pass(10_000);
    expect(world.calls).toHaveLength(1);
    expect(world.row("a")).toMatchObject({ state: "sent", messageId: 1_001, attempts: 1, leaseUntil: null, reason: null });
    expect(world.row("a").sentAt).toBeGreaterThanOrEqual(START);
  });

  test("is on record as being sent before the call is made", async () => {
    await world.queue("a");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.calls.map(({ stateAtCall }) => stateAtCall)).toEqual(["sending"]);
  });

  test("goes out when its time has come, not before", async () => {
    await world.queue("a", { notBefore: START + 60_000 });
    await world.sender.start();
    await world.pass(59_000);
    expect(world.calls).toEqual([]);
    await world.pass(2_000);
    expect(world.calls).toHaveLength(1);
  });

  test("goes at once when the sender is kicked instead of at its next look", async () => {
    await world.sender.start();
    await world.pass(1);
    await world.queue("a");
    world.sender.kick();
    await world.pass(0);
    expect(world.calls).toHaveLength(1);
  });
});

test("promises and reminders go before posts", async () => {
  await world.queue("post 1", { chatId: 1 });
  await world.queue("post 2", { chatId: 2 });
  await world.queue("promise", { chatId: 3, lane: LANE.promise });
  await world.sender.start();
  await world.pass(1_000);
  expect(world.calls.map(({ text }) => text)).toEqual(["for promise", "for post 1", "for post 2"]);
});

describe("before a message is sent it is asked again whether it still applies", () => {
  test("and it is skipped with the reason when it does not", async () => {
    world.setPrepare(async () => ({ skip: "ordered_meanwhile" }));
    await world.queue("a");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("a")).toMatchObject({ state: "skipped", reason: "ordered_meanwhile", attempts: 0 });
    expect(world.calls).toEqual([]);
  });

  test("and it is skipped when it is too late", async () => {
    await world.queue("late", { validUntil: START });
    await world.queue("in time", { validUntil: START + 60_000, chatId: 8 });
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("late")).toMatchObject({ state: "skipped", reason: "too_late" });
    expect(world.row("in time").state).toBe("sent");
  });

  test("and it is put off when its time has not come after all", async () => {
    world.setPrepare(async () =>
      Date.now() < START + 5_000 ? { later: START + 5_000 } : { method: "sendMessage", payload: { text: "for a" } },
    );
    await world.queue("a");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("a")).toMatchObject({ state: "pending", notBefore: START + 5_000, attempts: 0 });
    await world.pass(5_000);
    expect(world.row("a").state).toBe("sent");
  });
});

describe("a message that can not be made", () => {
  test("by a fault of ours fails and holds up nobody", async () => {
    world.setPrepare(async (row) => {
      if (row.dedupeKey === "broken") throw new TypeError("undefined is not a function");
      return { method: "sendMessage", payload: { text: `for ${row.dedupeKey}` } };
    });
    await world.queue("broken");
    await world.queue("fine");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("broken")).toMatchObject({ state: "failed", reason: "could not be prepared" });
    expect(world.row("fine").state).toBe("sent");
    expect(world.logged.join()).toContain("undefined is not a function");
  });

  const failing = (error_code: number, description: string, parameters = {}) =>
    new GrammyError("createForumTopic failed", { ok: false, error_code, description, parameters }, "createForumTopic", {});

  test("because Telegram limits the chat waits, and is sent then", async () => {
    let topics = 0;
    world.setPrepare(async () => {
      if (topics++ === 0) throw failing(429, "Too Many Requests", { retry_after: 10 });
      return { method: "sendMessage", payload: { text: "for a" } };
    });
    await world.queue("a", { chatId: GROUP });
    await world.sender.start();
    await world.pass(10_900);
    expect(world.row("a")).toMatchObject({ state: "pending", attempts: 0 });
    await world.pass(500);
    expect(world.row("a").state).toBe("sent");
  });

  test("because Telegram is away waits, and is sent when it is back", async () => {
    let isAway = true;
    world.setPrepare(async () => {
      if (isAway) throw lost("before");
      return { method: "sendMessage", payload: { text: "for a" } };
    });
    await world.queue("a");
    await world.sender.start();
    await world.pass(30_000);
    expect(world.row("a").state).toBe("pending");
    isAway = false;
    await world.pass(12_000);
    expect(world.row("a").state).toBe("sent");
  });

  test.each([
    [failing(403, "Forbidden: bot was kicked from the supergroup chat"), { state: "unreachable", reason: "kicked" }],
    [failing(400, "Bad Request: the chat is not a forum"), { state: "failed", reason: "Bad Request: the chat is not a forum" }],
  ])("because Telegram says %s ends so", async (error, end) => {
    world.setPrepare(async () => {
      throw error;
    });
    await world.queue("a", { chatId: GROUP });
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("a")).toMatchObject(end);
  });
});

test("stopping waits for the call under way and starts no other", async () => {
  const release = world.hold();
  await world.queue("a", { chatId: 1 });
  await world.queue("b", { chatId: 2 });
  await world.sender.start();
  await world.pass(0);
  let isStopped = false;
  void world.sender.stop().then(() => (isStopped = true));
  await world.pass(5_000);
  expect({ isStopped, calls: world.calls.length }).toEqual({ isStopped: false, calls: 1 });
  release();
  await world.pass(0);
  expect({ isStopped, calls: world.calls.length }).toEqual({ isStopped: true, calls: 1 });
  expect(world.rows().map(({ state }) => state)).toEqual(["sent", "pending"]);
});

test("a row that another process took meanwhile is left to it", async () => {
  world.setPrepare(async (row) => {
    world.db.update(deliveries).set({ state: "sending" }).where(eq(deliveries.id, row.id)).run();
    return { method: "sendMessage", payload: { text: "for a" } };
  });
  await world.queue("a");
  await world.sender.start();
  await world.pass(1_000);
  expect(world.calls).toEqual([]);
});

test("a reply that went to the group while a post waited for its slot makes the post wait its turn", async () => {
  await world.queue("a", { chatId: GROUP });
  const acquire = world.pacer.acquire.bind(world.pacer);
  // The reply takes the slot before.
  world.pacer.acquire = async (lane) => {
    world.pacer.acquire = acquire;
    world.ledger.note(GROUP, 1);
    return acquire(lane);
  };
  await world.sender.start();
  await world.pass(2_900);
  expect(world.calls).toEqual([]);
  await world.pass(500);
  expect(world.row("a").state).toBe("sent");
});
