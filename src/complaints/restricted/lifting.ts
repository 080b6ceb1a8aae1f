import { findCase, type WholeCase } from "../../../db/complaints/reads.ts";
import { findShopPlace } from "../../../db/complaints/recipients.ts";
import type { CaseFacts, CasePromise } from "../../../db/complaints/facts.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, refuse, refuseEnded, type Changed, type Refused } from "../change.ts";
import { tellCard, tellDoorVisit } from "../outbox.ts";
import { findDeskChats, findVisitorChats } from "../recipients.ts";
import { findFiles } from "./start.ts";
import { isInCharge } from "../rights-rules.ts";
import { readTerms } from "../terms.ts";

type Changes = NonNullable<CaseChange["promises"]>;

/** A door visit that was waived for a report is promised after all: what it would have been from the start. */
function reopenVisit(visit: CasePromise | undefined, ownerId: number | null, warnAt: number | null | undefined): Changes {
  if (visit?.state === "open" && !visit.isHandedOver) return [{ id: visit.id, ownerId }];
  if (visit?.state !== "waived" || visit.outcome !== "confidential") return [];
  return [{ id: visit.id, state: "open", outcome: null, endedAt: null, ownerId, dueVersion: visit.dueVersion + 1, warnAt: warnAt ?? null }];
}

/**
 * Reads, before the write, what makes a restricted case one for everybody who has to do with the shop's complaints: its card goes to the desk
 * and its visit to the account manager. A complaint about staff stays restricted to those in charge when it was taken for a report.
 */
export async function readLift(deps: Deps, { complaint: { districtId, retailerId, id } }: Pick<WholeCase, "complaint">) {
  const place = await findShopPlace(deps.db, retailerId, deps.clock());
  const deskChats = await findDeskChats(deps, districtId);
  const visitorChats = await findVisitorChats(deps, place?.visitor, districtId);
  const files = await findFiles(deps, id);
  const terms = await readTerms(deps);
  return (facts: CaseFacts, actorId: number): CaseChange => {
    const { complaint, events, tier } = facts;
    const staysAbout = complaint.restriction === "confidential" && complaint.category === "attitude";
    const visit = findByKind(facts, "door_visit");
    const follow = findByKind(facts, "return_visit");
    const isBegun = follow !== undefined && follow.state !== "open";
    const ownerId = staysAbout ? null : (place?.visitor?.staffId ?? null);
    const { warnAt } = terms("door_visit", { category: complaint.category, tier }, visit?.startedAt ?? complaint.openedAt);
    // Of a return visit that was made already there can be no second one in the same round.
    const moved = isBegun ? [] : reopenVisit(visit, ownerId, warnAt);
    const isReopened = moved.some(({ state }) => state === "open");
    const version = (visit?.dueVersion ?? 1) + (isReopened ? 1 : 0);
    const told = [
      ...tellCard(deskChats, complaint, files, { key: `lifted-${events.length}` }),
      ...(moved.length > 0 ? tellDoorVisit(visitorChats, complaint, `lifted-${version}`) : []),
    ];
    return {
      set: staysAbout ? { restriction: "about_staff" } : { restriction: null, aboutStaffId: null },
      promises: moved,
      // It counted from the waiver, which never was: the visit starts it anew.
      dropped: isReopened && follow ? [follow.id] : [],
      events: [{ kind: "lifted", actorId }],
      deliveries: staysAbout ? [] : told,
    };
  };
}

/**
 * Makes a case that was restricted by mistake an ordinary one. Refuses all but those in charge, ordinary and ended cases, and a complaint
 * that is still said to be about staff.
 */
export async function liftRestriction(
  deps: Deps,
  { personId, complaintId }: { personId: number; complaintId: number },
): Promise<Changed | Refused> {
  const found = await findCase(deps.db, complaintId);
  if (!found) return refuse("not_found");
  const lift = await readLift(deps, found);
  return change(deps, complaintId, personId, (facts) => {
    const { complaint, actor } = facts;
    if (!isInCharge(actor, complaint)) return refuse("not_yours");
    if (complaint.restriction === null) return refuse("not_restricted");
    const refused = refuseEnded(facts);
    if (refused) return refused;
    return complaint.restriction === "about_staff" && complaint.category === "attitude" ? refuse("still_about") : lift(facts, personId);
  });
}
