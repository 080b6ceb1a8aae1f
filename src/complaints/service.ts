import { findDone as readDone, type Done } from "../../db/complaints/done.ts";
import { findOpenCaseOf } from "../../db/complaints/reads.ts";
import { findCaseIdByAlbum, findCaseIdByMessage } from "../../db/complaints/entries.ts";
import { claimHint, findReachable } from "../../db/complaints/recipients.ts";
import type { Complaint } from "../../db/complaints/facts.ts";
import { findDeliveryByMessage, type Delivery } from "../../db/deliveries.ts";
import type { Deps } from "../deps.ts";
import type { DeliveryKind } from "../telegram/rules.ts";

export { addToComplaint, answerComplaint, noteEdit } from "./desk/answer.ts";
export { moveDuePromises } from "./clocks/moves.ts";
export { endPause, findEndedPauses } from "./clocks/pauses.ts";
export { findLostWarnings, warnOwner } from "./clocks/warnings.ts";
export { findMissed, reportBreach } from "./breach/breach.ts";
export type { Due } from "./alarms.ts";
export { readCauseCard, setCause } from "./causes/causes.ts";
export { findCause, keyOfCause, nameCause, readCauses } from "./causes/words.ts";
export { changeCategory, withdrawComplaint } from "./filing/changes.ts";
export type { Changed, Refused, RefusalReason } from "./change.ts";
export { findCaseByNumber, getComplaint, listComplaints, showCase } from "./card/lists.ts";
export { isCard, readCard, readReceipt } from "./card/shown.ts";
export { purgeCases } from "./purge/purge.ts";
export { listMine, noteShown, readMine } from "./mine/mine.ts";
export { type WordsKept, dropKept, editKept, forgetKept, isOfKeptAlbum, keepWords, offerKept, readKept } from "./kept/kept.ts";
export { askShop, checkAsk, promptForQuestion } from "./desk/ask.ts";
export { readCanned, readCannedReplies, sendCanned } from "./desk/canned.ts";
export { findDuplicates, markDuplicate } from "./desk/duplicate.ts";
export { HANDED_KINDS, type HandedKind, findCandidates, handOver } from "./desk/handover.ts";
export { claimCase, releaseCase } from "./desk/claim.ts";
export { openForShop, type FiledFor } from "./filing/for-shop.ts";
export { openComplaint, sendMissedReceipts, type Opened } from "./filing/open.ts";
export {
  type Undecided,
  type Waiting,
  addWaiting,
  endWaiting,
  fileUndecided,
  fileWaiting,
  findSimilarCase,
  findUndecidedFilings,
  findWaiting,
  saveWaiting,
} from "./filing/similar.ts";
export { findUndeliveredBreaches, passOnBreaches } from "./breach/undelivered.ts";
export { findUndelivered, passOn, type Undelivered } from "./clocks/undelivered.ts";
export { addVisitMedia, declineDoorVisit, endWithNobody, finishDoorVisit, noteNobodyHome } from "./door/door.ts";
export { finishReturnVisit, noteAttempt, noteRatedWords } from "./returns/returns.ts";
export { type Postponable, checkPostpone, offerTimes, postponePromise, refuseTime } from "./clocks/postpone.ts";
export { findDueReturns, readReturnAsk, readReturnTask, remindOfAttempt } from "./returns/shown.ts";
export { readReturnEnded } from "./card/last.ts";
export { type Blamed, saySatisfaction, sayWhich, sayWhy } from "./returns/said.ts";
export { checkWaiver, readWaivableKinds, waivePromise } from "./returns/waive.ts";
export { checkReopening, reopenComplaint, solveAdvice, turnIntoComplaint } from "./closing/again.ts";
export { showNumber } from "./door/number.ts";
export { type Misplaced, findMisplaced, passAwayVisits, passOnVisit } from "./door/passing.ts";
export { askOtherTime, planDoorVisit } from "./door/plan.ts";
export { callOffVisit, callVisitBack, checkOtherTime } from "./door/shop.ts";
export { offerVisitTimes } from "./door/times.ts";
export { checkDoorVisit } from "./door/visit.ts";
export { NAMED_KINDS, type NamedKind, listColleagues, nameOwner } from "./restricted/naming.ts";
export { liftRestriction } from "./restricted/lifting.ts";
export { type AboutChoice, isAboutChoice } from "./restricted/rules.ts";
export { sayReport, sayWhom, setAbout, showAboutChoices } from "./restricted/telling.ts";

