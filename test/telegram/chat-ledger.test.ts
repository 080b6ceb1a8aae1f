import { beforeEach, describe, expect, test } from "vitest";
import { createChatLedger, type ChatLedger } from "../../src/telegram/chat-ledger.ts";

const PERSON = 501;
const GROUP = -1_001_234;
let now: number;
let ledger: ChatLedger;
beforeEach(() => {
  now = 1_000_000;
  ledger = createChatLedger(() => now);
});

describe("a private chat", () => {
  test("takes ten messages at once and the eleventh eleven seconds after the first", () => {
    for (let n = 0; n < 10; n++) {
      expect(ledger.readyAt(PERSON)).toBeLessThanOrEqual(now);
      ledger.note(PERSON, 1);
      now += 100;
    }
    expect(ledger.readyAt(PERSON)).toBe(1_000_000 + 11_000);
  });

  test("counts every picture of an album", () => {
    ledger.note(PERSON, 10);
    expect(ledger.readyAt(PERSON)).toBe(now + 11_000);
  });
});

describe("a group", () => {
  test("takes a message every three seconds", () => {
    ledger.note(GROUP, 1);
    expect(ledger.readyAt(GROUP)).toBe(now + 3_000);
  });

  test("takes eighteen messages a minute, however well they are spaced", () => {
    for (let n = 0; n < 18; n++) {
      ledger.note(GROUP, 1);
      now += 3_000;
    }
    expect(ledger.readyAt(GROUP)).toBe(1_000_000 + 60_000);
    now = 1_000_000 + 60_000;
    ledger.note(GROUP, 1);
    expect(ledger.readyAt(GROUP)).toBe(1_000_000 + 63_000);
  });
});

describe("a chat that Telegram limited", () => {
  test("is blocked until then, and only that chat", () => {
    ledger.block(PERSON, now + 5_000);
    expect(ledger.readyAt(PERSON)).toBe(now + 5_000);
    expect(ledger.findBlocked().chats).toEqual([PERSON]);
    expect(ledger.readyAt(502)).toBeLessThanOrEqual(now);
    now += 5_000;
    expect(ledger.findBlocked().chats).toEqual([]);
  });

  test("stays blocked for the longest time it was told", () => {
    ledger.block(GROUP, now + 60_000);
    ledger.block(GROUP, now + 2_000);
    expect(ledger.readyAt(GROUP)).toBe(now + 60_000);
  });
});

test("the blocked chats are the ones at their own limit or Telegram's", () => {
  ledger.note(GROUP, 1);
  ledger.note(PERSON, 9);
  ledger.block(503, now + 1);
  expect(ledger.findBlocked().chats.toSorted((a, b) => a - b)).toEqual([GROUP, 503]);
});
