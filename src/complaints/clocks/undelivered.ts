import { findPromise } from "../../../db/complaints/promises.ts";
import { type WholeCase, findCase } from "../../../db/complaints/reads.ts";
import { findDeliveriesOf, findUndeliveredCases } from "../../../db/complaints/undelivered.ts";
import { queueDeliveries, type Delivery, type NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import type { DeliveryKind, Lane } from "../../telegram/rules.ts";
import { findOwnerTiers } from "./recipients.ts";
import { toCause, toKey } from "../outbox.ts";
import type { Tiers } from "../recipients.ts";
import { findReturnTiers } from "../returns/recipients.ts";
import { findCaseDeskTiers, findCaseSupervisorTiers, findCaseVisitorTiers } from "../case-recipients.ts";
import { UNDELIVERED_MS } from "../rules.ts";

/** A case and what kind of message about it someone on staff did not get. */
export type Undelivered = { kind: DeliveryKind; complaintId: number };

type Find = (deps: Deps, found: WholeCase, tried: Delivery) => Promise<Tiers>;
const toDesk: Find = (deps, { complaint, promises }) => findCaseDeskTiers(deps, complaint, promises);
const toSupervisors: Find = (deps, { complaint }) => findCaseSupervisorTiers(deps, complaint);
const toVisitor: Find = (deps, { complaint, promises }) => findCaseVisitorTiers(deps, undefined, complaint, promises);
const toReturn: Find = (deps, { complaint }) => findReturnTiers(deps, complaint.id);

const toOwner: Find = async (deps, { complaint }, { data }) => {
  const told = await findPromise(deps.db, Number(data?.["promiseId"]));
  return told ? findOwnerTiers(deps, told.promise, complaint) : [];
};

/** What staff must get, and to whom it goes. Words and files follow their card; what goes to the shop has nobody else to go to. */
const TIERS: Partial<Record<DeliveryKind, Find>> = {
  complaint_card: toDesk,
  complaint_media: toDesk,
  door_visit: toVisitor,
  return_visit: toReturn,
  return_said: toReturn,
  case_reopened: toSupervisors,
  visit_asked: toVisitor,
  promise_breach: toSupervisors,
  promise_warning: toOwner,
  promise_resumed: toOwner,
};

export const isDead = ({ state }: Delivery): boolean => state === "failed" || state === "unreachable";

/** Open cases with a message of the last day to staff that Telegram refused for good. */
export const findUndelivered = (deps: Deps): Promise<Undelivered[]> =>
  findUndeliveredCases(deps.db, Object.keys(TIERS) as DeliveryKind[], deps.clock() - UNDELIVERED_MS);

/**
 * Sends what reached none of its readers to the next ones who were not tried yet. Safe to run twice: a message goes to a chat once.
 * Left alone is what someone got or is about to get, and what everybody up to the admins was tried for.
 */
export async function passOn(deps: Deps, { kind, complaintId }: Undelivered): Promise<void> {
  const found = await findCase(deps.db, complaintId);
  const findTiers = TIERS[kind];
  if (found?.complaint.state !== "open" || !findTiers) return;
  // A view was for the one who asked.
  const told = (await findDeliveriesOf(deps.db, kind, complaintId)).filter(({ data }) => data?.["view"] !== true);
  const rows: NewDelivery[] = [];
  for (const cause of new Set(told.map(toCause))) {
    const tried = told.filter((delivery) => toCause(delivery) === cause);
    if (tried.every(isDead)) rows.push(...toNext(tried, await findTiers(deps, found, tried[0]!), cause));
  }
  if ((await queueDeliveries(deps.db, rows, deps.clock())) > 0) deps.kickSender();
}

/** The message once more, to the first of the tiers in which someone was not tried yet. */
export function toNext(tried: Delivery[], tiers: Tiers, cause: string): NewDelivery[] {
  const { kind, subjectId, lane, data } = tried[0]!;
  const left = tiers.map((chats) => chats.filter((chatId) => tried.every((delivery) => delivery.chatId !== chatId)));
  const next = left.find((chats) => chats.length > 0) ?? [];
  return next.map((chatId) => ({
    dedupeKey: toKey(cause, chatId),
    kind,
    subjectId,
    lane: lane as Lane,
    chatId,
    ...(data ? { data } : {}),
  }));
}
