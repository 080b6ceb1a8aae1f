import type { Api } from "grammy";
import type { Log } from "../log.ts";
import { isTrouble, type Result } from "./outcomes.ts";
import { ASK_PAUSE_MAX_MS, createProbe } from "./probe.ts";
import { backoffMs } from "./rules.ts";

/** One call that meets no Telegram may be chance; two in a row are an outage, in which every further call would cost a row its doubt. */
const TROUBLES = 2;

type Options = {
  api: Api;
  log: Log;
  /** Sending may go on. */
  onOver: () => void;
};

/**
 * Notices when Telegram is away, and when it is back. Meanwhile nothing is sent: it is asked whether it is there.
 * Once that is answered, one message at a time goes out until one has arrived: gateways may answer getMe and still fail on messages.
 */
export function createOutage({ api, log, onOver }: Options) {
  /** In a row. */
  let troubles = 0;
  let failedTrials = 0;
  let trials = 0;
  let answers = 0;
  const probe = createProbe({ api, log, onAnswer: () => void answers++, onEnd: onOver });
  /** Rows in doubt, and how many answers there had been by then. */
  const doubts = new Map<number, number>();

  /** A trial in doubt costs its row one of two, so those become rarer than the others. */
  const pauseAfterTrial = (kind: Result["kind"]): number =>
    Math.min(kind === "unknown" ? Infinity : ASK_PAUSE_MAX_MS, backoffMs(failedTrials++, Math.random()));

  return {
    /** Nothing may be sent now. */
    isHolding: () => probe.isAsking() || (troubles >= TROUBLES && trials > 0),

    /** A call is about to be made; to be called with its end. */
    begin(): () => void {
      if (troubles < TROUBLES) return () => {};
      trials++;
      return () => void trials--;
    },

    /** What became of a call. Any answer of Telegram's own ends an outage. */
    note(result: Pick<Result, "kind">): void {
      if (isTrouble(result)) {
        troubles++;
        if (troubles < TROUBLES || probe.isAsking()) return;
        if (troubles === TROUBLES) log.warn({ outcome: result.kind }, "Telegram seems to be away; nothing is sent until it answers");
        return probe.ask(troubles === TROUBLES ? 0 : pauseAfterTrial(result.kind));
      }
      const wasAway = troubles >= TROUBLES;
      answers++;
      troubles = failedTrials = 0;
      if (!wasAway) return;
      log.info("Telegram takes messages again");
      onOver();
    },

    /** The row's message may have arrived. */
    noteDoubt: (id: number) => void doubts.set(id, answers),

    /**
     * Whether the row may go out as far as its doubt goes: not before Telegram has answered anything since. So a message that was in doubt
     * is never tried into the same outage again, and its second doubt is one of its own. Asks Telegram if it may not.
     */
    mayGoAgain(id: number): boolean {
      const isAnswered = doubts.get(id) !== answers;
      if (isAnswered) doubts.delete(id);
      else probe.ask(0);
      return isAnswered;
    },

    end: () => probe.end(),
  };
}
export type Outage = ReturnType<typeof createOutage>;
