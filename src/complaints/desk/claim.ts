import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, refuse, refuseDone, refuseEnded, type Changed, type Refused } from "../change.ts";
import { refuseDesk, type OnDesk } from "./rights.ts";
import { isInCharge } from "../rights-rules.ts";

/** "Claimed by X at ...", from the entry that made the owner one. */
function refuseClaimed({ events, names }: CaseFacts): Refused {
  const since = events.findLast(({ kind, promise }) => kind === "claimed" || (kind === "handed_over" && promise === "desk_reply"));
  const by = since?.kind === "handed_over" ? since.text : names.get(since?.actorId ?? 0);
  return { ...refuse("claimed"), ...(since ? { at: since.at } : {}), ...(by ? { by } : {}) };
}

/** The desk's promise while it is owed; refused when the reply has been given, or the case has ended. */
function findOwed(facts: CaseFacts) {
  const refused = refuseEnded(facts);
  if (refused) return refused;
  const promise = findByKind(facts, "desk_reply");
  return promise?.state === "open" ? promise : refuseDone(facts, "answered");
}

/**
 * Makes a clerk the owner of the desk's reply; once more is the same. Refuses all but the desk, a case that someone else has (by whom,
 * and since when), one that is answered, and an admin without a row among the staff: nobody could say whose promise it was.
 */
export async function claimCase(deps: Deps, on: OnDesk): Promise<Changed | Refused> {
  return change(deps, on.complaintId, on.personId, (facts) => {
    const refused = refuseDesk(facts, on);
    if (refused) return refused;
    const owed = findOwed(facts);
    if ("ok" in owed) return owed;
    const ownerId = facts.actor.officer?.id ?? null;
    if (ownerId === null) return refuse("no_staff_row");
    if (owed.ownerId === ownerId) return {};
    if (owed.ownerId !== null) return refuseClaimed(facts);
    return {
      promises: [{ id: owed.id, ownerId }],
      events: [{ kind: "claimed", actorId: on.personId, promise: "desk_reply" }],
    };
  });
}

/** Gives a claimed case back to the whole desk, by whoever has it or those in charge. Refuses others, and what nobody has. */
export async function releaseCase(deps: Deps, on: OnDesk): Promise<Changed | Refused> {
  return change(deps, on.complaintId, on.personId, (facts) => {
    const refused = refuseDesk(facts, on);
    if (refused) return refused;
    const owed = findOwed(facts);
    if ("ok" in owed) return owed;
    if (owed.ownerId === null) return refuse("not_claimed");
    const { actor, complaint } = facts;
    if (owed.ownerId !== actor.officer?.id && !isInCharge(actor, complaint)) return { ...refuseClaimed(facts), reason: "not_claimer" };
    return {
      promises: [{ id: owed.id, ownerId: null, isHandedOver: false }],
      events: [{ kind: "released", actorId: on.personId, promise: "desk_reply" }],
    };
  });
}
