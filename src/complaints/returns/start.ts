import { findCase } from "../../../db/complaints/reads.ts";
import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { findByKind } from "../change.ts";
import { tellReturnVisit } from "../outbox.ts";
import { tellReturnAsk } from "./outbox.ts";
import { readNaming } from "./recipients.ts";
import { readTerms } from "../terms.ts";

/**
 * What the start of the return visit adds to the change that ends the door visit. Whoever makes that change went to the door and is not
 * named, unless `isWaived`: the one in charge who waived the visit was not there. `isCalledOff`: by the shop. All three parts are to be spread, or a visit called back would have no return visit.
 */
export type ReturnStart = (
  facts: CaseFacts,
  now: number,
  how?: { isWaived?: boolean; isCalledOff?: boolean },
) => Required<Pick<CaseChange, "promises" | "newPromises" | "deliveries">>;

/**
 * Reads, before the write, what the return visit of a case needs: it is promised, counted from then, when the door visit is done or
 * waived, to a supervisor by name; the shop is asked by the bot at the same time, or with the answer when nobody came and there is none yet.
 */
export async function readReturnStart(deps: Deps, complaintId: number): Promise<ReturnStart> {
  const found = await findCase(deps.db, complaintId);
  const name = found && (await readNaming(deps, found.complaint));
  const terms = await readTerms(deps);
  return (facts, now, how) => {
    const { complaint, tier, actor, readers, events } = facts;
    const { ownerId, chats } = name?.(facts, how?.isWaived ? [] : [actor.personId]) ?? { ownerId: null, chats: [] };
    // Where nobody came, there is nothing to be satisfied with before the desk has answered.
    const isUnanswered = (how?.isWaived || how?.isCalledOff) && findByKind(facts, "desk_reply")?.state === "open";
    const isHeld = complaint.restriction === "confidential" || isUnanswered;
    const clock = terms("return_visit", { category: complaint.category, tier }, now);
    // A round has one: that of a visit which was called off and called back waits here, waived.
    const before = findByKind(facts, "return_visit");
    // That of a report which was none had begun at the filing and was dropped, but its messages have had their keys.
    const isDropped = !before && events.some(({ kind }) => kind === "lifted");
    const key = before ? `again-${before.dueVersion + 1}` : isDropped ? "lifted" : undefined;
    const ended = { outcome: null, result: null, endedAt: null, breachedAt: null, breachNoticeId: null };
    const again = { ...ended, state: "open" as const, isHandedOver: false, plannedAt: null };
    return {
      promises: before ? [{ id: before.id, ownerId, ...again, ...clock, dueVersion: before.dueVersion + 1 }] : [],
      newPromises: before ? [] : [{ kind: "return_visit" as const, ownerId, ...clock }],
      deliveries: [...(isHeld ? [] : tellReturnAsk(readers, complaint, key)), ...tellReturnVisit(chats, complaint, key)],
    };
  };
}

/** The question that waited for the desk's reply, which is now given or waived. Asking it again sends nothing. */
export function askHeld({ complaint, readers, promises }: CaseFacts): NewDelivery[] {
  const isOpen = (kind: "desk_reply" | "return_visit") => findByKind({ promises }, kind)?.state === "open";
  const visit = findByKind({ promises }, "door_visit");
  const isUnvisited = visit?.state === "waived" && (visit.outcome === "no_visit" || visit.outcome === "waived");
  const isHeld = complaint.restriction === "confidential" || (isUnvisited && isOpen("desk_reply"));
  return isHeld && isOpen("return_visit") ? tellReturnAsk(readers, complaint) : [];
}
