import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TransportError } from "../../src/telegram/fetch.ts";
import { openOutbox, type Outbox } from "../support/outbox.ts";

const GROUP = -1_001_234;
const HOUR = 3_600_000;
const MINUTE = 60_000;
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
const lost = new TransportError("ECONNRESET", "after");

/** Ends the process as a deployment would, lets `ms` pass, and starts the next one. */
async function restart(process: { end(): Promise<void> }, ms: number) {
  const ended = process.end();
  await outbox.pass(ms);
  await ended;
  return outbox.startProcess();
}

describe("a chat that Telegram takes nothing for during an hour", () => {
  test("is left alone by the next process until then, and the one after, while others are served", async () => {
    outbox.answer(7, tooMany(3_600));
    await outbox.queue([{ dedupeKey: "a" }]);
    const start = performance.now();
    let process = await outbox.startProcess();
    await outbox.pass(1_000);
    process = await restart(process, MINUTE);
    await outbox.queue([{ dedupeKey: "b" }, { dedupeKey: "c", chatId: 8 }]);
    await outbox.pass(MINUTE);
    expect(outbox.texts()).toEqual(["a", "c"]);
    process = await restart(process, HOUR - 3 * MINUTE);
    // Telegram's hour and a tenth.
    await outbox.pass(1.1 * HOUR - (performance.now() - start) - 1_000);
    expect(outbox.callsTo(7)).toHaveLength(1);
    await outbox.pass(5_000);
    expect(outbox.texts().slice(2)).toEqual(["a", "b"]);
  });

  test("is free again for a process that starts after its time", async () => {
    outbox.answer(7, tooMany(3_600));
    await outbox.queue([{ dedupeKey: "a" }]);
    const process = await outbox.startProcess();
    await outbox.pass(1_000);
    await restart(process, 2 * HOUR);
    await outbox.pass(1_000);
    expect(outbox.row("a")).toMatchObject({ state: "sent", attempts: 1 });
  });

  test("gets no reply from the next process either: Telegram is not even asked", async () => {
    outbox.answer(7, tooMany(3_600));
    await outbox.queue([{ dedupeKey: "a" }]);
    const first = await outbox.startProcess();
    await outbox.pass(1_000);
    const next = await restart(first, MINUTE);
    const refused = next.reply(7, "reply").catch((error: Error) => error.message);
    await outbox.pass(1_000);
    expect(await refused).toMatch(/429.*retry after/);
    expect(outbox.callsTo(7)).toHaveLength(1);
  });
});

describe("what a group was sent before a restart", () => {
  test("counts against its 18 a minute", async () => {
    await outbox.queue(Array.from({ length: 30 }, (_, n) => ({ dedupeKey: `post-${n}`, chatId: GROUP, subjectId: n + 1 })));
    const first = await outbox.startProcess();
    await outbox.pass(40_000);
    await restart(first, 100);
    await outbox.pass(3 * MINUTE);
    const times = outbox.callsTo(GROUP).map(({ at }) => at);
    expect(times).toHaveLength(30);
    for (const at of times) expect(times.filter((other) => other >= at && other < at + MINUTE).length).toBeLessThanOrEqual(18);
  });

  test("keeps the first message after it three seconds from the last one before it", async () => {
    await outbox.queue([{ dedupeKey: "a", chatId: GROUP }]);
    const first = await outbox.startProcess();
    await outbox.pass(500);
    await outbox.queue([{ dedupeKey: "b", chatId: GROUP }]);
    await restart(first, 100);
    await outbox.pass(5_000);
    const [a, b] = outbox.callsTo(GROUP);
    expect(b!.at - a!.at).toBeGreaterThanOrEqual(3_000);
  });

  test("no longer counts a minute later", async () => {
    await outbox.queue([{ dedupeKey: "a", chatId: GROUP }]);
    const first = await outbox.startProcess();
    await outbox.pass(500);
    await restart(first, MINUTE);
    await outbox.queue([{ dedupeKey: "b", chatId: GROUP }]);
    await outbox.pass(500);
    expect(outbox.row("b").state).toBe("sent");
  });
});

test("a post that was under way when the process was stopped is finished by the next, each message once", async () => {
  await outbox.queuePost("post", 100, 1_000);
  const first = await outbox.startProcess({ rate: 28 });
  await outbox.pass(1_500);
  const before = outbox.calls.length;
  expect(before).toBeLessThan(60);
  await restart(first, 5_000);
  await outbox.pass(10_000);
  expect(new Set(outbox.texts()).size).toBe(100);
  expect(outbox.calls).toHaveLength(100);
});

