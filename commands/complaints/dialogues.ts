import { DIALOGUE_MS, isCategory, type Category, type Received } from "../../src/complaints/rules.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";

/**
 * What a person is in the middle of, as far as cases go: writing a complaint or a question, choosing its shop, saying what a message
 * was meant to be, or reporting a door visit.
 */
export type CaseDialogue =
  | { kind: "complain" | "ask" }
  | { kind: "complain_shop"; items: Received[]; category: Category | null }
  | { kind: "unsorted"; items: Received[] }
  | { kind: "visit_result"; complaintId: number };

const KINDS = ["complain", "ask", "complain_shop", "unsorted", "visit_result"];

/** The person's dialogue about a case; undefined when there is none or the last word in it is more than a day old. */
export async function findCaseDialogue(deps: Deps, personId: number): Promise<CaseDialogue | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  if (!dialogue || !KINDS.includes(dialogue.kind)) return undefined;
  const { at, ...data } = dialogue.data as { at: number } & Record<string, unknown>;
  if (deps.clock() - at > DIALOGUE_MS && (dialogue.kind === "complain" || dialogue.kind === "ask")) return undefined;
  return { kind: dialogue.kind, ...data } as CaseDialogue;
}

export async function saveCaseDialogue(deps: Deps, personId: number, { kind, ...data }: CaseDialogue): Promise<void> {
  const now = deps.clock();
  await saveDialogue(deps.db, personId, { kind, data: { ...data, at: now } }, now);
}

/** Ends the dialogue if it is about a case; another feature's is not ours to end. */
export async function endCaseDialogue(deps: Deps, personId: number): Promise<void> {
  const dialogue = await findDialogue(deps.db, personId);
  if (dialogue && KINDS.includes(dialogue.kind)) await saveDialogue(deps.db, personId, undefined, deps.clock());
}

/** The messages with one more; the same one again, or edited since, takes its old place. */
export function withItem(items: Received[], item: Received): Received[] {
  const isSame = (other: Received) => other.chatId === item.chatId && other.messageId === item.messageId;
  return items.some(isSame) ? items.map((other) => (isSame(other) ? item : other)) : [...items, item];
}

export const readCategory = (value: string | undefined): Category | undefined =>
  value !== undefined && isCategory(value) ? value : undefined;
