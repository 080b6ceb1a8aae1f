import type { Api, Transformer } from "grammy";
import type { ChatLedger } from "./chat-ledger.ts";
import { createFetch } from "./fetch.ts";
import type { Pacer, Slot } from "./pacer.ts";
import { LANE, RETRY_AFTER_MARGIN } from "./rules.ts";
import { createTyping } from "./typing.ts";

/** No send takes longer; what is not answered by then has an unknown outcome. */
const CALL_TIMEOUT_MS = 15_000;
/** Calls for one reply, the ones after a 429 included. */
const REPLY_ATTEMPTS = 3;
/** How long a reply waits for its chat: a group may have to wait out its window of a minute. */
const REPLY_WAIT_MAX_MS = 65_000;

type ClientOptions = NonNullable<ConstructorParameters<typeof Api>[1]>;

/** Options for every grammY client of ours: our own fetch, and its timeout instead of grammY's 500 s. */
export function clientOptions(apiRoot: string, timeoutMs = CALL_TIMEOUT_MS): ClientOptions {
  return { apiRoot, timeoutSeconds: timeoutMs / 1_000 + 5, fetch: createFetch(timeoutMs) };
}

const COUNTED = /^(send(?!ChatAction)|edit|copy|forward|createForumTopic|pinChatMessage)/;

/** How many messages a call counts as against Telegram's limits; 0 = it is not counted. */
export function countMessages(method: string, payload: unknown): number {
  if (!COUNTED.test(method)) return 0;
  const { media, message_ids: ids } = payload as { media?: unknown; message_ids?: unknown };
  if (method === "sendMediaGroup" && Array.isArray(media)) return media.length;
  return Array.isArray(ids) ? ids.length : 1;
}

/** What Telegram refuses although nothing is left to do: a tap answered too late, an edit to what the message already says. */
const ALREADY_DONE: Record<string, string> = { answerCallbackQuery: "query is too old", edit: "message is not modified" };

function isAlreadyDone(method: string, answer: { ok: boolean; description?: string }): boolean {
  const words = ALREADY_DONE[method] ?? (method.startsWith("edit") ? ALREADY_DONE["edit"] : undefined);
  return !answer.ok && words !== undefined && (answer.description ?? "").includes(words);
}

const settled = <T extends { ok: boolean; description?: string }>(method: string, answer: T): T =>
  isAlreadyDone(method, answer) ? ({ ok: true, result: true } as unknown as T) : answer;

/** For the sender's own calls: an edit to what the message says already is done. */
export const settleDone: Transformer = async (prev, method, payload, signal) => settled(method, await prev(method, payload, signal));

/** Rejects when the pacer is closed meanwhile: the process is ending, and the update stays in the inbox. */
const wait = (ms: number, closed: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const give = () => (clearTimeout(timer), reject(new Error("the pacer is closed")));
    const timer = setTimeout(() => (closed.removeEventListener("abort", give), resolve()), ms);
    closed.addEventListener("abort", give, { once: true });
  });

/** The answer Telegram would give: it is not asked, since calling while limited makes the limit longer. */
const refuseBlocked = (ms: number) => {
  const seconds = Math.ceil(ms / 1_000);
  return {
    ok: false as const,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  };
};

/** Waits until the chat takes a message and takes a slot for it; undefined when the chat is blocked for too long to wait. */
async function acquireReply(pacer: Pacer, ledger: ChatLedger, chatId: number): Promise<Slot | undefined> {
  for (;;) {
    const pause = ledger.readyAt(chatId) - performance.now();
    if (pause > REPLY_WAIT_MAX_MS) return undefined;
    if (pause > 0) await wait(pause, pacer.closed);
    const slot = await pacer.acquire(LANE.reply);
    // Someone else may have written to the chat while this call waited for its slot.
    if (ledger.readyAt(chatId) <= performance.now()) return slot;
    slot.giveBack();
  }
}

/**
 * Sends what a handler sends (the reply to the person being served) in the next slot of the one pacer. A 429 is waited out
 * a few times, and no call is made to a chat before it may be; typing actions only go where nothing else could; everything else is
 * the handler's.
 */
export function createReplyTransformer(
  pacer: Pacer,
  ledger: ChatLedger,
  /** Remembers the limit beyond a restart. */
  saveLimit: (chatId: number, waitMs: number) => Promise<void> = async () => {},
): Transformer {
  const noteLimit = async (chatId: number, retryAfterSeconds = 1) => {
    const waitMs = Math.ceil(retryAfterSeconds * 1_000 * RETRY_AFTER_MARGIN);
    ledger.block(chatId, performance.now() + waitMs);
    await saveLimit(chatId, waitMs);
  };
  const type = createTyping({ pacer, ledger, noteLimit });
  return async (prev, method, payload, signal) => {
    if (method === "sendChatAction") return type(prev, method, payload);
    const messages = countMessages(method, payload);
    if (messages === 0) return settled(method, await prev(method, payload, signal));
    const chatId = Number((payload as { chat_id?: number | string }).chat_id);
    for (let attempt = 1; ; attempt++) {
      const slot = await acquireReply(pacer, ledger, chatId);
      if (!slot) return refuseBlocked(ledger.readyAt(chatId) - performance.now());
      ledger.note(chatId, messages);
      const answer = await prev(method, payload, signal).finally(() => slot.finish());
      if (answer.ok || answer.error_code !== 429) return settled(method, answer);
      await noteLimit(chatId, answer.parameters?.retry_after);
      if (attempt === REPLY_ATTEMPTS) return settled(method, answer);
    }
  };
}
