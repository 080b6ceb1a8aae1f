import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { createLimits } from "./limits.ts";
import { isOurFault, readOutcome } from "./outcomes.ts";
import { backoffMs } from "./rules.ts";
import { endDelivery, markUnreachable, migrateChat, postponeDelivery, type Delivery } from "./store.ts";

/** Another process holds the database for longer than busy_timeout: nothing is wrong with the row. */
const isBusy = (error: unknown): boolean => error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");

type Options = { db: Db; limits: ReturnType<typeof createLimits>; clock: Clock };

/** Telegram may have been asked for something (a topic), and may be away: then the row waits. A fault of ours ends it: it must not block the lane. */
export function createUnpreparedSettler({ db, limits, clock }: Options) {
  return async (row: Delivery, error: unknown): Promise<void> => {
    if (isBusy(error)) return postponeDelivery(db, row.id, clock() + backoffMs(0, Math.random()));
    if (isOurFault(error)) return endDelivery(db, row.id, "failed", "could not be prepared");
    const outcome = readOutcome(error);
    limits.noteOutcome(outcome);
    switch (outcome.kind) {
      case "limited":
        return postponeDelivery(db, row.id, await limits.note(row.chatId, outcome.retryAfterMs));
      case "unreachable":
        return markUnreachable(db, row, outcome.reason);
      case "migrated":
        return migrateChat(db, row.chatId, outcome.toChatId);
      case "refused":
        return endDelivery(db, row.id, "failed", outcome.reason);
      case "unsent":
      case "unknown":
      case "away":
        return postponeDelivery(db, row.id, clock() + backoffMs(row.attempts, Math.random()));
    }
  };
}
