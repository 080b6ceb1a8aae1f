import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import type { Outcome } from "./outcomes.ts";
import type { Pacer } from "./pacer.ts";
import { backoffMs, RETRY_AFTER_MARGIN } from "./rules.ts";
import { saveChatLimit } from "./store.ts";

/** Two chats limited within so long: it is the token that is limited, not a chat. */
const TOKEN_LIMITED_WINDOW_MS = 5_000;
/** How long the rate stays halved after the token was limited. */
const SLOW_AFTER_LIMIT_MS = 60_000;

/** How soon after an outage its end is noticed. */
const OUTAGE_PAUSE_MAX_MS = 10_000;

type Options = { db: Db; ledger: ChatLedger; pacer: Pacer; clock: Clock };

/** What to hold back after Telegram said 429, or could not be reached: a chat, or everything. */
export function createLimits({ db, ledger, pacer, clock }: Options) {
  let pausedUntil = 0;
  let troubles = 0;
  let lastLimited = { chatId: 0, at: -Infinity, waitMs: 0 };
  const pauseUntil = (at: number) => void (pausedUntil = Math.max(pausedUntil, at));

  return {
    /** Until when nothing is sent at all, on the monotonic clock. */
    pausedUntil: () => pausedUntil,
    /**
     * A call that met no Telegram may be chance; several in a row are an outage, in which every further call costs a row an attempt.
     * Any answer of Telegram's own ends it.
     */
    noteOutcome({ kind }: Pick<Outcome, "kind"> | { kind: "sent" }): void {
      if (kind !== "unsent" && kind !== "unknown" && kind !== "away") troubles = 0;
      else if (troubles++ > 0) pauseUntil(performance.now() + Math.min(OUTAGE_PAUSE_MAX_MS, backoffMs(troubles - 2, Math.random())));
    },

    /** Blocks the chat, beyond a restart; resolves with when, by the wall clock, it takes a message again. */
    async note(chatId: number, retryAfterMs: number): Promise<number> {
      const now = performance.now();
      const waitMs = Math.ceil(retryAfterMs * RETRY_AFTER_MARGIN);
      ledger.block(chatId, now + waitMs);
      await saveChatLimit(db, chatId, clock() + waitMs);
      if (lastLimited.chatId !== chatId && now - lastLimited.at < TOKEN_LIMITED_WINDOW_MS) {
        // One of the two may have a long limit of its own: what the token is told is the shorter.
        const pauseMs = Math.min(waitMs, lastLimited.waitMs);
        pauseUntil(now + pauseMs);
        pacer.slowDown(pauseMs + SLOW_AFTER_LIMIT_MS);
      }
      lastLimited = { chatId, at: now, waitMs };
      return clock() + waitMs;
    },
  };
}
