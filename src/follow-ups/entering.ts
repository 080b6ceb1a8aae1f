import { changeFollowUp, findStaffName, findTaskFacts, type FollowUpChange, type TaskFacts } from "../../db/follow-ups.ts";
import { addWorkingDays } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { personOf } from "./list.ts";
import { followUpAlarm, tellPostponed, tellResult } from "./outbox.ts";
import { findOffice, findOrderDepartment, findSupervisors } from "./recipients.ts";
import { isInCharge, MAX_NOTE_LENGTH, mayChange, refusePostponing, type Cause, type Outcome } from "./rules.ts";

export type RefusalReason =
  | "not_found"
  | "not_yours"
  /** Someone ended it before: `by` and `at` say who and when. */
  | "done"
  | "void"
  | "not_ordered"
  | "late"
  | "often"
  | "empty"
  | "too_long"
  | "change_late";
export type Refused = { ok: false; reason: RefusalReason; by?: number | null; at?: number };
export type Changed = TaskFacts & { ok: true };
export type Who = { id: number; personId: number };

/** The dialogue of a task: what its next message is for, or which message was taken last. */
export const FOLLOW_UP_DIALOGUE = "follow_up";

export const refuse = (reason: RefusalReason): Refused => ({ ok: false, reason });

/** Only who is in charge now may see or change a task: the manager of the shop's route, the district's supervisors, the admins. */
export const refuseRights = ({ officer, route }: TaskFacts): Refused | undefined =>
  isInCharge(officer, route) ? undefined : refuse("not_yours");

function refuseEnded({ task }: TaskFacts): Refused | undefined {
  if (task.state === "void") return refuse("void");
  return task.state === "done" ? { ok: false, reason: "done", by: task.doneBy, at: task.doneAt ?? 0 } : undefined;
}

/** A message that was taken is remembered: a second delivery of it must not be met as something new. */
const taken = (messageId: number | undefined): Pick<FollowUpChange, "dialogue"> =>
  messageId === undefined ? {} : { dialogue: { kind: FOLLOW_UP_DIALOGUE, data: { taken: messageId } } };

async function change(
  deps: Deps,
  { id, personId }: Who,
  decide: (facts: TaskFacts, now: number) => FollowUpChange | Refused,
): Promise<Changed | Refused> {
  const now = deps.clock();
  const result = await changeFollowUp(deps.db, id, personOf(deps, personId), now, (facts) => refuseRights(facts) ?? decide(facts, now));
  if (!result) return refuse("not_found");
  if (!result.ok) return result;
  if (result.task.state === "open" && result.task.breachedAt === null) await deps.queues.setAlarms([followUpAlarm(result.task)], now);
  deps.kickSender();
  return result;
}

/** Who has to act on what the account manager found out, besides the manager. */
async function findInformed(deps: Deps, { id, personId }: Who, action: Outcome): Promise<number[]> {
  if (action === "closed_shop") return findOffice(deps);
  const facts = action === "changed_cycle" ? await findTaskFacts(deps.db, id, personOf(deps, personId)) : undefined;
  return facts ? findOrderDepartment(deps, facts.route.districtId) : [];
}

/**
 * Ends a task with why the shop did not order and what was done about it. Refuses whoever is not in charge now, a task that has ended,
 * and a note of more than MAX_NOTE_LENGTH characters. `messageId`: the message that was the note.
 */
export async function finishFollowUp(
  deps: Deps,
  input: Who & { cause: Cause; action: Exclude<Outcome, "ordered_again">; note?: string; messageId?: number },
): Promise<Changed | Refused> {
  const { cause, action, personId } = input;
  const note = input.note?.trim() || null;
  if (note !== null && note.length > MAX_NOTE_LENGTH) return refuse("too_long");
  const informed = await findInformed(deps, input, action);
  return change(
    deps,
    input,
    (facts, now) =>
      refuseEnded(facts) ?? {
        set: { state: "done", cause, action, note, doneBy: personId, doneAt: now },
        deliveries: tellResult(informed, facts.task.id, now),
        ...taken(input.messageId),
      },
  );
}

/** Ends the task of a shop that has ordered since; refused while the company knows of no such order. */
export async function finishOrderedAgain(deps: Deps, who: Who): Promise<Changed | Refused> {
  return change(deps, who, (facts, now) => {
    const refused = refuseEnded(facts);
    if (refused) return refused;
    if (facts.orderedAgainAt === null) return refuse("not_ordered");
    return { set: { state: "done", action: "ordered_again", doneBy: who.personId, doneAt: now } };
  });
}

/** Opens a task again that was ended by mistake; refused when that is more than CHANGE_MS ago. */
export async function reopenFollowUp(deps: Deps, who: Who): Promise<Changed | Refused> {
  return change(deps, who, ({ task }, now) => {
    if (task.state === "open") return {};
    if (!mayChange(task, now)) return refuse(task.state === "void" ? "void" : "change_late");
    return {
      set: { state: "open", cause: null, action: null, note: null, doneBy: null, doneAt: null, dueVersion: task.dueVersion + 1 },
      audit: { action: "follow_up.reopen", subject: `follow-up-${task.id}` },
    };
  });
}

/** Whether the task may be ended, or postponed, now: asked before the note or the reason is asked for. */
export async function checkFollowUp(
  deps: Deps,
  { id, personId }: Who,
  isPostponing: boolean,
): Promise<{ ok: true; facts: TaskFacts } | Refused> {
  const facts = await findTaskFacts(deps.db, id, personOf(deps, personId));
  if (!facts) return refuse("not_found");
  const refused = refuseRights(facts) ?? refuseEnded(facts);
  const against = isPostponing ? refusePostponing(facts.task, deps.clock()) : undefined;
  return refused ?? (against ? refuse(against) : { ok: true, facts });
}

/**
 * Gives a task one or two working days more, with the reason, and tells the supervisors. Refused after the due time, after
 * MAX_POSTPONEMENTS, and without a reason.
 */
export async function postponeFollowUp(
  deps: Deps,
  input: Who & { days: number; reason: string; messageId?: number },
): Promise<Changed | Refused> {
  const reason = input.reason.trim();
  if (reason === "") return refuse("empty");
  if (reason.length > MAX_NOTE_LENGTH) return refuse("too_long");
  const known = await checkFollowUp(deps, input, true);
  if (!known.ok) return known;
  const supervisors = await findSupervisors(deps, known.facts.route.districtId);
  return change(deps, input, (facts, now) => {
    const refused = refuseEnded(facts);
    if (refused) return refused;
    const { task } = facts;
    const against = refusePostponing(task, now);
    if (against) return refuse(against);
    const dueAt = addWorkingDays(task.dueAt, input.days, deps.calendar);
    const dueVersion = task.dueVersion + 1;
    return {
      set: { dueAt, dueVersion, postponements: task.postponements + 1, postponeReason: reason },
      deliveries: tellPostponed(supervisors, { id: task.id, dueVersion }, input.personId),
      audit: { action: "follow_up.postpone", subject: `follow-up-${task.id}`, detail: { days: input.days } },
      ...taken(input.messageId),
    };
  });
}

/** Who ended a task before, by name; undefined when it was nobody on staff. */
export const nameOfficer = async (deps: Deps, personId: number | null | undefined): Promise<string | undefined> =>
  personId === null || personId === undefined ? undefined : findStaffName(deps.db, { personId });
