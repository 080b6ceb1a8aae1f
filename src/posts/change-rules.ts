import { leadOf, type Part } from "./rules.ts";

/** A part of a sent post that reads differently now; `hasNewFile`: not its words alone. */
export type ChangedItem = { at: number; hasNewFile: boolean };

const wordsOf = <E>({ text, entities }: Part<E>): string => JSON.stringify([text, entities]);

/** The parts whose messages have to change. The added lines stand with the lead, so both change when another part becomes it. */
export function findChangedItems<E>(before: readonly Part<E>[], after: readonly Part<E>[]): ChangedItem[] {
  const leads = [before.indexOf(leadOf(before)), after.indexOf(leadOf(after))];
  const isLeadMoved = leads[0] !== leads[1];
  return after.flatMap((part, at) => {
    const old = before[at];
    const hasNewFile = old?.media?.fileId !== part.media?.fileId;
    const isChanged = hasNewFile || old === undefined || wordsOf(old) !== wordsOf(part) || (isLeadMoved && leads.includes(at));
    return isChanged ? [{ at, hasNewFile }] : [];
  });
}

/** Changes that places may not have got yet, and newer ones: each part once. */
export function mergeItems(earlier: readonly ChangedItem[], later: readonly ChangedItem[]): ChangedItem[] {
  const positions = [...new Set([...earlier, ...later].map(({ at }) => at))].toSorted((a, b) => a - b);
  return positions.map((at) => ({ at, hasNewFile: [...earlier, ...later].some((item) => item.at === at && item.hasNewFile) }));
}

/**
 * Whether a message that was sent can become the new one: a text stays a text and a file a file, and an album does not mix documents
 * with pictures (Bot API, editMessageMedia).
 */
export function canBecome<E>(before: Part<E>, after: Part<E>, isAlbum: boolean): boolean {
  if ((before.media === null) !== (after.media === null)) return false;
  return !isAlbum || (before.media?.type === "document") === (after.media?.type === "document");
}
