import type { Transformer } from "grammy";
import type { ChatLedger } from "./chat-ledger.ts";
import type { Pacer } from "./pacer.ts";

/** "Typing" that comes later than this comes with the answer itself. */
const PATIENCE_MS = 2_000;

type Options = { pacer: Pacer; ledger: ChatLedger; noteLimit: (chatId: number, retryAfterSeconds?: number) => Promise<void> };
type Signal = Parameters<Transformer>[3];

/**
 * Shows that the bot is at work, where that costs nobody a message: a slot is free at once and the chat has room to spare. Otherwise it
 * is left out. Its handler always gets `true`: nothing that matters hangs on it, and the reply itself will meet whatever is wrong.
 */
export function createTyping({ pacer, ledger, noteLimit }: Options) {
  return async (
    prev: Parameters<Transformer>[0],
    method: "sendChatAction",
    payload: Parameters<Transformer>[2],
  ): Promise<Awaited<ReturnType<Transformer>>> => {
    const done = { ok: true, result: true } as unknown as Awaited<ReturnType<Transformer>>;
    const chatId = Number((payload as { chat_id?: number | string }).chat_id);
    const slot = ledger.hasRoomToSpare(chatId) ? pacer.tryAcquire() : undefined;
    if (!slot) return done;
    const signal = AbortSignal.timeout(PATIENCE_MS) as unknown as Signal;
    const answer = await prev(method, payload as never, signal)
      .catch(() => undefined)
      .finally(() => slot.finish());
    if (answer?.ok === false && answer.error_code === 429) await noteLimit(chatId, answer.parameters?.retry_after);
    return done;
  };
}
