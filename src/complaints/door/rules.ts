import { ofRound } from "../returns/rules.ts";

/** How far ahead a visit can be planned: what lies further off is a slip of the pen, or no plan. */
export const PLAN_AHEAD_MS = 30 * 24 * 60 * 60 * 1000;
/** How long a shop's number stays in the private chat. Telegram lets a bot delete for 48 hours: a day is left for a downtime. */
export const NUMBER_SHOWN_MS = 24 * 60 * 60 * 1000;
/** After this nothing can be deleted any more (48 hours, less a margin for the clocks), and the number is overwritten instead. */
export const DELETABLE_MS = 47 * 60 * 60 * 1000;
/** How long after a visit's result photos and a location still belong to it. */
export const VISIT_MORE_MS = 30 * 60 * 1000;
/** On so many different days nobody must have been met before a visit may end without a meeting. */
export const NOBODY_DAYS = 2;

type EventLike = { kind: string; at: number };
type PromiseLike = { kind: string; state: string; outcome: string | null; endedAt: number | null };

/** Whether the shop asked for another time and got none yet. */
export const isOtherTimeWanted = (events: readonly EventLike[]): boolean =>
  ofRound(events).findLast(({ kind }) => kind === "planned" || kind === "other_time")?.kind === "other_time";

/** When somebody came and met nobody: the last time of each day, by `dayOf`. */
export function nobodyTimes(events: readonly EventLike[], dayOf: (at: number) => number): number[] {
  const tries = ofRound(events).filter(({ kind }) => kind === "nobody_home");
  return [...new Map(tries.map(({ at }) => [dayOf(at), at])).values()];
}

/**
 * What a plan means for the due time of a visit: it stays, moves with the plan because the shop wished for another time, or why there can
 * be no such plan. A time later than promised that the shop did not ask for needs a reason; what is overdue stays so.
 */
export function decidePlan(
  { dueAt, breachedAt }: { dueAt: number; breachedAt: number | null },
  { at, now, isWished, hasReason }: { at: number; now: number; isWished: boolean; hasReason: boolean },
): "keep" | "move" | "plan_past" | "plan_far" | "plan_reason" {
  if (at <= now) return "plan_past";
  if (at > now + PLAN_AHEAD_MS) return "plan_far";
  if (at <= dueAt) return "keep";
  if (isWished) return breachedAt === null && now < dueAt ? "move" : "keep";
  return hasReason ? "keep" : "plan_reason";
}

/** A visit that the shop called off can be had after all until somebody made the return visit, or tried to. */
export function mayRevisit(promises: readonly PromiseLike[], events: readonly EventLike[]): boolean {
  const visit = promises.find(({ kind }) => kind === "door_visit");
  const isCalledOff = visit?.state === "waived" && (visit.outcome === "no_visit" || visit.outcome === "declined");
  if (!isCalledOff || promises.find(({ kind }) => kind === "return_visit")?.state !== "open") return false;
  const since = ofRound(events).filter(({ at }) => at >= (visit.endedAt ?? 0));
  return !since.some(({ kind }) => ["said", "attempt", "not_reached", "rated"].includes(kind));
}
