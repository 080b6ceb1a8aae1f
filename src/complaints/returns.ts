import type { Deps } from "../deps.ts";
import { change, closeIfComplete, findByKind, refuse, refuseDone, type Changed, type Refused } from "./change.ts";
import { endPromise } from "./promise-rules.ts";
import { isInCharge } from "./rights-rules.ts";
import type { Satisfaction } from "./rules.ts";

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
