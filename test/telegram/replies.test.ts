import { Api, GrammyError } from "grammy";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countMessages, createReplyTransformer } from "../../src/telegram/api.ts";
import { createChatLedger, type ChatLedger } from "../../src/telegram/chat-ledger.ts";
import { createPacer, type Pacer } from "../../src/telegram/pacer.ts";
import { LANE } from "../../src/telegram/rules.ts";

const PERSON = 501;
const GROUP = -1_001_234;

type Answer = { ok: true; result: unknown } | { ok: false; error_code: number; description: string; parameters?: { retry_after?: number } };

let calls: { method: string; at: number }[];
let answers: Answer[];
let api: Api;
let pacer: Pacer;
let ledger: ChatLedger;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  calls = [];
  answers = [];
  pacer = createPacer(1_000);
  ledger = createChatLedger();
  api = new Api("123456:test-token");
  // The first transformer is the innermost: Telegram.
  api.config.use(async (_prev, method) => {
    calls.push({ method, at: performance.now() });
    return (answers.shift() ?? { ok: true, result: { message_id: calls.length } }) as never;
  });
  api.config.use(createReplyTransformer(pacer, ledger));
});
afterEach(() => {
  pacer.close();
  vi.useRealTimers();
});

const tooMany = (seconds: number): Answer => ({
  ok: false,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});
const refusal = (description: string): Answer => ({ ok: false, error_code: 400, description: `Bad Request: ${description}` });

/** What became of a call, once the given time has passed. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | Error | "still waiting"> {
  let outcome: T | Error | "still waiting" = "still waiting";
  void work.then(
    (value) => (outcome = value),
    (error: Error) => (outcome = error),
  );
  await vi.advanceTimersByTimeAsync(ms);
  return outcome;
}

describe("a reply that meets a 429", () => {
  test("is sent again after the time Telegram named and a tenth", async () => {
    answers = [tooMany(4)];
    const start = performance.now();
    expect(await within(4_399, api.sendMessage(PERSON, "x"))).toBe("still waiting");
    await vi.advanceTimersByTimeAsync(2);
    expect(calls.map(({ at }) => Math.round(at - start))).toEqual([0, 4_400]);
  });

  test("is given up after three calls", async () => {
    answers = [tooMany(1), tooMany(1), tooMany(1)];
    const outcome = await within(10_000, api.sendMessage(PERSON, "x"));
    expect(outcome).toBeInstanceOf(GrammyError);
    expect(calls).toHaveLength(3);
  });

  test("for longer than a person waits fails, and nobody calls that chat before its time", async () => {
    answers = [tooMany(3_600)];
    expect(await within(1_000, api.sendMessage(PERSON, "x"))).toBeInstanceOf(GrammyError);
    const second = await within(1_000, api.sendMessage(PERSON, "again"));
    expect(second).toMatchObject({ error_code: 429, parameters: { retry_after: expect.closeTo(3_960, -1) as number } });
    expect(calls).toHaveLength(1);
    expect(await within(1_000, api.sendMessage(502, "another chat"))).toEqual({ message_id: 2 });
  });

  test("blocks the chat for the outbox too", async () => {
    answers = [tooMany(4)];
    // What still waits when the test ends is ended by the closing pacer.
    api.sendMessage(PERSON, "x").catch(() => {});
    await vi.advanceTimersByTimeAsync(10);
    expect(ledger.findBlocked().chats).toEqual([PERSON]);
  });
});

describe("replies to one group", () => {
  test("keep three seconds apart, those asked for at once included", async () => {
    const start = performance.now();
    Promise.all([api.sendMessage(GROUP, "a"), api.sendMessage(GROUP, "b"), api.sendMessage(GROUP, "c")]).catch(() => {});
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls.map(({ at }) => Math.round((at - start) / 1_000))).toEqual([0, 3, 6]);
  });

  test("wait out a full minute's window instead of failing", async () => {
    for (let n = 0; n < 18; n++) ledger.note(GROUP, 1);
    expect(await within(59_000, api.sendMessage(GROUP, "x"))).toBe("still waiting");
    await vi.advanceTimersByTimeAsync(1_500);
    expect(calls).toHaveLength(1);
  });
});

describe("nothing is left to do", () => {
  test.each([
    [
      "a tap answered too late",
      refusal("query is too old and response timeout expired or query ID is invalid"),
      () => api.answerCallbackQuery("1"),
    ],
    [
      "an edit to what the message already says",
      refusal("message is not modified: specified new message content is the same"),
      () => api.editMessageText(PERSON, 9, "x"),
    ],
    ["an edit of buttons that are so already", refusal("message is not modified"), () => api.editMessageReplyMarkup(PERSON, 9)],
  ])("after %s: it counts as done", async (_what, answer, call) => {
    answers = [answer];
    expect(await within(1_000, call() as Promise<unknown>)).toBe(true);
  });

  test.each([
    ["a message that is not modified", () => api.sendMessage(PERSON, "x"), refusal("message is not modified")],
    ["an edit of a message that is gone", () => api.editMessageText(PERSON, 9, "x"), refusal("message to edit not found")],
    ["a tap with a wrong id", () => api.answerCallbackQuery("1"), refusal("wrong query id")],
  ])("but %s is still a failure", async (_what, call, answer) => {
    answers = [answer];
    expect(await within(1_000, call() as Promise<unknown>)).toBeInstanceOf(GrammyError);
  });
});

describe("the pacer", () => {
  test("gives replies its next start, before what waited longer", async () => {
    const slow = createPacer(1);
    const order: string[] = [];
    const replying = new Api("123456:test-token");
    replying.config.use(async () => (order.push("reply"), { ok: true, result: true }) as never);
    replying.config.use(createReplyTransformer(slow, ledger));
    await slow.acquire(LANE.post);
    void slow.acquire(LANE.post).then(() => order.push("post"));
    void replying.sendMessage(PERSON, "x");
    await vi.advanceTimersByTimeAsync(5_000);
    slow.close();
    expect(order).toEqual(["reply", "post"]);
  });

  test("is not asked for calls that Telegram does not count", async () => {
    pacer.close();
    expect(await within(0, api.answerCallbackQuery("1"))).toEqual({ message_id: 1 });
    expect(await within(0, api.deleteMessage(PERSON, 5))).toEqual({ message_id: 2 });
  });

  test("gets its slot back when the call fails without an answer", async () => {
    const ended: string[] = [];
    const counting: Pacer = {
      acquire: async () => ({ finish: () => void ended.push("finished"), giveBack: () => void ended.push("given back") }),
      tryAcquire: () => undefined,
      slowDown() {},
      closed: new AbortController().signal,
      close() {},
    };
    const failing = new Api("123456:test-token");
    failing.config.use(() => Promise.reject(new Error("reset")));
    failing.config.use(createReplyTransformer(counting, ledger));
    expect(await within(10, failing.sendMessage(PERSON, "x"))).toBeInstanceOf(Error);
    expect(ended).toEqual(["finished"]);
  });
});

test.each([
  ["sendMessage", { chat_id: 1 }, 1],
  ["sendMediaGroup", { media: [{}, {}, {}] }, 3],
  ["copyMessages", { message_ids: [1, 2] }, 2],
  ["editMessageText", {}, 1],
  ["createForumTopic", {}, 1],
  ["sendChatAction", {}, 0],
  ["answerCallbackQuery", {}, 0],
  ["getMe", {}, 0],
  ["deleteMessage", {}, 0],
])("%s counts as many messages as Telegram counts", (method, payload, messages) => {
  expect(countMessages(method, payload)).toBe(messages);
});
