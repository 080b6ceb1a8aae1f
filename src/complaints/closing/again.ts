import type { CaseFacts } from "../../../db/complaints/facts.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import type { Deps } from "../../deps.ts";
import { suggestCategory } from "../category-rules.ts";
import { change, isDone, refuse, refuseDone, type Changed, type Refused, readCaseAs } from "../change.ts";
import { readCategoryChange } from "../filing/changes.ts";
import { readReopening } from "../returns/reopen.ts";
import { toMedia } from "../received.ts";
import { hideFromStrangers } from "../restricted/hide.ts";
import { toUnnamed } from "../restricted/start.ts";
import { isReopenOpen } from "../returns/rules.ts";
import { isTheirCase } from "../returns/said.ts";
import type { Category, Received } from "../rules.ts";

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
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
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

/** A question about a member of staff that everybody read as one is for few eyes as a complaint. */
async function readTurning(deps: Deps, { complaint, promises }: CaseFacts) {
  const category = toComplaint(complaint.text);
  const isNewlyAbout = category === "attitude" && complaint.restriction === null;
  if (!isNewlyAbout) return { category, as: {}, hidden: [] };
  const as = { restriction: "about_staff" as const };
  const after = { complaint: { ...complaint, ...as, category }, promises: promises.map(toUnnamed) };
  return { category, as, hidden: await hideFromStrangers(deps, after) };
}

/**
 * Makes a complaint of a question that was answered within the last seven days, or was asked again and still waits for its answer: a
 * door visit is promised and a reply if none is owed, counted from when it was taken up again. Refuses other shops' people and what is a
 * complaint already.
 */
export async function turnIntoComplaint(deps: Deps, { personId, complaintId }: OnCase): Promise<Changed | Refused> {
  const before = await findFacts(deps.db, complaintId, personId);
  if (!before) return refuse("not_found");
  const { category, as, hidden } = await readTurning(deps, before);
  const reopen = await readReopening(deps, complaintId, as);
  const toCategory = await readCategoryChange(deps, { personId, complaintId });
  return change(deps, complaintId, personId, (facts, now) => {
    const { complaint, readers } = facts;
    const isOpen = complaint.state === "open" && isTheirCase(facts);
    const refused = isOpen ? undefined : refuseReopening(facts, now);
    if (refused) return refused;
    if (complaint.category !== "advice") return refuseDone(facts, "category");
    if (isOpen) return toCategory(facts, now, { actorId: personId, category, asked: readers });
    return reopen(facts, now, { why: "tocomplaint", actorId: personId, category, ...as }, { deliveries: hidden });
  });
}
