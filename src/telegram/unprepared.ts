import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Limits } from "./limits.ts";
import type { Outage } from "./outage.ts";
import { isOurFault, readOutcome, type Outcome } from "./outcomes.ts";
import { backoffMs } from "./rules.ts";
import { endDelivery, markUnreachable, migrateChat, postponeDelivery, saveChatLimit, type Delivery } from "./store.ts";
import { isStorageAway, type Storing } from "./storing.ts";

type Options = { db: Db; limits: Limits; outage: Outage; storing: Storing; clock: Clock };

/** Telegram may have been asked for something (a topic), and may be away: then the row waits. A fault of ours ends it: it must not block the lane. */
export function createUnpreparedSettler({ db, limits, outage, storing, clock }: Options) {
  const wait = (row: Delivery) => postponeDelivery(db, row.id, clock() + backoffMs(row.attempts, Math.random()));

  async function store(row: Delivery, outcome: Outcome, freeAt: number): Promise<void> {
    switch (outcome.kind) {
      case "limited":
        await saveChatLimit(db, row.chatId, freeAt);
        return postponeDelivery(db, row.id, freeAt);
      case "unreachable":
        return markUnreachable(db, row, outcome.reason);
      case "migrated":
        return migrateChat(db, row.chatId, outcome.toChatId);
      case "refused":
        return endDelivery(db, row.id, "failed", outcome.reason);
      case "unsent":
      case "unknown":
        return wait(row);
    }
  }

  return async (row: Delivery, error: unknown): Promise<void> => {
    // Nothing is wrong with the row when the database could not be read or written.
    if (isStorageAway(error)) return storing.keep(() => wait(row));
    if (isOurFault(error)) return storing.keep(() => endDelivery(db, row.id, "failed", "could not be prepared"));
    const outcome = readOutcome(error);
    outage.note(outcome);
    const freeAt = outcome.kind === "limited" ? limits.note(row.chatId, outcome.retryAfterMs) : 0;
    return storing.keep(() => store(row, outcome, freeAt));
  };
}
