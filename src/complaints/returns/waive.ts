import type { CaseFacts, CasePromise } from "../../../db/complaints/facts.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import type { Deps } from "../../deps.ts";
import {
  change,
  closeIfComplete,
  findByKind,
  isDone,
  refuse,
  refuseDone,
  refuseEnded,
  type Changed,
  type Refused,
  readCaseAs,
} from "../change.ts";
import { findDeskChats } from "../recipients.ts";
import { tellOwnerWaived, tellShopWaived } from "./outbox.ts";
import { findPersonsStill, hasOtherInCharge } from "./recipients.ts";
import { findVisitors } from "./rules.ts";
import { isUnsettled } from "../promise-rules.ts";
import { askHeld, readReturnStart } from "./start.ts";
import { isInCharge } from "../rights-rules.ts";
import type { PromiseKind, Received } from "../rules.ts";

type OnPromise = { personId: number; complaintId: number; kind: PromiseKind };

/** Why this person can not waive this promise now; the promise when they can. */
function readWaivable(facts: CaseFacts, kind: PromiseKind, isAlone: boolean): CasePromise | Refused {
  const { actor, complaint, events } = facts;
  if (!isInCharge(actor, complaint)) return refuse("not_yours");
  const ended = refuseEnded(facts);
  if (ended) return ended;
  const promise = findByKind(facts, kind);
  if (!promise) return refuse("nothing_open");
  if (!isUnsettled(promise)) return promise.outcome === "waived" ? refuseDone(facts, "waived") : refuse("nothing_open");
  // The one thing nobody decides on who has done what it would check.
  if (kind === "return_visit" && findVisitors(events).includes(actor.personId)) return refuse("same_person");
  const isOwn = promise.ownerId !== null && promise.ownerId === actor.officer?.id;
  return isOwn && !isAlone ? refuse("own_promise") : promise;
}

/** The kinds of promise of a case that are still to be kept, for those in charge to choose from. */
export async function readWaivableKinds(
  deps: Deps,
  { personId, complaintId }: Omit<OnPromise, "kind">,
): Promise<{ ok: true; kinds: PromiseKind[]; number: string } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  if (!isInCharge(facts.actor, facts.complaint)) return refuse("not_yours");
  const ended = refuseEnded(facts);
  if (ended) return ended;
  const kinds = facts.promises.filter(isUnsettled).map(({ kind }) => kind);
  return kinds.length === 0 ? refuse("nothing_open") : { ok: true, kinds, number: facts.complaint.number };
}

/** Whether the person may waive the promise now: asked before the reason is asked for. */
export async function checkWaiver(deps: Deps, { personId, complaintId, kind }: OnPromise): Promise<{ ok: true; number: string } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const isAlone = !(await hasOtherInCharge(deps, facts.complaint, personId));
  const promise = readWaivable(facts, kind, isAlone);
  return "ok" in promise ? promise : { ok: true, number: facts.complaint.number };
}

/** Whom a waiver concerns inside the company: who promised it, or the desk. */
async function findPromisers(deps: Deps, complaintId: number, { personId, kind }: OnPromise): Promise<number[]> {
  const facts = await findFacts(deps.db, complaintId, personId);
  const promise = facts && findByKind(facts, kind);
  if (!facts || !promise) return [];
  const owner = await findPersonsStill(deps, promise.ownerId);
  const isDesks = kind === "desk_reply" && owner.length === 0 && facts.complaint.restriction === null;
  const chats = isDesks ? await findDeskChats(deps, facts.complaint.districtId) : owner;
  return chats.filter((chatId) => chatId !== personId);
}

/**
 * Waives a promise with a reason, and ends the dialogue that asked for it: without a door visit the return visit starts, a series of
 * attempts ends, and the case closes when nothing is left. The shop is told of a reply or a visit that will not come; who promised it too.
 * Refuses all but those in charge; who promised it themselves, while anybody else is in charge; whoever went to the door, of the return
 * visit; a reason without words; and what has ended.
 */
export async function waivePromise(deps: Deps, on: OnPromise & { received: Received }): Promise<Changed | Refused> {
  const { personId, complaintId, kind, received } = on;
  const startReturnVisit = await readReturnStart(deps, complaintId);
  const before = await findFacts(deps.db, complaintId, personId);
  const isAlone = before !== undefined && !(await hasOtherInCharge(deps, before.complaint, personId));
  const promisers = await findPromisers(deps, complaintId, on);
  return change(deps, complaintId, personId, (facts, now) => {
    if (isDone(facts, "waived", received)) return { endsDialogue: true };
    const promise = readWaivable(facts, kind, isAlone);
    if ("ok" in promise) return promise;
    const { chatId, messageId } = received;
    const reason = received.text.trim();
    if (reason === "") return refuse("empty");
    const waiver = { promise: kind, reason };
    const ended = promise.state === "open" ? { state: "waived" as const, endedAt: now, warnAt: null } : {};
    const start = kind === "door_visit" ? startReturnVisit(facts, now, { isWaived: true }) : undefined;
    const wanted = {
      endsDialogue: true,
      promises: [{ id: promise.id, ...ended, nextAt: null, outcome: "waived" as const, result: reason }, ...(start?.promises ?? [])],
      newPromises: start?.newPromises ?? [],
      events: [{ kind: "waived", actorId: personId, promise: kind, text: reason, chatId, messageId }],
      deliveries: [
        ...(kind === "return_visit" ? [] : tellShopWaived(facts.readers, facts.complaint, waiver)),
        ...tellOwnerWaived(promisers, facts.complaint, waiver),
        ...(start?.deliveries ?? []),
        ...(kind === "desk_reply" ? askHeld(facts) : []),
      ],
    };
    return closeIfComplete(facts, wanted, now);
  });
}
