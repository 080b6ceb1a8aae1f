import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Limits } from "./limits.ts";
import type { Outage } from "./outage.ts";
import type { Result } from "./outcomes.ts";
import type { Outgoing } from "./outgoing.ts";
import { storeDoubt } from "./doubts.ts";
import { backoffMs } from "./rules.ts";
import {
  endDelivery,
  isUnderWay,
  markSent,
  markUnreachable,
  migrateChat,
  retryDelivery,
  returnDelivery,
  saveChatLimit,
  type Delivery,
} from "./store.ts";
import { isStorageAway, type Storing } from "./storing.ts";
import { createStreaks } from "./streaks.ts";

/** A refusal that comes back although its cause was removed is not worth more attempts. */
const RECOVERIES_MAX = 3;

type Options = {
  db: Db;
  limits: Limits;
  outage: Outage;
  storing: Storing;
  clock: Clock;
  log: Log;
  /** Telegram refuses the messages of one subject, this being the last of several in a row. */
  onFailing?: ((row: Delivery, reason: string) => Promise<void>) | undefined;
};
type Call = { row: Delivery; message: Outgoing; result: Result; at: number; freeAt: number };

/** Turns the outcomes of calls into the states of rows, and into pauses when it is not the row's chat that is in trouble. */
export function createSettler({ db, limits, outage, storing, clock, log, onFailing }: Options) {
  const streaks = createStreaks();

  /** That the message is there is kept even if what was to follow from it can not be: a fault of ours must not send it again. */
  async function storeSent(id: number, message: Outgoing, messageIds: readonly number[], at: number): Promise<void> {
    try {
      await markSent(db, id, { ...message, messageIds }, at);
    } catch (error) {
      if (isStorageAway(error)) throw error;
      log.error({ delivery: id, err: error }, "what was to follow from a delivery could not be stored");
      await markSent(db, id, { messageIds }, at);
    }
  }

  /** True when that was the row's end. */
  async function storeRefused(row: Delivery, reason: string, { recover }: Outgoing): Promise<boolean> {
    const isRecovered = row.attempts < RECOVERIES_MAX && (await recover?.(reason)) === true;
    if (isRecovered) await retryDelivery(db, row.id, clock(), reason, false);
    else await endDelivery(db, row.id, "failed", reason);
    return !isRecovered;
  }

  /** True when Telegram refused the row for good. */
  async function store({ row, message, result, at, freeAt }: Call): Promise<boolean | void> {
    // This process was stopped, and another took over meanwhile and decided about the row.
    if (!(await isUnderWay(db, row.id, row.attempts + 1))) return;
    switch (result.kind) {
      case "sent":
        streaks.end(row);
        return storeSent(row.id, message, result.messageIds, at);
      case "limited":
        await saveChatLimit(db, row.chatId, freeAt);
        return returnDelivery(db, row.id, freeAt);
      case "unreachable":
        return markUnreachable(db, row, result.reason);
      case "migrated":
        // First, or the group's other messages would go before it.
        await returnDelivery(db, row.id, at);
        return migrateChat(db, row.chatId, result.toChatId);
      case "refused":
        return storeRefused(row, result.reason, message);
      case "unsent":
        return retryDelivery(db, row.id, clock() + backoffMs(row.attempts, Math.random()), result.reason, false);
      case "unknown":
        if (await storeDoubt(db, row, result.reason, clock())) outage.noteDoubt(row.id);
    }
  }

  return {
    /** Stores what became of a call; the row is `sending`. */
    async settle(row: Delivery, result: Result, message: Outgoing): Promise<void> {
      outage.note(result);
      const freeAt = result.kind === "limited" ? limits.note(row.chatId, result.retryAfterMs) : 0;
      const call = { row, message, result, at: clock(), freeAt };
      const isRefused = await storing.keep(() => store(call));
      if (result.kind !== "refused" || !isRefused || !streaks.isFailing(row)) return;
      await storing.keep(async () => onFailing?.(row, result.reason));
    },
  };
}
export type Settler = ReturnType<typeof createSettler>;
