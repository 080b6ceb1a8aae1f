import type { Complaint } from "../../db/complaints/facts.ts";
import { findPromise } from "../../db/complaints/promises.ts";
import { findCase } from "../../db/complaints/reads.ts";
import { findDeliveriesOf, findUndeliveredCases } from "../../db/complaints/undelivered.ts";
import { queueDeliveries, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import type { Deps } from "../deps.ts";
import type { DeliveryKind, Lane } from "../telegram/rules.ts";
import { findOwnerTiers } from "./clock-recipients.ts";
import { toCause, toKey } from "./outbox.ts";
import { type Tiers, findDeskTiers, findSupervisorTiers, findVisitTiers } from "./recipients.ts";
import { findReturnTiers } from "./return-recipients.ts";
import { UNDELIVERED_MS } from "./rules.ts";

/** A case and what kind of message about it someone on staff did not get. */
export type Undelivered = { kind: DeliveryKind; complaintId: number };

/** `visitorId`: who has the door visit. */
type About = Pick<Complaint, "id" | "districtId" | "retailerId" | "restriction" | "aboutStaffId"> & { visitorId: number | null };
const toDesk = (deps: Deps, { districtId }: About): Promise<Tiers> => findDeskTiers(deps, districtId);
const toSupervisors = (deps: Deps, { districtId }: About): Promise<Tiers> => findSupervisorTiers(deps, districtId);
const toVisitor = (deps: Deps, { districtId, visitorId }: About): Promise<Tiers> => findVisitTiers(deps, visitorId, districtId);

const toOwner = async (deps: Deps, about: About, { data }: Delivery): Promise<Tiers> => {
  const told = await findPromise(deps.db, Number(data?.["promiseId"]));
  return told ? findOwnerTiers(deps, told.promise, about) : [];
};

const toReturn = (deps: Deps, { id }: About): Promise<Tiers> => findReturnTiers(deps, id);

/** What staff must get, and to whom it goes. Words and files follow their card; what goes to the shop has nobody else to go to. */
const TIERS: Partial<Record<DeliveryKind, (deps: Deps, about: About, tried: Delivery) => Promise<Tiers>>> = {
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
  const visitorId = found.promises.find((promise) => promise.kind === "door_visit")?.ownerId ?? null;
  const about = { ...found.complaint, visitorId };
  const rows: NewDelivery[] = [];
  for (const cause of new Set(told.map(toCause))) {
    const tried = told.filter((delivery) => toCause(delivery) === cause);
    if (tried.every(isDead)) rows.push(...toNext(tried, await findTiers(deps, about, tried[0]!), cause));
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
