import type { Complaint } from "../../../db/complaints/facts.ts";
import { findCaseIdByMessage } from "../../../db/complaints/entries.ts";
import { findOpenCasesOfShop, findUndecided } from "../../../db/complaints/waiting.ts";
import type { Deps } from "../../deps.ts";
import { findDialogue, saveDialogue } from "../../people/service.ts";
import { addToComplaint } from "../desk/answer.ts";
import { suggestCategory } from "../category-rules.ts";
import type { Changed, Refused } from "../change.ts";
import { openComplaint, type Opened } from "./open.ts";
import { textOf } from "../received.ts";
import { restrictionOf } from "../restricted/rules.ts";
import type { Category, HelpSubject, Received } from "../rules.ts";
import { CHOICE_MS, isSimilar, SIMILAR_WITHIN_MS, waitingKey } from "./similar-rules.ts";

const WAITING = "similar";

/** What waits in the dialogue row while a person chooses between adding to a case and a new one. */
export type Undecided = {
  items: Received[];
  category: Category | null;
  retailerId: number;
  complaintId: number;
  about?: HelpSubject | undefined;
};

/** The shop's latest open case of the last 24 hours that may be about the same matter. */
export async function findSimilarCase(
  deps: Deps,
  { personId, retailerId, items, category }: Pick<Undecided, "retailerId" | "items"> & { personId: number; category: Category | undefined },
): Promise<Complaint | undefined> {
  const text = textOf(items);
  const said = { text, category: category ?? suggestCategory(text) };
  const recent = await findOpenCasesOfShop(deps.db, retailerId, deps.clock() - SIMILAR_WITHIN_MS);
  const restriction = restrictionOf(text, said.category);
  // What is for few eyes is not added to what everybody reads, and nobody else of the shop hears that there is a report.
  const mayTake = (complaint: Complaint) =>
    (restriction === null || complaint.restriction === restriction) &&
    (complaint.restriction !== "confidential" || complaint.personId === personId);
  return recent.find((complaint) => mayTake(complaint) && isSimilar(said, complaint));
}

/** Files what waited as a case of its own; `isUndecided`: nobody chose in time, and the receipt says so. */
export function fileWaiting(deps: Deps, personId: number, waiting: Undecided, isUndecided = false): Promise<Opened | Refused> {
  const { items, category, retailerId, about } = waiting;
  return openComplaint(deps, { personId, retailerId, items, category: category ?? undefined, windowId: about?.windowId, isUndecided });
}

/** Adds all that waited to the case it resembles; what was filed meanwhile stays where it is. Refuses as a reply to the case would be. */
export async function addWaiting(deps: Deps, personId: number, { items, complaintId }: Undecided): Promise<Changed | Refused | undefined> {
  let result: Changed | Refused | undefined;
  for (const received of items) {
    const before = await findCaseIdByMessage(deps.db, received.chatId, received.messageId);
    result = await addToComplaint(deps, { personId, complaintId: before ?? complaintId, received });
    if (!result.ok) return result;
  }
  return result;
}

/** The words of a person that wait for the choice of a case, until the sweep files them; undefined when none do. */
export async function findWaiting(deps: Deps, personId: number): Promise<Undecided | undefined> {
  const row = await findDialogue(deps.db, waitingKey(personId));
  if (row?.kind !== WAITING) return undefined;
  const { at: _at, ...waiting } = row.data as unknown as Undecided & { at: number };
  return waiting;
}

/** Keeps words until someone chooses or the time is over; another dialogue of the person leaves them alone. */
export const saveWaiting = (deps: Deps, personId: number, waiting: Undecided): Promise<void> => {
  const now = deps.clock();
  return saveDialogue(deps.db, waitingKey(personId), { kind: WAITING, data: { ...waiting, at: now } }, now);
};

export const endWaiting = (deps: Deps, personId: number): Promise<void> =>
  saveDialogue(deps.db, waitingKey(personId), undefined, deps.clock());

export type Waiting = { personId: number; waiting: Undecided };

/** Whose words have waited long enough for a choice. */
export async function findUndecidedFilings(deps: Deps): Promise<Waiting[]> {
  const rows = await findUndecided(deps.db, deps.clock() - CHOICE_MS);
  return rows.map(({ personId, data }) => ({ personId, waiting: data as unknown as Undecided }));
}

/**
 * Files what nobody chose for in time. Safe to run twice: a message files one case. Whoever filed too many within the hour waits for the
 * next turn; words for a shop that is no longer theirs have nowhere to go.
 */
export async function fileUndecided(deps: Deps, { personId, waiting }: Waiting): Promise<void> {
  const first = waiting.items[0];
  const begun = first && (await findCaseIdByMessage(deps.db, first.chatId, first.messageId));
  // A crash in the middle of adding: the rest belongs where the first went.
  const result =
    begun === undefined
      ? await fileWaiting(deps, personId, waiting, true)
      : await addWaiting(deps, personId, { ...waiting, complaintId: begun });
  if (result && !result.ok && result.reason === "too_many") return;
  if (!result?.ok || begun !== undefined) await endWaiting(deps, personId);
}
