import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createReplyTransformer } from "../../src/telegram/api.ts";
import { createChatLedger, type ChatLedger } from "../../src/telegram/chat-ledger.ts";
import { createPacer, type Pacer } from "../../src/telegram/pacer.ts";
import { LANE } from "../../src/telegram/rules.ts";

const PERSON = 501;
const GROUP = -1_001_234;

let asked: string[];
let answer: () => Promise<object>;
let limits: [number, number][];
let api: Api;
let pacer: Pacer;
let ledger: ChatLedger;
let isAllowed: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  asked = [];
  limits = [];
  isAllowed = true;
  answer = async () => ({ ok: true, result: true });
  pacer = createPacer(10, { isAllowed: () => isAllowed });
  ledger = createChatLedger();
  api = new Api("123456:test-token");
  // The first transformer is the innermost: Telegram.
  api.config.use(async (_prev, method) => {
    asked.push(method);
    return (await answer()) as never;
  });
  api.config.use(createReplyTransformer(pacer, ledger, async (chatId, waitMs) => void limits.push([chatId, waitMs])));
});
afterEach(() => {
  pacer.close();
  vi.useRealTimers();
});

/** Types into a chat; says whether Telegram was asked. The handler always gets `true`. */
async function isShown(chatId = PERSON): Promise<boolean> {
  const before = asked.length;
  expect(await api.sendChatAction(chatId, "typing")).toBe(true);
  return asked.length > before;
}

describe("typing is shown", () => {
  test("where nobody else wants to send, and takes a slot for it", async () => {
    expect(await isShown()).toBe(true);
    // The next start is a tenth of a second later, for everyone.
    expect(await isShown(502)).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(await isShown(502)).toBe(true);
  });

  test("while one of the 30 slots is free: each stays taken for a second beyond its answer", async () => {
    const quick = createPacer(100_000);
    const typing = new Api("123456:test-token");
    typing.config.use(async (_prev, method) => (asked.push(method), { ok: true, result: true }) as never);
    typing.config.use(createReplyTransformer(quick, ledger));
    for (let n = 0; n < 40; n++) {
      await vi.advanceTimersByTimeAsync(1);
      await typing.sendChatAction(1_000 + n, "typing");
    }
    expect(asked).toHaveLength(30);
    await vi.advanceTimersByTimeAsync(1_000);
    await typing.sendChatAction(PERSON, "typing");
    expect(asked).toHaveLength(31);
    quick.close();
  });
});

describe("typing is left out, and its handler goes on", () => {
  test("while a message waits for its slot", async () => {
    await pacer.acquire(LANE.post);
    void pacer.acquire(LANE.post);
    await vi.advanceTimersByTimeAsync(99);
    expect(await isShown()).toBe(false);
    await vi.advanceTimersByTimeAsync(101);
    expect(await isShown()).toBe(true);
  });

  test("while a message waits whose slot is free already: timers fire late", async () => {
    let lateMs = 0;
    const late = createPacer(10, { now: () => performance.now() + lateMs });
    await late.acquire(LANE.post);
    late.acquire(LANE.post).catch(() => {});
    lateMs = 100;
    expect(late.tryAcquire()).toBeUndefined();
    late.close();
  });

  test("while another process may be sending for the token, and once the pacer is closed", async () => {
    isAllowed = false;
    expect(await isShown()).toBe(false);
    isAllowed = true;
    pacer.close();
    expect(await isShown()).toBe(false);
  });

  test("in a chat that is blocked", async () => {
    ledger.block(PERSON, performance.now() + 1_000);
    expect(await isShown()).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await isShown()).toBe(true);
  });

  test.each([
    ["private chat", PERSON, 6],
    ["group", GROUP, 12],
  ])("in a %s of whose window less than a third is free", async (_what, chatId, most) => {
    ledger.note(chatId, most);
    // A group takes nothing within 3 s of its last message.
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await isShown(chatId)).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    ledger.note(chatId, 1, performance.now() - 3_000);
    expect(await isShown(chatId)).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await isShown(chatId)).toBe(true);
  });
});

describe("typing that goes wrong", () => {
  test("because of a limit blocks the chat, beyond a restart", async () => {
    answer = async () => ({ ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after: 4 } });
    expect(await isShown()).toBe(true);
    expect(limits).toEqual([[PERSON, 4_400]]);
    expect(ledger.readyAt(PERSON)).toBe(performance.now() + 4_400);
  });

  test.each([
    ["with a refusal", async () => ({ ok: false, error_code: 403, description: "Forbidden: bot was blocked by the user" })],
    ["without an answer", () => Promise.reject(new Error("ECONNRESET"))],
  ])("%s costs its handler nothing", async (_how, next) => {
    answer = next;
    expect(await isShown()).toBe(true);
  });
});
