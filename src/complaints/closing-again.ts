import type { CaseFacts } from "../../db/complaints/facts.ts";
import { findFacts } from "../../db/complaints/reads.ts";
import { findShopPlace } from "../../db/complaints/recipients.ts";
import type { Deps } from "../deps.ts";
import { suggestCategory } from "./category-rules.ts";
import { change, findByKind, isDone, refuse, refuseDone, type Changed, type Refused } from "./change.ts";
import { movePromises } from "./changes.ts";
import { readReopening } from "./closing-reopen.ts";
import { toMedia } from "./open.ts";
import { tellDoorVisit, tellNotes } from "./outbox.ts";
import { findDeskChats, findVisitorChats } from "./recipients.ts";
import { isReopenOpen } from "./return-rules.ts";
import { isTheirCase } from "./return-said.ts";
import { readTerms } from "./terms.ts";
import type { Category, Received } from "./rules.ts";

type OnCase = { personId: number; complaintId: number };

/** Why the shop can not have a case taken up again; undefined when it can. */
function refuseReopening(facts: CaseFacts, now: number): Refused | undefined {
  const { complaint } = facts;
  if (!isTheirCase(facts)) return refuse("not_yours");
  if (complaint.state === "withdrawn") return refuseDone(facts, "withdrawn", "reopen_withdrawn");
  if (complaint.state === "duplicate") return refuseDone(facts, "duplicate", "reopen_duplicate");
  if (complaint.state === "open") return complaint.round === 1 ? refuse("reopen_open") : refuseDone(facts, "reopened");
  return isReopenOpen(complaint.closedAt ?? now, now) ? undefined : refuseDone(facts, "closed", "reopen_late");
}

/** Whether the person may now have the case taken up again: asked before the words are asked for. */
export async function checkReopening(deps: Deps, { personId, complaintId }: OnCase): Promise<{ ok: true; number: string } | Refused> {
  const facts = await findFacts(deps.db, complaintId, personId);
  if (!facts) return refuse("not_found");
  return refuseReopening(facts, deps.clock()) ?? { ok: true, number: facts.complaint.number };
}

/**
 * Takes a closed case up again on the word of the shop, within seven days of its closing, and ends the dialogue that asked for the words
 * (`received` undefined: skipped). Of two people at once one does it and the other is told. Refuses other shops' people, later ones, and
 * cases that were withdrawn or merged.
 */
export async function reopenComplaint(
  deps: Deps,
  { personId, complaintId, received }: OnCase & { received?: Received | undefined },
): Promise<Changed | Refused> {
  const reopen = await readReopening(deps, complaintId);
  return change(deps, complaintId, personId, (facts, now) => {
    if (received && isDone(facts, "reopened", received)) return { endsDialogue: true };
    const refused = refuseReopening(facts, now);
    if (refused) return refused;
    if (received && received.text.trim() === "" && !received.media) return refuse("empty");
    const words = received && { text: received.text, chatId: received.chatId, messageId: received.messageId };
    const why = facts.complaint.category === "advice" ? "unsolved" : "shop";
    return { ...reopen(facts, now, { why, actorId: personId, words }), endsDialogue: true, media: received ? toMedia([received]) : [] };
  });
}

/** Notes that the answer to a question helped, once. Refuses other shops' people, complaints, and what is older than seven days. */
export async function solveAdvice(deps: Deps, { personId, complaintId }: OnCase): Promise<Changed | Refused> {
  return change(deps, complaintId, personId, (facts, now) => {
    const refused = refuseReopening(facts, now);
    if (refused) return refused;
    if (facts.complaint.category !== "advice") return refuse("no_advice");
    const isLast = facts.events.findLast(({ kind }) => kind === "solved" || kind === "reopened")?.kind === "solved";
    return isLast ? {} : { events: [{ kind: "solved", actorId: personId }] };
  });
}

/** What a question is about once it is a complaint. */
const toComplaint = (text: string): Category => {
  const suggested = suggestCategory(text);
  return suggested === "advice" ? "other" : suggested;
};

/**
 * Makes a complaint of a question that was answered within the last seven days, or was asked again and still waits for its answer: a
 * door visit is promised, counted from now, and a reply if none is owed. Refuses other shops' people and what is a complaint already.
 */
export async function turnIntoComplaint(deps: Deps, { personId, complaintId }: OnCase): Promise<Changed | Refused> {
  const reopen = await readReopening(deps, complaintId);
  const before = await findFacts(deps.db, complaintId, personId);
  const place = before && (await findShopPlace(deps.db, before.complaint.retailerId, deps.clock()));
  const visitorChats = before && place ? await findVisitorChats(deps, place.visitor, before.complaint.districtId) : [];
  const deskChats = before ? await findDeskChats(deps, before.complaint.districtId) : [];
  const terms = await readTerms(deps);
  return change(deps, complaintId, personId, (facts, now) => {
    const { complaint, events, tier } = facts;
    const isOpen = complaint.state === "open" && isTheirCase(facts);
    const refused = isOpen ? undefined : refuseReopening(facts, now);
    if (refused) return refused;
    if (complaint.category !== "advice") return refuseDone(facts, "category");
    const category = toComplaint(complaint.text);
    if (!isOpen) return reopen(facts, now, { why: "tocomplaint", actorId: personId, category });
    const clock = terms("door_visit", { category, tier }, now);
    // What was waived because it was a question is promised again.
    const visit = findByKind(facts, "door_visit");
    return {
      set: { category },
      promises: movePromises(facts.promises, category, now).map((moved) => (moved.id === visit?.id ? { ...moved, ...clock } : moved)),
      newPromises: visit ? [] : [{ kind: "door_visit", ownerId: place?.visitor?.staffId ?? null, ...clock }],
      events: [{ kind: "category", actorId: personId, text: category }],
      deliveries: [
        ...tellNotes(deskChats, complaint, `category-${events.length}`, [{ note: "category", text: category }]),
        ...tellDoorVisit(visitorChats, complaint, visit && visit.dueVersion + 1),
      ],
    };
  });
}
