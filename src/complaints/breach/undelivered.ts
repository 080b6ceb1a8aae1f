import { findNoticedCase, findUndeliveredNotices } from "../../../db/complaints/breach-notices.ts";
import { findDeliveriesOf } from "../../../db/complaints/undelivered.ts";
import { queueDeliveries, type Delivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { findCaseSupervisorTiers } from "../case-recipients.ts";
import { NOT_IN_CHARGE } from "./rules.ts";
import { toCause } from "../outbox.ts";
import { UNDELIVERED_MS } from "../rules.ts";
import { isDead, toNext } from "../clocks/undelivered.ts";

/** Notices of breaches of the last day that someone in charge did not get. */
export const findUndeliveredBreaches = (deps: Deps): Promise<number[]> => findUndeliveredNotices(deps.db, deps.clock() - UNDELIVERED_MS);

const isLost = (delivery: Delivery): boolean => isDead(delivery) || (delivery.state === "skipped" && delivery.reason === NOT_IN_CHARGE);

/** Sends a notice that reached nobody to the next ones who were not tried yet. Safe to run twice. */
export async function passOnBreaches(deps: Deps, noticeId: number): Promise<void> {
  const complaint = await findNoticedCase(deps.db, noticeId);
  const tried = await findDeliveriesOf(deps.db, "breach_notice", noticeId);
  if (!complaint || tried.length === 0 || !tried.every(isLost)) return;
  const rows = toNext(tried, await findCaseSupervisorTiers(deps, complaint), toCause(tried[0]!));
  if ((await queueDeliveries(deps.db, rows, deps.clock())) > 0) deps.kickSender();
}
