import type { CaseFacts } from "../../../db/complaints/facts.ts";
import { findDeliveriesOf } from "../../../db/complaints/undelivered.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, refuse, refuseEnded, type Changed, type Refused } from "../change.ts";
import { NUMBER_SHOWN_MS } from "./rules.ts";
import { toChats } from "../outbox.ts";
import { isInCharge, mayVisit } from "../rights-rules.ts";

const isStanding = ({ state, sentAt, createdAt }: Delivery, now: number): boolean =>
  ["pending", "sending", "sent"].includes(state) && (sentAt ?? createdAt) + NUMBER_SHOWN_MS > now;

/** Those in charge while the case is open, and the visit's owner while there is a visit to make. */
export function refuseNumber(facts: CaseFacts): Refused | undefined {
  const { actor, complaint } = facts;
  const visit = findByKind(facts, "door_visit");
  if (!mayVisit(actor, complaint, visit?.ownerId ?? null)) return refuse("not_yours");
  const ended = refuseEnded(facts);
  if (ended) return ended;
  return isInCharge(actor, complaint) || visit?.state === "open" ? undefined : refuse("no_visit");
}

/**
 * Sends the shop's telephone number to the private chat of whoever has the visit or is in charge, with an entry in the audit; it is deleted
 * again after a day. Refuses everybody else, and while one still stands in that chat.
 */
export async function showNumber(
  deps: Deps,
  { personId, complaintId }: { personId: number; complaintId: number },
): Promise<Changed | Refused> {
  const before = (await findDeliveriesOf(deps.db, "shop_number", complaintId)).filter(({ chatId }) => chatId === personId);
  return change(deps, complaintId, personId, (facts, now) => {
    const refused = refuseNumber(facts);
    if (refused) return refused;
    const standing = before.findLast((delivery) => isStanding(delivery, now));
    if (standing) return { ...refuse("number_shown"), at: (standing.sentAt ?? standing.createdAt) + NUMBER_SHOWN_MS };
    const { complaint } = facts;
    return {
      // Two taps at once find the same ones before, so that their rows are one.
      deliveries: toChats([personId], "shop_number", complaint, `number-${before.length}`),
      audit: [{ actorId: personId, action: "complaint.number", subject: `complaint-${complaint.id}` }],
    };
  });
}
