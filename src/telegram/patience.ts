import { setTimeout as delay } from "node:timers/promises";
import { GrammyError } from "grammy";
import type { Log } from "../log.ts";
import { readOutcome } from "./outcomes.ts";

const PAUSE_MAX_MS = 30_000;
/** What Telegram says to a token it does not know. */
const WRONG_TOKEN = [401, 404];

/** Telegram does not know the token: nothing can start. */
export class WrongTokenError extends Error {
  constructor(description: string) {
    super(`BOT_TOKEN: Telegram refuses it (${description}). Copy it again from @BotFather.`);
    this.name = "WrongTokenError";
  }
}

/** Makes a call of the start until Telegram answers it, saying so in the log; gives up only for a wrong token, a refusal, or `signal`. */
export async function untilAnswered<T>(
  what: string,
  call: () => Promise<T>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<T> {
  for (let pauseMs = 500; ; pauseMs = Math.min(PAUSE_MAX_MS, pauseMs * 2)) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (error instanceof GrammyError && WRONG_TOKEN.includes(error.error_code)) throw new WrongTokenError(error.description);
      if (readOutcome(error).kind === "refused") throw error;
      log.warn({ err: error, pauseMs }, `Telegram does not answer ${what}; trying again`);
      await delay(pauseMs, undefined, { signal });
    }
  }
}
