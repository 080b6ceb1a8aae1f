import type { CaseFacts, CasePromise } from "../../../db/complaints/facts.ts";
import { DAY_MS, fromLocal, toLocal, weekdayOf } from "../../calendar/local-time.ts";
import { addWorkingDays } from "../../calendar/working-time.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, isDone, refuse, refuseEnded, type Changed, type Refused, readCaseAs } from "../change.ts";
import { isInCharge, mayRead } from "../rights-rules.ts";
import { isUnsettled } from "../promise-rules.ts";
import { MAX_POSTPONE_DAYS, type PromiseKind, type Received } from "../rules.ts";

/** A door visit is planned with the shop instead, which is told when someone comes. */
export type Postponable = Exclude<PromiseKind, "door_visit">;
type OfPromise = { complaintId: number; kind: Postponable; personId: number };

/** Where days have no working hours, a morning begins at nine. */
const MORNING_MS = 9 * 60 * 60_000;

function openingFrom({ calendar }: Deps, day: number): number {
  if (calendar.hours.kind === "always") return fromLocal(day, MORNING_MS, calendar.zone);
  return addWorkingDays(fromLocal(day, 0, calendar.zone), 0, calendar);
}

/** The times that a tap puts a task off to, soonest first: the next morning, in two working days, and next Monday. */
export function offerTimes(deps: Deps): number[] {
  const now = deps.clock();
  const { day } = toLocal(now, deps.calendar.zone);
  const monday = day + 8 - weekdayOf(day);
  const times = [openingFrom(deps, day + 1), addWorkingDays(now, 2, deps.calendar), openingFrom(deps, monday)];
  return [...new Set(times)].filter((at) => refuseTime(at, now) === undefined).toSorted((a, b) => a - b);
}

/** Why a task can not be put off to a time; undefined when it can. */
export function refuseTime(at: number, now: number): Refused | undefined {
  if (at <= now) return refuse("postpone_past");
  return at > now + MAX_POSTPONE_DAYS * DAY_MS ? refuse("postpone_far") : undefined;
}

function findPostponable(facts: CaseFacts, kind: Postponable): CasePromise | Refused {
  const { actor, complaint } = facts;
  const promise = findByKind(facts, kind);
  const ownerId = promise?.ownerId ?? null;
  const isOwner = ownerId !== null && ownerId === actor.officer?.id && mayRead(actor, complaint, false, ownerId);
  if (!isOwner && !isInCharge(actor, complaint)) return refuse("not_yours");
  const ended = refuseEnded(facts);
  if (ended) return ended;
  return !promise || !isUnsettled(promise) ? refuse("postpone_ended") : promise;
}

/** Whether the person may put a promise off: asked before the time and the reason are. */
export async function checkPostpone(
  deps: Deps,
  { complaintId, kind, personId }: OfPromise,
): Promise<{ ok: true; number: string; dueAt: number } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const promise = findPostponable(facts, kind);
  return "ok" in promise ? promise : { ok: true, number: facts.complaint.number, dueAt: promise.nextAt ?? promise.dueAt };
}

/**
 * Notes when the owner of a promise means to do it, and why not sooner, and ends the dialogue that asked; by when it is promised does not
 * change. Refuses anyone but the owner and those in charge, a promise that has ended, the past, more than 14 days, and no reason.
 */
export async function postponePromise(
  deps: Deps,
  { complaintId, kind, personId, plannedAt, reason }: OfPromise & { plannedAt: number; reason: Received },
): Promise<Changed | Refused> {
  return change(deps, complaintId, personId, (facts, now) => {
    if (isDone(facts, "postponed", reason)) return { endsDialogue: true };
    const promise = findPostponable(facts, kind);
    if ("ok" in promise) return promise;
    const refused = refuseTime(plannedAt, now);
    if (refused) return refused;
    const { chatId, messageId, text } = reason;
    if (text.trim() === "") return refuse("empty");
    return {
      endsDialogue: true,
      promises: [{ id: promise.id, plannedAt }],
      events: [{ kind: "postponed", actorId: personId, promise: kind, text: text.trim(), chatId, messageId }],
    };
  });
}
