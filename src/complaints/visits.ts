import { findFacts } from "../../db/complaints/reads.ts";
import type { CaseFacts } from "../../db/complaints/facts.ts";
import { dueAt } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { change, closeIfComplete, findByKind, isDone, refuse, refuseDone, withOwner, type Changed, type Refused } from "./change.ts";
import { toMedia } from "./open.ts";
import { tellReturnVisit } from "./outbox.ts";
import { findSupervisorChats } from "./recipients.ts";
import { isInCharge, mayVisit } from "./rights-rules.ts";
import { endPromise, type Received, type Satisfaction } from "./rules.ts";

function refuseVisit(facts: CaseFacts): Refused | undefined {
  const { actor, complaint } = facts;
  const promise = findByKind(facts, "door_visit");
  if (!mayVisit(actor, complaint, promise?.ownerId ?? null)) return refuse("not_yours");
  if (complaint.state === "withdrawn") return refuseDone(facts, "withdrawn", "withdrawn");
  if (!promise || promise.state === "waived") return refuse("no_visit");
  return promise.state === "open" ? undefined : refuseDone(facts, "visited");
}

/** Whether the person may now report the door visit of a case: asked before the result is asked for. */
export async function checkDoorVisit(deps: Deps, complaintId: number, personId: number): Promise<{ ok: true; number: string } | Refused> {
  const facts = await findFacts(deps.db, complaintId, personId);
  if (!facts) return refuse("not_found");
  return refuseVisit({ ...facts, actor: withOwner(deps, facts.actor) }) ?? { ok: true, number: facts.complaint.number };
}

/**
 * Ends the door visit with what came of it, and the dialogue that asked for it, and promises the return visit, counted from now, to the supervisors. Refuses anyone but the
 * visit's owner and those in charge, a result without words, and a visit that is done or not due any more.
 */
export async function finishDoorVisit(
  deps: Deps,
  { personId, complaintId, received }: { personId: number; complaintId: number; received: Received },
): Promise<Changed | Refused> {
  const known = await findFacts(deps.db, complaintId, personId);
  if (!known) return refuse("not_found");
  const supervisors = await findSupervisorChats(deps, known.complaint.districtId);
  return change(deps, complaintId, personId, (facts, now) => {
    if (isDone(facts, "visited", received)) return { endsDialogue: true };
    const refused = refuseVisit(facts);
    if (refused) return refused;
    const { chatId, messageId, text } = received;
    if (text.trim() === "") return refuse("empty");
    const promise = findByKind(facts, "door_visit")!;
    return {
      endsDialogue: true,
      promises: [{ id: promise.id, state: endPromise(promise.dueAt, now), endedAt: now, result: text }],
      newPromises: [{ kind: "return_visit", ownerId: null, dueAt: dueAt(now, deps.config.promiseWithin.return_visit, deps.calendar) }],
      events: [{ kind: "visited", actorId: personId, chatId, messageId, text }],
      media: toMedia([received]),
      deliveries: tellReturnVisit(supervisors, facts.complaint),
    };
  });
}

/**
 * Ends the return visit with how satisfied the shop is, and the case with it unless the desk still owes its reply. Refuses all but
 * those in charge of the district, whoever made the door visit, and a second result.
 */
export async function finishReturnVisit(
  deps: Deps,
  { personId, complaintId, satisfaction }: { personId: number; complaintId: number; satisfaction: Satisfaction },
): Promise<Changed | Refused> {
  return change(deps, complaintId, personId, (facts, now) => {
    if (!isInCharge(facts.actor, facts.complaint)) return refuse("not_yours");
    if (facts.complaint.state === "withdrawn") return refuseDone(facts, "withdrawn", "withdrawn");
    const promise = findByKind(facts, "return_visit");
    if (!promise || promise.state === "waived") return refuse("not_visited");
    if (promise.state !== "open") return refuseDone(facts, "rated");
    if (facts.events.some(({ kind, actorId }) => kind === "visited" && actorId === personId)) return refuse("same_person");
    return closeIfComplete(
      facts,
      {
        set: { satisfaction },
        promises: [
          {
            id: promise.id,
            state: endPromise(promise.dueAt, now),
            endedAt: now,
            result: satisfaction,
            ownerId: facts.actor.officer?.id ?? null,
          },
        ],
        events: [{ kind: "rated", actorId: personId, text: satisfaction }],
      },
      now,
    );
  });
}
