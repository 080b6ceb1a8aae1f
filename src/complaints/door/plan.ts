import type { Deps } from "../../deps.ts";
import { change, findByKind, isDone, refuse, type Changed, type Refused } from "../change.ts";
import { decidePlan, isOtherTimeWanted } from "./rules.ts";
import { ofRound } from "../returns/rules.ts";
import { endOfVisitDay, plainMoment } from "./times.ts";
import { reachesShop, readVisitPlaces, redrawCards, refuseShop, refuseVisit } from "./visit.ts";
import { toChats } from "../outbox.ts";
import { warnTime } from "../clock.ts";

type Plan = { personId: number; complaintId: number; at: number; reason?: string | undefined };

/**
 * Plans a door visit for an instant and tells the shop. Refuses anyone but its owner and those in charge, the past, more than 30 days
 * ahead, and without a reason what is later than promised unless the shop asked for another time: then the due time moves along.
 */
export async function planDoorVisit(deps: Deps, plan: Plan): Promise<(Changed & { isShopReached: boolean }) | Refused> {
  const { personId, complaintId, at } = plan;
  const reason = plan.reason?.trim() ?? "";
  const { cards } = await readVisitPlaces(deps, complaintId, personId);
  let readers: number[] = [];
  const result = await change(deps, complaintId, personId, (facts, now) => {
    const refused = refuseVisit(facts);
    if (refused) return refused;
    const visit = findByKind(facts, "door_visit")!;
    const { complaint, events } = facts;
    readers = facts.readers;
    if (visit.plannedAt === at) return { endsDialogue: true };
    const decision = decidePlan(visit, { at, now, isWished: isOtherTimeWanted(events), hasReason: reason !== "" });
    if (decision !== "keep" && decision !== "move") return refuse(decision);
    const due = endOfVisitDay(at, deps.calendar);
    const moved = {
      dueAt: due,
      within: null,
      dueVersion: visit.dueVersion + 1,
      warnAt: warnTime({ startedAt: now, dueAt: due, pausedMs: 0 }, deps.calendar),
    };
    const key = `${events.length}`;
    const isLate = decision === "keep" && at > visit.dueAt;
    return {
      endsDialogue: true,
      promises: [{ id: visit.id, plannedAt: at, ...(decision === "move" ? moved : {}) }],
      events: [{ kind: "planned", actorId: personId, text: [plainMoment(at, deps.config.timeZone), reason].filter(Boolean).join(" ") }],
      deliveries: [
        ...toChats(facts.readers, "visit_planned", complaint, `planned-${key}`, { at, reason, ...(isLate ? { due: visit.dueAt } : {}) }),
        ...redrawCards(cards, complaint, key),
      ],
    };
  });
  return result.ok ? { ...result, isShopReached: await reachesShop(deps, readers) } : result;
}

/** What the shop would like instead, and the message that says it if it was written. */
type Wish = { personId: number; complaintId: number; words: string; message?: { chatId: number; messageId: number } | undefined };

/**
 * Takes a plan back because the shop wants another time, and tells the visitor in the shop's words. The same wish twice is one. Refuses
 * other shops' people, a visit that is not open, and a wish without words.
 */
export async function askOtherTime(deps: Deps, { personId, complaintId, words, message }: Wish): Promise<Changed | Refused> {
  const { ownerChats, cards } = await readVisitPlaces(deps, complaintId, personId);
  return change(deps, complaintId, personId, (facts) => {
    const refused = refuseShop(facts);
    if (refused) return refused;
    if (message && isDone(facts, "other_time", message)) return { endsDialogue: true };
    const visit = findByKind(facts, "door_visit");
    if (visit?.state !== "open") return refuse("no_visit");
    if (words.trim() === "") return refuse("empty");
    const { complaint, events } = facts;
    const last = ofRound(events).findLast(({ kind }) => kind === "planned" || kind === "other_time" || kind === "nobody_home");
    if (last?.kind === "other_time" && last.text === words) return { endsDialogue: true };
    const key = `${events.length}`;
    return {
      endsDialogue: true,
      promises: [{ id: visit.id, plannedAt: null }],
      events: [{ kind: "other_time", actorId: personId, text: words, ...message }],
      deliveries: [
        ...toChats(ownerChats, "visit_asked", complaint, `visit-asked-${key}`, { wish: words }),
        ...redrawCards(cards, complaint, key),
      ],
    };
  });
}
