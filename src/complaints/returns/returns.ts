import type { CaseFacts, CasePromise } from "../../../db/complaints/facts.ts";
import { addWorkingDays } from "../../calendar/working-time.ts";
import { localDate } from "../../calendar/local-time.ts";
import type { Deps } from "../../deps.ts";
import { change, closeIfComplete, findByKind, isDone, refuse, refuseDone, type Changed, type Refused } from "../change.ts";
import { readReopening } from "./reopen.ts";
import { findDeskChats } from "../recipients.ts";
import { toMedia } from "../received.ts";
import { tellNotes, toNotes } from "../outbox.ts";
import { endPromise, isUnsettled } from "../promise-rules.ts";
import { countAttempts, findSaid, findVisitors, MAX_ATTEMPTS, ofRound } from "./rules.ts";
import { isInCharge } from "../rights-rules.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import type { Received, Satisfaction } from "../rules.ts";

type OnCase = { personId: number; complaintId: number };

/** What can have ended a return visit, with somebody's name. */
const isEnding = (kind: string): kind is "rated" | "waived" | "attempt" => kind === "rated" || kind === "waived" || kind === "attempt";

/** Why this person can not make the return visit now; the promise when they can. */
function readVisit(facts: CaseFacts): CasePromise | Refused {
  const { actor, complaint, events } = facts;
  if (!isInCharge(actor, complaint)) return refuse("not_yours");
  if (complaint.state === "withdrawn" || complaint.state === "duplicate") return refuseDone(facts, complaint.state, complaint.state);
  const promise = findByKind(facts, "return_visit");
  if (!promise) return complaint.round === 1 ? refuse("not_visited") : refuseDone(facts, "reopened", "reopened_since");
  if (!isUnsettled(promise)) {
    const ended = ofRound(events).map(({ kind }) => kind);
    return refuseDone(facts, ended.findLast(isEnding) ?? "closed");
  }
  return findVisitors(events).includes(actor.personId) ? refuse("same_person") : promise;
}

/** Ends the promise, unless an attempt has kept it already: then it stays whose attempt that was. */
const keep = ({ actor }: CaseFacts, promise: CasePromise, now: number) => ({
  id: promise.id,
  ...(promise.state === "open"
    ? { state: endPromise(promise.dueAt, now), endedAt: now, ownerId: actor.officer?.id ?? promise.ownerId, warnAt: null }
    : {}),
});

/**
 * Ends the return visit with how satisfied the shop is. Satisfied and so-so close the case unless something is still owed; not satisfied
 * takes it up again with new promises. `isConfirming`: only if that is what the shop itself said last. Refuses all but those in charge of
 * the district, whoever went to the door, and a second result.
 */
export async function finishReturnVisit(
  deps: Deps,
  { personId, complaintId, satisfaction, isConfirming = false }: OnCase & { satisfaction: Satisfaction; isConfirming?: boolean },
): Promise<Changed | Refused> {
  const reopen = satisfaction === "not_satisfied" ? await readReopening(deps, complaintId) : undefined;
  return change(deps, complaintId, personId, (facts, now) => {
    const promise = readVisit(facts);
    if ("ok" in promise) return promise;
    if (isConfirming && findSaid(facts.events)?.satisfaction !== satisfaction) return refuse("said_otherwise");
    const rated = {
      set: { satisfaction },
      promises: [{ ...keep(facts, promise, now), outcome: "reached" as const, nextAt: null, result: satisfaction }],
      events: [{ kind: "rated", actorId: personId, text: satisfaction }],
    };
    return reopen ? reopen(facts, now, { why: "rated", actorId: personId }, rated) : closeIfComplete(facts, rated, now);
  });
}

/** The working day an instant counts for: what is tried at a weekend is tried for Monday. */
const workingDayOf = ({ calendar, config }: Deps, at: number): string => localDate(addWorkingDays(at, 0, calendar), config.timeZone);

/**
 * Notes that the shop was tried and not reached. The first attempt keeps the promise; the next is due a working day later, and the third
 * ends it as not reached. Refuses as a result does, a second attempt on one working day, and to give up on a shop that answered the bot.
 */
export async function noteAttempt(deps: Deps, { personId, complaintId }: OnCase): Promise<Changed | Refused> {
  return change(deps, complaintId, personId, (facts, now) => {
    const promise = readVisit(facts);
    if ("ok" in promise) return promise;
    const last = ofRound(facts.events).findLast(({ kind }) => kind === "attempt");
    if (last && workingDayOf(deps, last.at) === workingDayOf(deps, now)) return refuseDone(facts, "attempt", "tried_today");
    const isLast = countAttempts(facts.events) + 1 >= MAX_ATTEMPTS;
    if (isLast && findSaid(facts.events)) return refuse("shop_said");
    const attempt = { kind: "attempt", actorId: personId };
    const kept = keep(facts, promise, now);
    if (!isLast) return { promises: [{ ...kept, nextAt: addWorkingDays(now, 1, deps.calendar) }], events: [attempt] };
    return closeIfComplete(
      facts,
      { promises: [{ ...kept, nextAt: null, outcome: "not_reached" }], events: [attempt, { kind: "not_reached" }] },
      now,
    );
  });
}

/**
 * Keeps what the shop told the supervisor was good and what is still bad, and ends the dialogue; the desk learns of it if the case was
 * taken up again. Refuses whoever did not record a result, and words that are none.
 */
export async function noteRatedWords(
  deps: Deps,
  { personId, complaintId, received }: OnCase & { received: Received },
): Promise<Changed | Refused> {
  const before = await findFacts(deps.db, complaintId, personId);
  const desk = before && before.complaint.restriction === null ? await findDeskChats(deps, before.complaint.districtId) : [];
  return change(deps, complaintId, personId, (facts) => {
    if (isDone(facts, "said", received)) return { endsDialogue: true };
    const { complaint, actor, events } = facts;
    if (!isInCharge(actor, complaint) || events.findLast(({ kind }) => kind === "rated")?.actorId !== personId) return refuse("not_yours");
    const { chatId, messageId, text } = received;
    if (text.trim() === "" && !received.media) return refuse("empty");
    return {
      endsDialogue: true,
      events: [{ kind: "said", actorId: personId, promise: "return_visit", chatId, messageId, text }],
      media: toMedia([received]),
      deliveries: complaint.state === "open" ? tellNotes(desk, complaint, `said-${chatId}-${messageId}`, toNotes("said", received)) : [],
    };
  });
}
