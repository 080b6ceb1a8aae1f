import {
  blankParkedUpdates,
  purgeArrivals,
  purgeCounters,
  purgeDeliveries,
  purgeDialogues,
  purgeExceptions,
  purgeOrders,
  purgeUnclaimed,
  purgeWindows,
} from "../../db/retention.ts";
import { localDate } from "../calendar/local-time.ts";
import { purgeCases } from "../complaints/service.ts";
import type { Deps } from "../deps.ts";
import { KEEP_DAYS } from "./rules.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Deletes every row that is older than KEEP_DAYS says, in small steps between which the bot works; returns how many of each went. */
export async function purge(deps: Deps) {
  const { db, clock, calendar } = deps;
  const before = (kind: keyof typeof KEEP_DAYS): number => clock() - KEEP_DAYS[kind] * DAY_MS;
  const date = localDate(before("windows"), calendar.zone);
  return {
    dialogues: await purgeDialogues(db, before("dialogues")),
    counters: await purgeCounters(db, before("counters")),
    cases: await purgeCases(deps),
    deliveries: await purgeDeliveries(db, before("deliveries"), before("caseDeliveries")),
    windows: await purgeWindows(db, date),
    exceptions: await purgeExceptions(db, date),
    orders: await purgeOrders(db, before("orders")),
    unclaimedOrders: await purgeUnclaimed(db, before("unclaimedOrders")),
    feedArrivals: await purgeArrivals(db, before("feedArrivals")),
    parkedPayloads: await blankParkedUpdates(db, before("parkedPayloads")),
  };
}
