import type { EventKind } from "../rules.ts";

/** How many cases stand on a page of /mycases. */
export const MINE_PER_PAGE = 5;
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

/** How many pages so many cases take; one at least. */
export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / MINE_PER_PAGE));