/** What of ours a person replied to: the case it is about, and whether a reply to it speaks to the shop (as an answer or as a question) or to the desk. */
export type RepliedCase = { complaintId: number; speaksTo: "shop" | "desk" | "question" | "nobody" };

const TO_SHOP: readonly DeliveryKind[] = ["complaint_card", "complaint_card_edit", "complaint_media"];
const TO_DESK: readonly DeliveryKind[] = [
  "complaint_receipt",
  "complaint_answer",
  "complaint_closed",
  "complaint_mine",
  "return_ask",
  "complaint_solved",
  "case_waived",
  "visit_planned",
  "visit_told",
];
const TO_NOBODY: readonly DeliveryKind[] = [
  "door_visit",
  "door_visit_card",
  "shop_number",
  "visit_asked",
  "return_visit",
  "promise_breach",
  "breach_notice",
  "promise_warning",
  "promise_resumed",
  "complaint_cause",
  "return_said",
  "case_reopened",
  "promise_waived",
  "complaint_handed",
];

/** Who is asked to reply to a shop does so under that message. */
const isReplyWanted = ({ kind, data }: Delivery): boolean =>
  (kind === "promise_warning" || kind === "promise_resumed") && data?.["promise"] === "desk_reply";

/** The case that a message of the bot is about; undefined when it is about none. */
export async function findRepliedCase(deps: Deps, chatId: number, messageId: number): Promise<RepliedCase | undefined> {
  const delivery = await findDeliveryByMessage(deps.db, chatId, messageId);
  if (!delivery) return undefined;
  // A notice is about several cases; who replies to it is told to choose one.
  const complaintId = delivery.kind === "breach_notice" ? 0 : delivery.subjectId;
  if (TO_SHOP.includes(delivery.kind) || isReplyWanted(delivery)) return { complaintId, speaksTo: "shop" };
  if (TO_DESK.includes(delivery.kind)) return { complaintId, speaksTo: "desk" };
  if (delivery.kind === "complaint_ask") return { complaintId, speaksTo: "question" };
  return TO_NOBODY.includes(delivery.kind) ? { complaintId, speaksTo: "nobody" } : undefined;
}

/** Whether a message already went into a case: a second delivery of its update must not begin anything. */
export const isOfCase = async (deps: Deps, chatId: number, messageId: number): Promise<boolean> =>
  (await findCaseIdByMessage(deps.db, chatId, messageId)) !== undefined;

/** What a message did to a case when it was handled before. */
export const findDone = (deps: Deps, chatId: number, messageId: number): Promise<Done | undefined> => readDone(deps.db, chatId, messageId);

/** The case that the other pictures of an album went into. */
export const findCaseOfAlbum = (deps: Deps, chatId: number, albumId: string): Promise<number | undefined> =>
  findCaseIdByAlbum(deps.db, chatId, albumId);

/** The person's latest open case. */
export const findMyOpenCase = (deps: Deps, personId: number): Promise<Complaint | undefined> => findOpenCaseOf(deps.db, personId);

export const canReach = async (deps: Deps, personId: number): Promise<boolean> => (await findReachable(deps.db, [personId])).length > 0;

/** Whether an unverified person should be told now how to get verified: once a day, not at every word. */
export const shouldHint = (deps: Deps, personId: number): Promise<boolean> => claimHint(deps.db, personId, deps.clock());
