import { deleteExpiredKept, deleteKept, findKeptWords, findUnoffered, insertKept, updateKept } from "../../../db/complaints/kept.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { LANE } from "../../telegram/rules.ts";
import { suggestCategory } from "../category-rules.ts";
import { KEPT_MS } from "./rules.ts";
import type { Received } from "../rules.ts";

/** Kept until an instant; `isMore`: what was said before it told that already. Undefined: no room for it. */
export type WordsKept = { until: number; isMore: boolean } | undefined;

/** Keeps what someone unverified said until they are verified, for two days at most; `isBegun`: it began as a complaint. */
export async function keepWords(deps: Deps, personId: number, item: Received, isBegun: boolean): Promise<WordsKept> {
  const isQuestion = !isBegun && suggestCategory(item.text) === "advice";
  const kept = await insertKept(deps.db, { personId, item, isQuestion }, deps.clock());
  return kept && { until: kept.keptAt + KEPT_MS, isMore: kept.isMore };
}

/** Whether a message is a further picture of an album whose first one is kept. */
export async function isOfKeptAlbum(deps: Deps, personId: number, { chatId, albumId }: Received): Promise<boolean> {
  if (albumId === null) return false;
  const kept = await findKeptWords(deps.db, personId, deps.clock());
  return kept.some(({ item }) => item.chatId === chatId && item.albumId === albumId);
}

/** Takes the new words of a kept message; false when they are too many, undefined when it is not kept. */
export const editKept = (deps: Deps, personId: number, item: Received): Promise<boolean | undefined> =>
  updateKept(deps.db, personId, item, deps.clock());

/** Everything that waits, as long as the message `lastId` does, with which the question about it was asked; else nothing. */
export async function readKept(deps: Deps, personId: number, lastId: number): Promise<{ ids: number[]; items: Received[] }> {
  const kept = await findKeptWords(deps.db, personId, deps.clock());
  const isCurrent = kept.some(({ id }) => id === lastId);
  return { ids: isCurrent ? kept.map(({ id }) => id) : [], items: isCurrent ? kept.map(({ item }) => item) : [] };
}

export const dropKept = (deps: Deps, ids: number[]): Promise<void> => deleteKept(deps.db, ids);

/** Asks who is verified by now whether to file what they wrote before, once; everybody, or the one person. */
export async function offerKept(deps: Deps, personId?: number): Promise<void> {
  const now = deps.clock();
  const waiting = await findUnoffered(deps.db, now, personId);
  if (waiting.length === 0) return;
  const rows = waiting.map(({ personId: chatId, lastId }) => ({
    dedupeKey: `complaint-kept-${lastId}-${chatId}`,
    kind: "complaint_kept" as const,
    subjectId: chatId,
    // Not before the news that they are verified, which goes the same way.
    lane: LANE.promise,
    chatId,
  }));
  await queueDeliveries(deps.db, rows, now);
  deps.kickSender();
}

/** Deletes the words of those who did not get verified in time. */
export const forgetKept = (deps: Deps): Promise<number> => deleteExpiredKept(deps.db, deps.clock());
