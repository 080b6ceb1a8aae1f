import type { Api } from "grammy";
import type { Log } from "../log.ts";
import { isTrouble, readOutcome } from "./outcomes.ts";
import { createRest } from "./running.ts";
import { backoffMs } from "./rules.ts";

/** How soon after an outage its end is noticed. */
export const ASK_PAUSE_MAX_MS = 10_000;

type Options = {
  api: Api;
  log: Log;
  onAnswer: () => void;
  /** Nothing is asked any more; there was an answer, or the process ends. */
  onEnd: () => void;
};

/** Asks Telegram whether it is there, with getMe, which can not repeat anything, until it answers. */
export function createProbe({ api, log, onAnswer, onEnd }: Options) {
  let isAsking = false;
  const rest = createRest();
  const ending = new AbortController();
  const signal = ending.signal as unknown as NonNullable<Parameters<typeof api.getMe>[0]>;

  async function isThere(): Promise<boolean> {
    try {
      await api.getMe(signal);
      return true;
    } catch (error) {
      // The end of the process aborts the question.
      return !ending.signal.aborted && !isTrouble(readOutcome(error));
    }
  }

  async function askUntilAnswered(firstPauseMs: number): Promise<void> {
    for (let asked = 0, pauseMs = firstPauseMs; ; asked++) {
      if (pauseMs > 0) await rest.take(pauseMs);
      if (ending.signal.aborted) return;
      if (await isThere()) return onAnswer();
      pauseMs = Math.min(ASK_PAUSE_MAX_MS, backoffMs(asked, Math.random()));
    }
  }

  return {
    isAsking: () => isAsking,
    ask(pauseMs: number): void {
      if (isAsking || ending.signal.aborted) return;
      isAsking = true;
      askUntilAnswered(pauseMs)
        .catch((error: unknown) => log.error({ err: error }, "Telegram could not be asked whether it is there"))
        .finally(() => ((isAsking = false), onEnd()));
    },
    end() {
      ending.abort();
      rest.end();
    },
  };
}
