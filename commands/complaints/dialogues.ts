import {
  addItem,
  CASE_DIALOGUES,
  DIALOGUE_MS,
  isCategory,
  type Category,
  type HelpSubject,
  type PromiseKind,
  type Received,
} from "../../src/complaints/rules.ts";
import { type Blamed, type Postponable, type Undecided, findWaiting, saveWaiting } from "../../src/complaints/service.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";

/**
 * What a person is in the middle of, as far as cases go: writing a complaint or a question, choosing its shop, saying what a message
 * was meant to be, or planning and reporting a door visit.
 */
export type CaseDialogue =
  | { kind: "complain" | "ask"; about?: HelpSubject | undefined }
  | { kind: "complain_shop"; items: Received[]; category: Category | null; about?: HelpSubject | undefined }
  | { kind: "unsorted"; items: Received[] }
  | { kind: "visit_result" | "visit_plan" | "visit_declined" | "visit_other"; complaintId: number }
  /** A visit is reported: photos until then belong to it. */
  | { kind: "visit_more"; complaintId: number; until: number }
  /** Why the visit is planned for later than promised. */
  | { kind: "visit_reason"; complaintId: number; plannedAt: number }
  /** Staff put a promise off: until when (null: not said yet), then why. */
  | { kind: "postpone"; complaintId: number; promise: Postponable; plannedAt: number | null }
  /** The shop says what was good and what is still bad; null: with the matter itself. */
  | { kind: "said_why"; complaintId: number; promise: Blamed }
  /** The same, told to the supervisor who recorded the result; why a case is taken up again; more words for one that was. */
  | { kind: "rated_words"; complaintId: number }
  | { kind: "reopen_words"; complaintId: number }
  | { kind: "more_words"; complaintId: number }
  | { kind: "waive_reason"; complaintId: number; promise: PromiseKind }
  /** The desk asks the shop of a case something. */
  | { kind: "ask_shop"; complaintId: number }
  /** The shop was asked whom its case is about, and says so in words. */
  | { kind: "about_whom"; complaintId: number }
  /** A similar case is open: add to it, or file a new one? */
  | ({ kind: "similar" } & Undecided)
  /** Staff file a group message of someone with several shops: which one? */
  | { kind: "complaint_for"; authorId: number; items: Received[]; command: { chatId: number; messageId: number } };

const isOurs = ({ kind }: { kind: string }): boolean => (CASE_DIALOGUES as readonly string[]).includes(kind);

type Stored = { at: number } & Record<string, unknown>;

/** The person's dialogue about a case, else the words that wait for a choice; undefined when there is none or the last word in it is more than a day old. */
export async function findCaseDialogue(deps: Deps, personId: number): Promise<CaseDialogue | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  const stored = dialogue && isOurs(dialogue) ? (dialogue.data as Stored) : undefined;
  if (dialogue && stored && deps.clock() - stored.at <= DIALOGUE_MS) {
    const { at: _at, ...data } = stored;
    return { kind: dialogue.kind, ...data } as CaseDialogue;
  }
  const waiting = await findWaiting(deps, personId);
  return waiting && { kind: "similar", ...waiting };
}

/** Whether the person's dialogue about a case is the one that ran out: then nothing became of its words. */
export async function hasExpired(deps: Deps, personId: number): Promise<boolean> {
  const dialogue = await findDialogue(deps.db, personId);
  return dialogue !== undefined && isOurs(dialogue) && deps.clock() - (dialogue.data as Stored).at > DIALOGUE_MS;
}

export async function saveCaseDialogue(deps: Deps, personId: number, { kind, ...data }: CaseDialogue): Promise<void> {
  const now = deps.clock();
  if (kind !== "similar") return saveDialogue(deps.db, personId, { kind, data: { ...data, at: now } }, now);
  // First: what they were in the middle of is what led to these words.
  await saveWaiting(deps, personId, data as Undecided);
  await endCaseDialogue(deps, personId);
}

/** Ends the dialogue if it is about a case; another feature's is not ours to end, and words that wait for a choice stay. */
export async function endCaseDialogue(deps: Deps, personId: number): Promise<void> {
  const dialogue = await findDialogue(deps.db, personId);
  if (dialogue && isOurs(dialogue)) await saveDialogue(deps.db, personId, undefined, deps.clock());
}

/** Puts one more message, or its new words, to those that wait; false when that is too much for one case and nothing was kept. */
export async function keepItem(
  deps: Deps,
  personId: number,
  dialogue: Extract<CaseDialogue, { items: Received[] }>,
  item: Received,
): Promise<boolean> {
  const items = addItem(dialogue.items, item);
  if (items) await saveCaseDialogue(deps, personId, { ...dialogue, items });
  return items !== undefined;
}

export const readCategory = (value: string | undefined): Category | undefined =>
  value !== undefined && isCategory(value) ? value : undefined;
