import type { CaseFacts, CasePromise, Complaint } from "../../db/complaints/facts.ts";
import { changeCase, type CaseChange } from "../../db/complaints/writes.ts";
import { type Written } from "../../db/complaints/rows.ts";
import type { Deps } from "../deps.ts";
import { alarmsOf } from "./alarms.ts";
import { tellCause, tellClosed, tellSolvedAsk } from "./outbox.ts";
import { type CaseActor, hasPart } from "./rights-rules.ts";
import { isComplete, isUnsettled } from "./promise-rules.ts";
import { type Category, type EventKind, type PromiseKind } from "./rules.ts";
import { findFacts } from "../../db/complaints/reads.ts";

export { alarmsOf } from "./alarms.ts";

export type RefusalReason =
  | "not_found"
  | "not_yours"
  | "not_your_shop"
  | "not_your_area"
  | "shop_not_active"
  | "unknown_licence"
  | "empty"
  | "too_many"
  | "withdrawn"
  | "closed"
  | "duplicate"
  /** Someone did it before: `by` and `at` say who and when. */
  | "already"
  | "no_visit"
  | "plan_past"
  | "plan_far"
  /** Later than promised, and the shop did not ask for it: why? */
  | "plan_reason"
  | "number_shown"
  | "nobody_once"
  | "revisit_late"
  | "not_visited"
  | "same_person"
  /** The shop's verdict is not the one that was to be confirmed. */
  | "said_otherwise"
  /** The shop answered by itself, so it was reached. */
  | "shop_said"
  /** Another attempt was made on the same working day. */
  | "tried_today"
  /** The return visit has its result; what the shop says now is a matter of reopening. */
  | "said_late"
  /** An older task: the case was taken up again since, and not visited yet. */
  | "reopened_since"
  | "reopen_late"
  | "reopen_open"
  | "reopen_withdrawn"
  | "reopen_duplicate"
  | "no_advice"
  /** Answered or visited already: the desk does not make a question of it. */
  | "advice_late"
  /** Whoever promised it does not excuse themselves from it. */
  | "own_promise"
  | "nothing_open"
  | "not_closed"
  | "cause_late"
  | "cause_gone"
  | "postpone_ended"
  | "postpone_past"
  | "postpone_far"
  /** Words and names were deleted: what came now would never go again. */
  | "purged"
  | "claimed"
  | "not_claimed"
  | "not_claimer"
  | "no_staff_row"
  | "promise_ended"
  | "same_owner"
  | "not_eligible"
  | "not_mergeable"
  | "canned_gone"
  | "not_restricted"
  | "still_about"
  | "said_before"
  | "about_them"
  | "not_staff"
  | "manager_changed";
export type Refused = { ok: false; reason: RefusalReason; by?: string; at?: number };
export type Changed = Written & { ok: true };

export const refuse = (reason: RefusalReason): Refused => ({ ok: false, reason });

/** Whether the one who asks is not to learn that there is such a case. `actor` is as withOwner gives it. */
export const isHidden = ({ complaint, actor }: Pick<CaseFacts, "complaint" | "actor">): boolean =>
  complaint.restriction !== null && !hasPart(actor, complaint);

/** To someone who may not do this to a case: that it is not theirs; of a restricted case, that there is none. */
export const refuseStranger = ({ complaint }: Pick<CaseFacts, "complaint">): Refused =>
  refuse(complaint.restriction === null ? "not_yours" : "not_found");

/** "Already done by X at ...", from the last such entry of the timeline. */
export function refuseDone({ events, names }: CaseFacts, kind: EventKind, reason: RefusalReason = "already"): Refused {
  const event = events.findLast((entry) => entry.kind === kind);
  if (!event) return { ok: false, reason };
  const by = event.actorId === null ? undefined : names.get(event.actorId);
  return { ok: false, reason, at: event.at, ...(by === undefined ? {} : { by }) };
}

/** Why nothing can be done to a case any more; undefined while it is open. */
export function refuseEnded(facts: CaseFacts): Refused | undefined {
  const { state } = facts.complaint;
  return state === "open" ? undefined : refuseDone(facts, state, state);
}

