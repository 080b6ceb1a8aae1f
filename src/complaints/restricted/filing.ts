import type { Complaint, NewPromise } from "../../../db/complaints/facts.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { tellCard, tellReturnVisit, type Attached } from "../outbox.ts";
import { promisesAtFiling } from "../promise-rules.ts";
import { findCaseDeskChats } from "../case-recipients.ts";
import { restrictionOf, SAY_WHO_MS } from "./rules.ts";
import type { Category, PromiseKind, Restriction } from "../rules.ts";
import { readTerms } from "../terms.ts";

type Filing = { text: string; category: Category; districtId: number; tier: string | null; files: Attached[] };
export type RestrictedPlan = {
  restriction: Restriction;
  promises: NewPromise[];
  deliveries: (complaint: Complaint) => NewDelivery[];
};

/** Nobody comes to the door of someone who reports in confidence: the visit is waived from the start, and the return visit counts from then. */
export const promiseReported = (clock: (kind: PromiseKind) => NewPromise, now: number): NewPromise[] => [
  { ...clock("door_visit"), state: "waived", outcome: "confidential", endedAt: now, warnAt: null },
  clock("return_visit"),
];

/**
 * How a filing for few eyes begins; undefined for an ordinary one. Nobody but those in charge gets it, and they only when the shop had time to
 * say whom it is about: who is named then is left out. Nobody owns a promise until someone is named. A report in confidence has no door
 * visit, so its return visit is promised at once.
 */
export async function planRestricted(deps: Deps, filing: Filing, now: number): Promise<RestrictedPlan | undefined> {
  const { text, category, districtId, tier, files } = filing;
  const restriction = restrictionOf(text, category);
  if (restriction === null) return undefined;
  const terms = await readTerms(deps);
  const chats = await findCaseDeskChats(deps, { districtId, restriction, aboutStaffId: null, text }, []);
  const isReport = restriction === "confidential";
  const heldUntil = now + SAY_WHO_MS;
  const clock = (kind: PromiseKind) => ({ kind, ownerId: null, ...terms(kind, { category, tier }, now) });
  const isVisited = category !== "advice";
  return {
    restriction,
    promises: isReport && isVisited ? [clock("desk_reply"), ...promiseReported(clock, now)] : promisesAtFiling(category).map(clock),
    deliveries: (complaint) => [
      ...tellCard(chats, complaint, files, { heldUntil }),
      ...(isReport && isVisited ? tellReturnVisit(chats, complaint).map((row) => ({ ...row, notBefore: heldUntil })) : []),
    ],
  };
}
