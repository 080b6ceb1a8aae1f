import type { EventKind, Restriction } from "./rules.ts";

/** How many cases stand on a page of /mycases. */
export const MINE_PER_PAGE = 5;
/** For how long after its closing the shop may have a case taken up again. */
export const MINE_REOPEN_MS = 7 * 24 * 60 * 60 * 1000;
/** The latest entries, how much of each one's words, and how much of what was filed stands in the view of a case. */
export const MINE_ENTRIES = 10;
export const MINE_WORDS = 150;
export const MINE_EXCERPT = 400;

/**
 * What the shop is told of its case's timeline. Who claimed it, to whom it was handed over, why it was put off and for which cause it
 * came are the company's own; so is what a visitor or a supervisor wrote down.
 */
export const MINE_EVENTS = [
  "opened",
  "filed_for",
  "added",
  "edited",
  "answered",
  "asked",
  "category",
  "withdrawn",
  "duplicate",
  "planned",
  "other_time",
  "no_visit",
  "visit_wanted",
  "nobody_home",
  "declined",
  "visited",
  "said",
  "attempt",
  "not_reached",
  "rated",
  "solved",
  "closed",
  "reopened",
] as const satisfies readonly EventKind[];

/** Of these, whose words are shown: the shop's own, and what the desk wrote to it. */
export const MINE_SPOKEN: readonly string[] = ["added", "edited", "answered", "asked"];

type Owned = { retailerId: number; personId: number; restriction: Restriction | null };

/** Whether a case may be seen by one of the shop's people: a confidential one only by who filed it, whom the others must not learn of. */
export const isMine = ({ retailerId, personId, restriction }: Owned, reader: { personId: number; shopIds: readonly number[] }): boolean =>
  reader.shopIds.includes(retailerId) && (restriction !== "confidential" || personId === reader.personId);

/** How many pages so many cases take; one at least. */
export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / MINE_PER_PAGE));