/** ADMIN_IDS are admins of the whole company, with or without a staff row. */
export function withOwner(deps: Deps, actor: CaseActor): CaseActor {
  if (!deps.config.adminIds.includes(actor.personId)) return actor;
  const officer = actor.officer ?? { id: null, name: "", roles: [] };
  return { ...actor, officer: { ...officer, districtId: null, roles: [...officer.roles, "admin"] } };
}

/** A case as someone sees it outside a write, for what is asked before and what is only shown; of a restricted one that is not theirs, that there is none. */
export async function readCaseAs(deps: Deps, complaintId: number, personId: number): Promise<CaseFacts | Refused> {
  const read = await findFacts(deps.db, complaintId, personId);
  if (!read) return refuse("not_found");
  const facts = { ...read, actor: withOwner(deps, read.actor) };
  return isHidden(facts) ? refuse("not_found") : facts;
}

/** Writes what `decide` says about the case as it then stands; the alarms and the sender come after the commit. */
export async function change(
  deps: Deps,
  complaintId: number,
  personId: number,
  decide: (facts: CaseFacts, now: number) => CaseChange | Refused,
): Promise<Changed | Refused> {
  const now = deps.clock();
  const result = await changeCase(deps.db, complaintId, personId, now, (read): CaseChange | Refused => {
    const facts = { ...read, actor: withOwner(deps, read.actor) };
    if (isHidden(facts)) return refuse("not_found");
    const decided = facts.complaint.purgedAt === null ? decide(facts, now) : refuse("purged");
    return "ok" in decided && decided.reason === "not_yours" ? refuseStranger(facts) : decided;
  });
  if (!result) return refuse("not_found");
  if (!result.ok) return result;
  await deps.queues.setAlarms(alarmsOf(result.promises), now);
  deps.kickSender();
  return result;
}

export const findByKind = (facts: Pick<CaseFacts, "promises">, kind: PromiseKind): CasePromise | undefined =>
  facts.promises.find((promise) => promise.kind === kind);

/** Whether this message already did this to the case: then there is nothing left to do. */
export const isDone = ({ events }: CaseFacts, kind: EventKind, message: { chatId: number; messageId: number }): boolean =>
  events.some((event) => event.kind === kind && event.chatId === message.chatId && event.messageId === message.messageId);

/** Who is asked for the cause of a case: its desk group, else the member of staff who closed it or answered last. */
function findCauseChats({ actor, deskChatIds, events, complaint }: CaseFacts): number[] {
  // What few may read is not named in a group.
  if (deskChatIds.length > 0 && complaint.restriction === null) return deskChatIds.slice(0, 1);
  const answered = events.findLast(({ kind }) => kind === "answered")?.actorId ?? null;
  return actor.officer ? [actor.personId] : answered === null ? [] : [answered];
}

/** Adds the closing to a change that leaves nothing to do for any promise; who asked for advice is asked instead whether it helped. */
export function closeIfComplete(
  facts: CaseFacts,
  wanted: CaseChange,
  now: number,
  category: Category = facts.complaint.category,
): CaseChange {
  const changed = facts.promises.map((promise) => ({ ...promise, ...wanted.promises?.find(({ id }) => id === promise.id) }));
  const added = (wanted.newPromises ?? []).map(({ kind, state = "open", nextAt = null }) => ({ kind, state, nextAt }));
  if (facts.complaint.state !== "open" || !isComplete(category, [...changed, ...added])) return wanted;
  const complaint: Complaint = facts.complaint;
  return {
    ...wanted,
    set: { ...wanted.set, state: "closed", closedAt: now },
    events: [...(wanted.events ?? []), { kind: "closed" }],
    deliveries: [
      ...(wanted.deliveries ?? []),
      ...(category === "advice"
        ? tellSolvedAsk(facts.readers, complaint)
        : [...tellClosed(facts.readers, complaint), ...tellCause(findCauseChats(facts), complaint, now)]),
    ],
  };
}

type Ending = { state: "waived"; endedAt: number; outcome: "withdrawn" | "duplicate" | "advice" | "reopened" };

/** Ends what is open; of what an attempt has kept already, only the further attempts end. */
export const endUnsettled = (promises: CasePromise[], ending: Ending): NonNullable<CaseChange["promises"]> =>
  promises.filter(isUnsettled).map(({ id, state }) => (state === "open" ? { id, ...ending } : { id, nextAt: null }));
