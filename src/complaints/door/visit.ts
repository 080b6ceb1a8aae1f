import type { CaseFacts, Complaint } from "../../../db/complaints/facts.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import { findSentMessages, type NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { findByKind, refuse, refuseDone, refuseEnded, refuseStranger, type Refused, readCaseAs } from "../change.ts";
import { toChats, toKey } from "../outbox.ts";
import { findCaseDeskChats, findCaseVisitorChats } from "../case-recipients.ts";
import { isShopPerson, mayVisit } from "../rights-rules.ts";
import { LANE } from "../../telegram/rules.ts";

/** Why a person can not do anything to a door visit; undefined for its owner and those in charge while it is open. */
export function refuseVisit(facts: CaseFacts): Refused | undefined {
  const { actor, complaint } = facts;
  const promise = findByKind(facts, "door_visit");
  if (!mayVisit(actor, complaint, promise?.ownerId ?? null)) return refuseStranger(facts);
  if (complaint.state === "withdrawn" || complaint.state === "duplicate") return refuseEnded(facts);
  if (!promise || promise.state === "waived") return refuse("no_visit");
  return promise.state === "open" ? undefined : refuseDone(facts, "visited");
}

/** Whether the person may now do something about the door visit of a case: asked before anything is asked for. */
export async function checkDoorVisit(
  deps: Deps,
  complaintId: number,
  personId: number,
): Promise<{ ok: true; number: string; dueAt: number } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  return refuseVisit(facts) ?? { ok: true, number: facts.complaint.number, dueAt: findByKind(facts, "door_visit")!.dueAt };
}

/** The shop's people; of a case that is not for everybody's eyes only the one who filed it, as for a withdrawal. */
export function refuseShop(facts: CaseFacts): Refused | undefined {
  const { actor, complaint } = facts;
  const isTheirs = complaint.restriction === null || complaint.personId === actor.personId;
  if (!isTheirs || !isShopPerson(actor, complaint)) return refuse("not_yours");
  return refuseEnded(facts);
}

type Card = { chatId: number; messageId: number };
/** What is read before a visit is changed: whose it is and where they read, where the desk reads, and the task cards that are out. */
export type VisitPlaces = { ownerChats: number[]; deskChats: number[]; cards: Card[] };

export async function readVisitPlaces(deps: Deps, complaintId: number, personId: number): Promise<VisitPlaces> {
  const facts = await findFacts(deps.db, complaintId, personId);
  if (!facts) return { ownerChats: [], deskChats: [], cards: [] };
  const { complaint, promises } = facts;
  return {
    ownerChats: await findCaseVisitorChats(deps, undefined, complaint, promises),
    deskChats: await findCaseDeskChats(deps, complaint, promises),
    cards: await findSentMessages(deps.db, "door_visit", complaintId),
  };
}

/** Brings the task cards of a visit up to date, each once for a change; `key` names the change. */
export const redrawCards = (cards: Card[], complaint: Pick<Complaint, "id">, key: string): NewDelivery[] =>
  cards.map(({ chatId, messageId }) => ({
    dedupeKey: toKey(`complaint-${complaint.id}-visit-card-${key}-${messageId}`, chatId),
    kind: "door_visit_card",
    subjectId: complaint.id,
    lane: LANE.reply,
    chatId,
    data: { messageId },
  }));

/** What became of a visit, or is to become of it, to the shop. */
export type VisitTold = { what: "nobody" | "declined" | "ended"; at: number };
export const tellShop = (readers: number[], complaint: Pick<Complaint, "id">, key: string, told: VisitTold): NewDelivery[] =>
  toChats(readers, "visit_told", complaint, `visit-told-${key}`, told);

/** Whether a private message reaches anybody of the shop's side of a case. */
export const reachesShop = async (deps: Deps, readers: number[]): Promise<boolean> => (await findReachable(deps.db, readers)).length > 0;
