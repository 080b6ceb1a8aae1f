import { findFacts } from "../../../db/complaints/reads.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import type { DeliveryKind } from "../../telegram/rules.ts";
import { withOwner } from "../change.ts";
import { heldUntil, isAllSaid } from "./rules.ts";
import { isShopPerson, mayRead } from "../rights-rules.ts";

/** Kinds whose subject is one case; every new one belongs here, or it would not be withheld. */
export const ABOUT_ONE_CASE: readonly DeliveryKind[] = [
  "complaint_receipt",
  "complaint_card",
  "complaint_media",
  "complaint_answer",
  "door_visit",
  "return_visit",
  "complaint_closed",
  "complaint_cause",
  "promise_breach",
  "complaint_card_edit",
  "complaint_handed",
  "complaint_ask",
  "complaint_solved",
  "door_visit_card",
  "shop_number",
  "visit_planned",
  "visit_told",
  "visit_asked",
  "return_ask",
  "return_said",
  "case_reopened",
  "case_waived",
  "promise_waived",
  "promise_warning",
  "promise_resumed",
];
/** Those that only draw a message anew: they have none of their own to take away. */
export const REDRAWN: readonly DeliveryKind[] = ["complaint_card_edit", "door_visit_card"];

/**
 * Why a message about a restricted case is not to go to its chat after all, asked at the moment of sending: whatever was written before
 * someone said whom the case is about, and whoever wrote it.
 */
export async function withhold(deps: Deps, { kind, subjectId, chatId, data }: Delivery): Promise<Prepared | undefined> {
  if (!ABOUT_ONE_CASE.includes(kind)) return undefined;
  // A notice about several promises has no case of its own as its subject.
  if (kind === "promise_breach" && typeof data?.["promiseId"] !== "number") return undefined;
  const facts = await findFacts(deps.db, subjectId, chatId);
  if (!facts) return undefined;
  const { complaint, events, readers } = facts;
  if (data?.["held"] === true && isAllSaid(complaint, events)) return { skip: "told_anew" };
  if (complaint.restriction === null) return undefined;
  const actor = withOwner(deps, facts.actor);
  if (readers.includes(chatId) || isShopPerson(actor, complaint)) return undefined;
  if (!mayRead(actor, complaint, false, null)) return { skip: "restricted" };
  // Until then the reader may turn out to be the one it is about. A view was asked for.
  const later = heldUntil(complaint, events);
  return later > deps.clock() && data?.["view"] !== true ? { later } : undefined;
}
