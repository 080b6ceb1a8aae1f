import type { Api } from "grammy";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countMessages } from "./api.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import type { Outage } from "./outage.ts";
import { callTelegram, type Outgoing, type PrepareDelivery } from "./outgoing.ts";
import type { Slot } from "./pacer.ts";
import { prepareNow } from "./prepare-now.ts";
import type { createUnderWay } from "./running.ts";
import type { Settler } from "./settle.ts";
import { endDelivery, markSending, postponeDelivery, type Delivery } from "./store.ts";
import type { createUnpreparedSettler } from "./unprepared.ts";

/** Longer than any call may take, so that an expired lease means the process that took the row is gone. */
const LEASE_MS = 30_000;

type Options = {
  db: Db;
  api: Api;
  ledger: ChatLedger;
  clock: Clock;
  log: Log;
  prepare: PrepareDelivery;
  outage: Outage;
  settler: Settler;
  settleUnprepared: ReturnType<typeof createUnpreparedSettler>;
  underWay: ReturnType<typeof createUnderWay>;
};

/**
 * One attempt of a row that has its slot: made at this moment, committed as `sending`, called. It resolves when the call has begun, so
 * that the chat's next message can be made; what becomes of the call is stored by itself.
 */
export function createAttempts({ db, api, ledger, clock, log, prepare, outage, settler, settleUnprepared, underWay }: Options) {
  async function send(row: Delivery, message: Outgoing, slot: Slot): Promise<void> {
    ledger.note(row.chatId, countMessages(message.method, message.payload));
    const end = outage.begin();
    const result = await callTelegram(api, row.chatId, message, log);
    slot.finish();
    end();
    if (result.kind !== "sent")
      log.warn({ delivery: row.id, deliveryKind: row.kind, outcome: result.kind }, "a delivery did not go through");
    await settler.settle(row, result, message);
  }

  return async function attempt(row: Delivery, slot: Slot): Promise<void> {
    try {
      const prepared = await prepareNow(row, { db, api, ledger, clock, prepare });
      if ("skip" in prepared) await endDelivery(db, row.id, "skipped", prepared.skip);
      else if ("later" in prepared) {
        await postponeDelivery(db, row.id, prepared.later);
        // Telegram may have been asked for something already (a topic), so the slot counts as used.
        return slot.finish();
      } else if (await markSending(db, row.id, clock() + LEASE_MS)) return underWay.add(send(row, prepared, slot));
    } catch (error) {
      log.error({ delivery: row.id, deliveryKind: row.kind, err: error }, "a delivery could not be prepared");
      await settleUnprepared(row, error).finally(() => slot.giveBack());
    }
    slot.giveBack();
  };
}
