import { findFacts } from "../../db/complaints/reads.ts";
import type { CaseFacts } from "../../db/complaints/facts.ts";
import type { Deps } from "../deps.ts";
import { change, findByKind, isDone, refuse, refuseDone, withOwner, type Changed, type Refused } from "./change.ts";
import { toMedia } from "./open.ts";
import { readReturnStart } from "./return-start.ts";
import { mayVisit } from "./rights-rules.ts";
import { endPromise } from "./promise-rules.ts";
import type { Received } from "./rules.ts";

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
  const startReturnVisit = await readReturnStart(deps, complaintId);
  return change(deps, complaintId, personId, (facts, now) => {
    if (isDone(facts, "visited", received)) return { endsDialogue: true };
    const refused = refuseVisit(facts);
    if (refused) return refused;
    const { chatId, messageId, text } = received;
    if (text.trim() === "") return refuse("empty");
    const promise = findByKind(facts, "door_visit")!;
    const returnVisit = startReturnVisit(facts, now);
    return {
      endsDialogue: true,
      promises: [{ id: promise.id, state: endPromise(promise.dueAt, now), endedAt: now, result: text }],
      newPromises: returnVisit.newPromises,
      events: [{ kind: "visited", actorId: personId, chatId, messageId, text }],
      media: toMedia([received]),
      deliveries: returnVisit.deliveries,
    };
  });
}
