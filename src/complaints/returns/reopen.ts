import type { CaseFacts, CasePromise, Complaint, NewPromise } from "../../../db/complaints/facts.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { Deps } from "../../deps.ts";
import { readReopenPlaces } from "./reopen-places.ts";
import { findByKind, endUnsettled } from "../change.ts";
import { keyInRound, tellCard, tellDoorVisit, tellReceipt } from "../outbox.ts";
import { toUnnamed, findFiles } from "../restricted/start.ts";
import { tellReopened, type ReopenedBy } from "./outbox.ts";
import { readReturnStart } from "./start.ts";
import { NOBODY, type Category } from "../rules.ts";
import { readTerms } from "../terms.ts";

/** Why a case is taken up again, by whom, and in which words and message they said so. */
export type Reason = {
  why: ReopenedBy;
  actorId: number;
  category?: Category;
  restriction?: Complaint["restriction"];
  words?: { text: string; chatId: number; messageId: number } | undefined;
};

/** The change that takes a case up again, on top of what else happens to it. */
export type Reopening = (facts: CaseFacts, now: number, reason: Reason, besides?: CaseChange) => CaseChange;

/** A reply that is still owed goes on by its own clock: nobody gains time by a case being taken up again. */
const carryOver = (promise: CasePromise): NewPromise => ({
  kind: promise.kind,
  ownerId: promise.ownerId,
  isHandedOver: promise.isHandedOver,
  startedAt: promise.startedAt,
  within: promise.within,
  dueAt: promise.dueAt,
  dueVersion: promise.dueVersion,
  warnAt: promise.warnAt,
  pausedAt: promise.pausedAt,
  resumeAt: promise.resumeAt,
  pausedMs: promise.pausedMs,
  plannedAt: promise.plannedAt,
  breachedAt: promise.breachedAt,
  breachNoticeId: promise.breachNoticeId,
});

/** Ends what is left of the round; `besides` has ended its own already. */
function endRound({ promises }: CaseFacts, besides: CaseChange, now: number): NonNullable<CaseChange["promises"]> {
  const ended = besides.promises ?? [];
  const left = promises.filter(({ id }) => ended.every((other) => other.id !== id));
  return [...ended, ...endUnsettled(left, { state: "waived", endedAt: now, outcome: "reopened" })];
}

/**
 * Reads, before the write, what it takes to take a case up again: one round more, with new promises that count from then (advice: the
 * reply; a confidential case: no visit), told to the desk, the visitor, those in charge and the shop. `as`: for whose eyes it is from then on.
 */
export async function readReopening(deps: Deps, complaintId: number, as: Pick<Reason, "restriction"> = {}): Promise<Reopening> {
  const before = await findFacts(deps.db, complaintId, NOBODY);
  const promises = before && as.restriction ? before.promises.map(toUnnamed) : before?.promises;
  const places = before && (await readReopenPlaces(deps, { ...before, complaint: { ...before.complaint, ...as }, promises: promises! }));
  const terms = await readTerms(deps);
  const startReturnVisit = await readReturnStart(deps, complaintId);
  const files = await findFiles(deps, complaintId);
  return (facts, now, { why, actorId, words, ...as }, besides = {}) => {
    const { category = facts.complaint.category, restriction = facts.complaint.restriction } = as;
    const complaint = { ...facts.complaint, round: facts.complaint.round + 1, category, restriction };
    const clock = (kind: "desk_reply" | "door_visit") => terms(kind, { category, tier: facts.tier }, now);
    const owed = findByKind(facts, "desk_reply");
    const reply: NewPromise =
      owed?.state === "open"
        ? carryOver(owed)
        : { kind: "desk_reply", ...(places?.deskOwner ?? { ownerId: null }), ...clock("desk_reply") };
    const visit: NewPromise = { kind: "door_visit", ...(places?.visitOwner ?? { ownerId: null }), ...clock("door_visit") };
    const isConfidential = complaint.restriction === "confidential" && category !== "advice";
    const noVisit: NewPromise = { ...visit, state: "waived", endedAt: now, outcome: "confidential", warnAt: null };
    const start = isConfidential ? startReturnVisit({ ...facts, complaint, promises: [] }, now, { isWaived: true }) : undefined;
    const isVisited = category !== "advice" && !isConfidential;
    return {
      ...besides,
      set: { ...besides.set, state: "open", closedAt: null, satisfaction: null, round: complaint.round, category, restriction },
      promises: endRound(facts, besides, now),
      newPromises: [reply, ...(isVisited ? [visit] : []), ...(start ? [noVisit, ...start.newPromises] : [])],
      events: [
        ...(besides.events ?? []),
        ...(category === facts.complaint.category ? [] : [{ kind: "category", actorId, text: category }]),
        { kind: "reopened", actorId, ...words },
      ],
      deliveries: [
        ...(besides.deliveries ?? []),
        ...tellReceipt(facts.readers, complaint, keyInRound(complaint, "receipt"), { reopened: true }),
        ...tellReopened(
          (places?.inCharge ?? []).filter((chatId) => chatId !== actorId),
          complaint,
          why,
        ),
        ...tellCard(places?.desk ?? [], complaint, files),
        ...(isVisited ? tellDoorVisit(places?.visitor ?? [], complaint) : []),
        ...(start?.deliveries ?? []),
      ],
    };
  };
}
