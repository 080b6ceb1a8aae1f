import type { Api } from "grammy";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import { countMessages } from "./api.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import type { Prepared, PrepareDelivery } from "./outgoing.ts";
import { LANES } from "./rules.ts";
import { findSendable, type Delivery } from "./store.ts";

/** How long what is cosmetic stands back at a time. */
const STAND_BACK_MS = 1_000;

type Options = { db: Db; api: Api; ledger: ChatLedger; clock: Clock; prepare: PrepareDelivery };

/**
 * The message as it is true at this moment, put off while its chat has no room for all of it (an album counts as many) or, when it is
 * cosmetic, while something more important could go.
 */
export async function prepareNow(row: Delivery, { db, api, ledger, clock, prepare }: Options): Promise<Prepared> {
  if (row.validUntil !== null && row.validUntil <= clock()) return { skip: "too_late" };
  const prepared = await prepare(row, api);
  if (!("method" in prepared)) return prepared;
  if (prepared.isCosmetic && !(await mayBeShown(row, { db, ledger, clock }))) return { later: clock() + STAND_BACK_MS };
  const waitMs = Math.ceil(ledger.readyAt(row.chatId, countMessages(prepared.method, prepared.payload)) - performance.now());
  return waitMs > 0 ? { later: clock() + waitMs } : prepared;
}

async function mayBeShown({ chatId, lane }: Delivery, { db, ledger, clock }: Pick<Options, "db" | "ledger" | "clock">): Promise<boolean> {
  if (!ledger.hasRoomToSpare(chatId)) return false;
  const before = LANES.filter((other) => other < lane);
  return !(await findSendable(db, clock(), ledger.findBlocked().chats, before));
}
