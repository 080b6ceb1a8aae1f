import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LANE } from "../../src/telegram/rules.ts";
import { openOutbox, type Outbox } from "../support/outbox.ts";

const GROUP = -1_001_234;
const PERSON = 900_001;
/** SEND_RATE's default: the turns are spaced for it. */
const RATE = 28;
let outbox: Outbox;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T01:00:00Z") });
  outbox = openOutbox();
});
afterEach(async () => {
  await outbox.close();
  vi.useRealTimers();
});

const countOf = (texts: string[], name: string) => texts.filter((text) => text.startsWith(name)).length;

describe("a post that is written while a long one is under way", () => {
  beforeEach(async () => {
    await outbox.queuePost("long", 560, 1_000);
    await outbox.startProcess({ rate: RATE });
    await outbox.pass(5_000);
    await outbox.queuePost("late", 100, 5_000);
  });

  test("shares the rate with it from then on, half and half", async () => {
    const before = outbox.calls.length;
    await outbox.pass(6_000);
    const next = outbox.texts(before);
    expect(next.length).toBeGreaterThan(150);
    expect(countOf(next, "late")).toBeGreaterThan(next.length * 0.4);
    expect(countOf(next, "late")).toBeLessThan(next.length * 0.6);
  });

  test("holds up the long one no longer than its own messages take, and both come whole and once", async () => {
    await outbox.pass(30_000);
    expect(outbox.rows().map(({ state }) => state)).toEqual(Array(660).fill("sent"));
    expect(new Set(outbox.texts()).size).toBe(660);
    expect(outbox.calls).toHaveLength(660);
  });

  test("keeps its own order", async () => {
    await outbox.pass(30_000);
    const late = outbox.texts().filter((text) => text.startsWith("late"));
    expect(late).toEqual(Array.from({ length: 100 }, (_, n) => `late-${n}`));
  });
});

test("a reminder that falls due in the middle of a post goes whole before the rest of it", async () => {
  await outbox.queuePost("post", 100, 1_000);
  await outbox.startProcess({ rate: RATE });
  await outbox.pass(1_000);
  const before = outbox.calls.length;
  await outbox.queue(Array.from({ length: 20 }, (_, n) => ({ dedupeKey: `reminder-${n}`, chatId: 5_000 + n, lane: LANE.promise })));
  await outbox.pass(2_000);
  // The row that has its slot already goes first.
  const next = outbox.texts(before).slice(0, 21);
  expect(countOf(next, "reminder")).toBeGreaterThanOrEqual(20);
});

test("a reply takes the next slot while a post and reminders wait", async () => {
  await outbox.queuePost("post", 100, 1_000);
  await outbox.queue(Array.from({ length: 20 }, (_, n) => ({ dedupeKey: `reminder-${n}`, chatId: 5_000 + n, lane: LANE.promise })));
  const process = await outbox.startProcess({ rate: RATE });
  await outbox.pass(300);
  const before = outbox.calls.length;
  const replies = Promise.all([1, 2, 3].map((n) => process.reply(PERSON + n, `reply ${n}`)));
  await outbox.pass(150);
  expect(outbox.texts(before).slice(0, 3)).toEqual(["reply 1", "reply 2", "reply 3"]);
  await replies;
});

describe("one chat that is slow holds up nobody:", () => {
  test("a group gets its ten posts three seconds apart while everyone else's go on", async () => {
    await outbox.queue(Array.from({ length: 10 }, (_, n) => ({ dedupeKey: `group-${n}`, chatId: GROUP, subjectId: n + 1 })));
    await outbox.queuePost("person", 50, 1_000);
    await outbox.startProcess({ rate: RATE });
    await outbox.pass(2_900);
    expect(countOf(outbox.texts(), "person")).toBe(50);
    expect(outbox.callsTo(GROUP)).toHaveLength(1);
    await outbox.pass(30_000);
    const times = outbox.callsTo(GROUP).map(({ at }) => at);
    expect(times).toHaveLength(10);
    for (const [n, at] of times.slice(1).entries()) expect(at - times[n]!).toBeGreaterThanOrEqual(3_000);
  });

  test("a call that is not answered leaves the other slots to the others", async () => {
    let answer = () => {};
    outbox.answer(7, new Promise<void>((resolve) => (answer = resolve)));
    await outbox.queue([{ dedupeKey: "held" }]);
    await outbox.queuePost("person", 50, 1_000);
    await outbox.startProcess({ rate: RATE });
    await outbox.pass(3_000);
    expect(countOf(outbox.texts(), "person")).toBe(50);
    expect(outbox.row("held").state).toBe("sending");
    answer();
    await outbox.pass(10);
    expect(outbox.row("held").state).toBe("sent");
  });
});

describe("a token that is limited (two chats within five seconds)", () => {
  const tooMany = (seconds: number) => ({ error_code: 429, description: "Too Many Requests", parameters: { retry_after: seconds } });

  test("sends nothing for as long as Telegram said, then at half rate for a minute, then as before", async () => {
    outbox.answer(1_000, tooMany(10));
    outbox.answer(1_001, tooMany(10));
    await outbox.queuePost("post", 2_500, 1_000);
    await outbox.startProcess({ rate: RATE });
    await outbox.pass(1_000);
    const early = outbox.calls.length;
    expect(early).toBeLessThanOrEqual(4);
    await outbox.pass(9_900);
    expect(outbox.calls).toHaveLength(early);
    await outbox.pass(1_100);
    const resumed = outbox.calls.length;
    await outbox.pass(20_000);
    const slow = outbox.calls.length - resumed;
    expect(slow / 20).toBeGreaterThan(RATE * 0.45);
    expect(slow / 20).toBeLessThan(RATE * 0.55);
    await outbox.pass(41_000);
    const after = outbox.calls.length;
    await outbox.pass(20_000);
    expect((outbox.calls.length - after) / 20).toBeGreaterThan(RATE * 0.9);
  });

  test("still answers the person being served, in another chat", async () => {
    outbox.answer(1_000, tooMany(30));
    outbox.answer(1_001, tooMany(30));
    await outbox.queuePost("post", 20, 1_000);
    const process = await outbox.startProcess({ rate: RATE });
    await outbox.pass(2_000);
    const before = outbox.calls.length;
    const reply = process.reply(PERSON, "reply");
    await outbox.pass(200);
    await reply;
    expect(outbox.texts(before)).toEqual(["reply"]);
  });
});

describe("while the lease is not held", () => {
  test("nothing starts, replies neither, and everything goes out once it is held again", async () => {
    let isHeld = true;
    await outbox.queuePost("post", 20, 1_000);
    const process = await outbox.startProcess({ rate: RATE, isAllowed: () => isHeld });
    await outbox.pass(300);
    isHeld = false;
    const before = outbox.calls.length;
    expect(before).toBeGreaterThan(0);
    const reply = process.reply(PERSON, "reply");
    await outbox.pass(600_000);
    expect(outbox.calls).toHaveLength(before);
    isHeld = true;
    await outbox.pass(5_000);
    await reply;
    expect(outbox.texts(before)[0]).toBe("reply");
    expect(new Set(outbox.texts()).size).toBe(21);
    expect(outbox.calls).toHaveLength(21);
  });
});
