import type { CasePromise } from "../../../db/complaints/facts.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, refuse, refuseDone, type Changed, type Refused, readCaseAs } from "../change.ts";
import { mayRevisit } from "./rules.ts";
import { readVisitPlaces, redrawCards, refuseShop } from "./visit.ts";
import { tellDoorVisit, tellNotes } from "../outbox.ts";
import { readReturnStart } from "../returns/start.ts";
import { readTerms } from "../terms.ts";

type ByShop = { personId: number; complaintId: number };

/** Whether the person may say something about when a visit suits: asked before the words are asked for. */
export async function checkOtherTime(deps: Deps, { personId, complaintId }: ByShop): Promise<{ ok: true; number: string } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const refused = refuseShop(facts);
  if (refused) return refused;
  return findByKind(facts, "door_visit")?.state === "open" ? { ok: true, number: facts.complaint.number } : refuse("no_visit");
}

/**
 * Calls the door visit off on the shop's word that a telephone call is enough: waived, the return visit starts, visitor and desk are told.
 * Refuses other shops' people, and a visit that is not open.
 */
export async function callOffVisit(deps: Deps, { personId, complaintId }: ByShop): Promise<Changed | Refused> {
  const startReturnVisit = await readReturnStart(deps, complaintId);
  const { ownerChats, deskChats, cards } = await readVisitPlaces(deps, complaintId, personId);
  return change(deps, complaintId, personId, (facts, now) => {
    const refused = refuseShop(facts);
    if (refused) return refused;
    const visit = findByKind(facts, "door_visit");
    if (visit?.outcome === "no_visit") return {};
    if (!visit || visit.state === "waived") return refuse("no_visit");
    if (visit.state !== "open") return refuseDone(facts, "visited");
    const { complaint, events } = facts;
    const key = `${events.length}`;
    const returnVisit = startReturnVisit(facts, now, { isCalledOff: true });
    return {
      promises: [{ id: visit.id, state: "waived", outcome: "no_visit", endedAt: now, plannedAt: null }, ...returnVisit.promises],
      newPromises: returnVisit.newPromises,
      events: [{ kind: "no_visit", actorId: personId }],
      deliveries: [
        ...tellNotes([...new Set([...deskChats, ...ownerChats])], complaint, `no-visit-${key}`, [{ note: "no_visit", text: "" }]),
        ...returnVisit.deliveries,
        ...redrawCards(cards, complaint, key),
      ],
    };
  });
}

/** What calling a visit back does to the two promises: its clock starts anew unless it was late before, and the return visit waits for it. */
async function readRevisit(deps: Deps) {
  const terms = await readTerms(deps);
  return (visit: CasePromise, returnVisit: CasePromise | undefined, subject: Parameters<typeof terms>[1], now: number) => {
    const wasLate = visit.breachedAt !== null || visit.dueAt <= now;
    const clock = wasLate ? {} : { ...terms("door_visit", subject, now), pausedMs: 0 };
    const open = { state: "open" as const, outcome: null, result: null, endedAt: null, plannedAt: null };
    const waived = { state: "waived" as const, outcome: "no_visit" as const, endedAt: now, nextAt: null };
    return [
      { id: visit.id, ...open, ...clock, dueVersion: visit.dueVersion + 1 },
      ...(returnVisit ? [{ id: returnVisit.id, ...waived }] : []),
    ];
  };
}

/**
 * Calls a visit back that the shop had called off or was said to have declined; visitor and desk are told. Refuses other shops' people,
 * and once a return visit has been made or tried.
 */
export async function callVisitBack(deps: Deps, { personId, complaintId }: ByShop): Promise<Changed | Refused> {
  const { ownerChats, deskChats } = await readVisitPlaces(deps, complaintId, personId);
  const reopen = await readRevisit(deps);
  return change(deps, complaintId, personId, (facts, now) => {
    const refused = refuseShop(facts);
    if (refused) return refused;
    const { complaint, events, promises, tier } = facts;
    const visit = findByKind(facts, "door_visit");
    if (visit?.state === "open" && events.at(-1)?.kind === "visit_wanted") return {};
    if (!visit || !mayRevisit(promises, events)) return refuse("revisit_late");
    const key = `${events.length}`;
    return {
      promises: reopen(visit, findByKind(facts, "return_visit"), { category: complaint.category, tier }, now),
      events: [{ kind: "visit_wanted", actorId: personId }],
      deliveries: [
        ...tellNotes(deskChats, complaint, `visit-wanted-${key}`, [{ note: "visit_wanted", text: "" }]),
        ...tellDoorVisit(ownerChats, complaint, `again-${key}`),
      ],
    };
  });
}