describe("a wall clock that is set back by an hour", () => {
  test("holds up nothing that waits", async () => {
    await outbox.startProcess({ rate: 2 });
    await outbox.queuePost("post", 10, 1_000);
    await outbox.pass(600);
    outbox.shiftClock(-HOUR);
    await outbox.pass(6_000);
    expect(outbox.rows().map(({ state }) => state)).toEqual(Array(10).fill("sent"));
    expect(outbox.calls).toHaveLength(10);
  });

  test("lets nothing out before its time that is due later", async () => {
    await outbox.startProcess();
    await outbox.queue([{ dedupeKey: "later", notBefore: outbox.clock() + 4 * MINUTE }]);
    await outbox.pass(1_000);
    outbox.shiftClock(-2 * MINUTE);
    await outbox.pass(6 * MINUTE - 2_000);
    expect(outbox.calls).toEqual([]);
    await outbox.pass(2_000);
    expect(outbox.row("later").state).toBe("sent");
  });

  test("makes no limited chat be asked before its time", async () => {
    outbox.answer(7, tooMany(600));
    await outbox.startProcess();
    await outbox.queue([{ dedupeKey: "a" }]);
    await outbox.pass(1_000);
    outbox.shiftClock(-HOUR);
    await outbox.pass(650_000);
    expect(outbox.calls).toHaveLength(1);
  });

  test("and forward again doubles nothing", async () => {
    await outbox.queuePost("post", 40, 1_000);
    await outbox.startProcess({ rate: 10 });
    await outbox.pass(1_000);
    outbox.shiftClock(-HOUR);
    await outbox.pass(1_000);
    outbox.shiftClock(HOUR);
    await outbox.pass(10_000);
    expect(outbox.texts()).toHaveLength(40);
    expect(new Set(outbox.texts()).size).toBe(40);
  });
});

describe("a wall clock that jumps an hour ahead", () => {
  test("skips what is too late by it, sends the rest once and repeats nothing", async () => {
    await outbox.startProcess({ rate: 2 });
    const validUntil = outbox.clock() + 10 * MINUTE;
    await outbox.queue(
      Array.from({ length: 10 }, (_, n) => ({ dedupeKey: `reminder-${n}`, chatId: 100 + n, lane: 1 as const, validUntil })),
    );
    await outbox.queuePost("post", 10, 1_000);
    await outbox.pass(2_000);
    const before = outbox.calls.length;
    outbox.shiftClock(HOUR);
    await outbox.pass(MINUTE);
    const reminders = outbox.rows().filter(({ dedupeKey }) => dedupeKey.startsWith("reminder"));
    const sent = reminders.filter(({ state }) => state === "sent").length;
    expect([before, before - 1]).toContain(sent);
    expect(reminders.filter(({ state, reason }) => state === "skipped" && reason === "too_late")).toHaveLength(10 - sent);
    expect(outbox.rows().filter(({ dedupeKey, state }) => dedupeKey.startsWith("post") && state === "sent")).toHaveLength(10);
    expect(outbox.calls).toHaveLength(10 + sent);
  });

  test("makes no limited chat be asked before its time by the process that was told", async () => {
    outbox.answer(7, tooMany(600));
    await outbox.startProcess();
    await outbox.queue([{ dedupeKey: "a" }]);
    await outbox.pass(1_000);
    outbox.shiftClock(HOUR);
    await outbox.pass(650_000);
    expect(outbox.calls).toHaveLength(1);
  });

  test("leaves the outcome of a call that was under way to its answer", async () => {
    let answer = () => {};
    outbox.answer(7, new Promise<void>((resolve) => (answer = resolve)));
    await outbox.startProcess();
    await outbox.queue([{ dedupeKey: "a" }]);
    await outbox.pass(1_000);
    outbox.shiftClock(HOUR);
    await outbox.pass(10_000);
    answer();
    await outbox.pass(1_000);
    expect(outbox.row("a")).toMatchObject({ state: "sent", attempts: 1, mayRepeat: false });
    expect(outbox.calls).toHaveLength(1);
  });
});

test("a message whose outcome is unknown is repeated once even when a restart comes between", async () => {
  outbox.answer(7, lost, lost, lost);
  await outbox.queue([{ dedupeKey: "a" }]);
  const first = await outbox.startProcess({ isAllowed: () => outbox.calls.length === 0 });
  await outbox.pass(5_000);
  await restart(first, 1_000);
  await outbox.pass(MINUTE);
  expect(outbox.calls).toHaveLength(2);
  expect(outbox.row("a")).toMatchObject({ state: "unknown", mayRepeat: true });
});
