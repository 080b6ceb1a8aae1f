import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import type { Pacer } from "./pacer.ts";
import type { Outcome } from "./outcomes.ts";
import type { Recover } from "./outgoing.ts";
import { createLimits } from "./limits.ts";
import { createUnpreparedSettler } from "./unprepared.ts";
import { backoffMs, isRepeatable } from "./rules.ts";
import {
  endDelivery,
  findAbandoned,
  isUnderWay,
  markSent,
  markUnreachable,
  migrateChat,
  retryDelivery,
  returnDelivery,
  type Delivery,
  type Sent,
} from "./store.ts";

/** A refusal that comes back although its cause was removed is not worth more attempts. */
const RECOVERIES_MAX = 3;

/** Refusals of one subject's messages in a row after which the rest is hardly worth trying. */
const FAILING_AFTER = 5;

/** How long a message is tried while gateways answer for Telegram. */
const AWAY_GIVE_UP_MS = 24 * 60 * 60 * 1_000;

/** Counts how often in a row Telegram refused the messages of one subject. */
function createStreaks() {
  const refused = new Map<string, number>();
  const subjectOf = (row: Delivery): string => `${row.kind}-${row.subjectId}`;
  return {
    count(row: Delivery): number {
      const times = (refused.get(subjectOf(row)) ?? 0) + 1;
      refused.set(subjectOf(row), times);
      return times;
    },
    end: (row: Delivery) => void refused.delete(subjectOf(row)),
  };
}

export type Settler = {
  /** The row's message arrived. */
  settleSent(row: Delivery, sent: Sent): Promise<void>;
  /** Until when nothing is sent at all, on the monotonic clock. */
  pausedUntil(): number;
  /** Stores what became of a call that did not go through; the row is `sending`. */
  settle(row: Delivery, outcome: Outcome, recover: Recover | undefined): Promise<void>;
  /**
   * Every row that still says `sending` belonged to a process that is gone: this one holds the role's lease and has sent nothing yet.
   */
  settleAbandoned(): Promise<void>;
  /** Making the message failed before any call for it; the row is still `pending`. */
  settleUnprepared(row: Delivery, error: unknown): Promise<void>;
};

type Options = {
  db: Db;
  ledger: ChatLedger;
  pacer: Pacer;
  clock: Clock;
  /** Telegram refused FAILING_AFTER messages of one subject in a row, this being the last. */
  onFailing?: ((row: Delivery, reason: string) => Promise<void>) | undefined;
};

/** Turns the outcomes of calls into the states of rows, and into pauses when it is not the row's chat that is in trouble. */
export function createSettler({ db, ledger, pacer, clock, onFailing }: Options): Settler {
  const streaks = createStreaks();
  const limits = createLimits({ db, ledger, pacer, clock });

  /** The call may have reached the chat: it is made once more, or left alone where a repeat is worse than a miss. */
  async function settleUnknown(row: Delivery, reason: string): Promise<void> {
    if (row.mayRepeat || !isRepeatable(row.kind)) await endDelivery(db, row.id, "unknown", reason);
    else await retryDelivery(db, row.id, clock() + backoffMs(0, Math.random()), reason, true);
  }

  /** An outage of an afternoon must not empty the outbox, so attempts are not counted: time is. */
  async function settleAway(row: Delivery, reason: string): Promise<void> {
    if (clock() - row.createdAt > AWAY_GIVE_UP_MS) return endDelivery(db, row.id, "unknown", reason);
    return retryDelivery(db, row.id, clock() + backoffMs(row.attempts, Math.random()), reason, true);
  }

  async function settleAbandoned(): Promise<void> {
    for (const row of await findAbandoned(db, Number.MAX_SAFE_INTEGER))
      await settleUnknown(row, "the process ended while it was being sent");
  }

  async function settleRefused(row: Delivery, reason: string, recover: Recover | undefined): Promise<void> {
    const isRecovered = row.attempts < RECOVERIES_MAX && (await recover?.(reason)) === true;
    if (isRecovered) return retryDelivery(db, row.id, clock(), reason, false);
    await endDelivery(db, row.id, "failed", reason);
    if (streaks.count(row) % FAILING_AFTER === 0) await onFailing?.(row, reason);
  }

  /** This process was stopped, and another took over meanwhile and decided about the row. */
  const isOthers = async (row: Delivery): Promise<boolean> => !(await isUnderWay(db, row.id, row.attempts + 1));

  async function settleSent(row: Delivery, sent: Sent): Promise<void> {
    limits.noteOutcome({ kind: "sent" });
    if (await isOthers(row)) return;
    streaks.end(row);
    await markSent(db, row.id, sent, clock());
  }

  async function settle(row: Delivery, outcome: Outcome, recover: Recover | undefined): Promise<void> {
    limits.noteOutcome(outcome);
    if (await isOthers(row)) return;
    switch (outcome.kind) {
      case "limited":
        return returnDelivery(db, row.id, await limits.note(row.chatId, outcome.retryAfterMs));
      case "unreachable":
        return markUnreachable(db, row, outcome.reason);
      case "migrated":
        await migrateChat(db, row.chatId, outcome.toChatId);
        return returnDelivery(db, row.id, clock());
      case "refused":
        return settleRefused(row, outcome.reason, recover);
      case "unsent":
        return retryDelivery(db, row.id, clock() + backoffMs(row.attempts, Math.random()), outcome.reason, false);
      case "unknown":
        return settleUnknown(row, outcome.reason);
      case "away":
        return settleAway(row, outcome.reason);
    }
  }

  return {
    pausedUntil: limits.pausedUntil,
    settle,
    settleSent,
    settleAbandoned,
    settleUnprepared: createUnpreparedSettler({ db, limits, clock }),
  };
}
