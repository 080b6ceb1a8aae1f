import type { Clock } from "../clock.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import type { Pacer } from "./pacer.ts";
import { RETRY_AFTER_MARGIN } from "./rules.ts";

/** Two chats limited within so long: it is the token that is limited, not a chat. */
const TOKEN_LIMITED_WINDOW_MS = 5_000;
/** How long the rate stays halved after the token was limited. */
const SLOW_AFTER_LIMIT_MS = 60_000;

type Options = { ledger: ChatLedger; pacer: Pacer; clock: Clock };

/** What to hold back after Telegram said 429: a chat, or everything. */
export function createLimits({ ledger, pacer, clock }: Options) {
  let pausedUntil = 0;
  let lastLimited = { chatId: 0, at: -Infinity, waitMs: 0 };

  return {
    /** Until when nothing is sent at all, on the monotonic clock. */
    pausedUntil: () => pausedUntil,

    /** Blocks the chat; returns when, by the wall clock, it takes a message again: to be saved, for the next process. */
    note(chatId: number, retryAfterMs: number): number {
      const now = performance.now();
      const waitMs = Math.ceil(retryAfterMs * RETRY_AFTER_MARGIN);
      ledger.block(chatId, now + waitMs);
      if (lastLimited.chatId !== chatId && now - lastLimited.at < TOKEN_LIMITED_WINDOW_MS) {
        // One of the two may have a long limit of its own: what the token is told is the shorter.
        const pauseMs = Math.min(waitMs, lastLimited.waitMs);
        pausedUntil = Math.max(pausedUntil, now + pauseMs);
        pacer.slowDown(pauseMs + SLOW_AFTER_LIMIT_MS);
      }
      lastLimited = { chatId, at: now, waitMs };
      return clock() + waitMs;
    },
  };
}
export type Limits = ReturnType<typeof createLimits>;
