import type { CaseFacts, CasePromise, Complaint } from "../../../db/complaints/facts.ts";
import { findMedia } from "../../../db/complaints/entries.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { tellCard, type Attached } from "../outbox.ts";
import { hideFromStrangers } from "./hide.ts";
import { findCaseDeskChats } from "../case-recipients.ts";
import { SAY_WHO_MS } from "./rules.ts";

export const findFiles = async (deps: Deps, complaintId: number): Promise<Attached[]> =>
  (await findMedia(deps.db, complaintId)).map(({ kind, fileId, ...from }) => ({ ...from, media: { kind, fileId } }));

/** Reads, before the write, who reads a case as it is to be: the card goes out anew to them, and away from everybody else. */
export async function readRestricted(deps: Deps, after: Complaint, promises: readonly CasePromise[]) {
  const chats = await findCaseDeskChats(deps, after, promises);
  const files = await findFiles(deps, after.id);
  const hidden = await hideFromStrangers(deps, { complaint: after, promises });
  return (complaint: Complaint, key: string, heldUntil?: number): NewDelivery[] => [
    ...tellCard(chats, complaint, files, { key, ...(heldUntil === undefined ? {} : { heldUntil }) }),
    ...hidden,
  ];
}

/**
 * What becomes of an ordinary case that turns out to be about a member of staff: those in charge get it when the shop had time to say about
 * whom, the desk and the account manager lose it, and nobody owns its reply and its visit until someone is named.
 */
export async function readRestriction(deps: Deps, facts: Pick<CaseFacts, "complaint" | "promises">) {
  const after: Complaint = { ...facts.complaint, restriction: "about_staff", category: "attitude" };
  const tell = await readRestricted(deps, after, facts.promises.map(toUnnamed));
  return ({ complaint, promises, events }: CaseFacts, now: number): Required<Pick<CaseChange, "set" | "promises" | "deliveries">> => ({
    set: { restriction: "about_staff" },
    promises: promises
      .filter(isForNaming)
      .map(toUnnamed)
      .map(({ id, ownerId, isHandedOver }) => ({ id, ownerId, isHandedOver })),
    deliveries: tell(complaint, `restricted-${events.length}`, now + SAY_WHO_MS),
  });
}

/** Those for which the ones in charge name somebody; the return visit is made by one of them anyway. */
const isForNaming = ({ kind }: CasePromise): boolean => kind !== "return_visit";
/** What was kept stays whose it was, but that gives them no part in the case any more. A visit that was waived may open again. */
const isToCome = ({ kind, state }: CasePromise): boolean => state === "open" || (kind === "door_visit" && state === "waived");
export const toUnnamed = (promise: CasePromise): CasePromise =>
  isForNaming(promise) ? { ...promise, isHandedOver: false, ownerId: isToCome(promise) ? null : promise.ownerId } : promise;
