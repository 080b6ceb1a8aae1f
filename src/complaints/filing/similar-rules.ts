import type { Category } from "../rules.ts";

/** How far back a shop's open case counts as perhaps the same matter. */
export const SIMILAR_WITHIN_MS = 24 * 60 * 60 * 1000;
/** Who taps neither "add" nor "new" within this gets a case of its own: nothing said may be lost. */
export const CHOICE_MS = 15 * 60 * 1000;

/** Says nothing of what a matter is about. */
const VAGUE: readonly Category[] = ["advice", "other"];
/** So many shared pieces, and so large a part of the shorter text: two words in common are chance. */
const MIN_SHARED = 3;
const MIN_PART = 0.5;

/** Words of Latin script and pairs of Chinese characters, which have no spaces between words. */
function piecesOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z\d]{3,}/g) ?? [];
  const pairs = (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const signs = Array.from(run);
    return signs.slice(1).map((sign, index) => signs[index]! + sign);
  });
  return new Set([...words, ...pairs]);
}

/**
 * Where the words of a person wait for that choice: among the dialogues, but not in the person's own row, which the next dialogue of any
 * feature takes. No Telegram person has a negative id.
 */
export const waitingKey = (personId: number): number => -personId;

type Said = { category: Category; text: string };

/** Whether two filings of one shop may be about the same matter: of one telling category, or with words that clearly overlap. */
export function isSimilar(a: Said, b: Said): boolean {
  if (a.category === b.category && !VAGUE.includes(a.category)) return true;
  const [mine, theirs] = [piecesOf(a.text), piecesOf(b.text)];
  const shared = [...mine].filter((piece) => theirs.has(piece)).length;
  return shared >= MIN_SHARED && shared >= MIN_PART * Math.min(mine.size, theirs.size);
}
