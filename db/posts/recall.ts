import { eq } from "drizzle-orm";
import { isStarted } from "../../src/posts/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import type { Post } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { selectArrivals, skipWaiting, wakeProgress, type Arrival } from "./changes.ts";
import { addLateEdit, type Watcher } from "./revise.ts";

/**
 * What is to be taken back in one chat. `how`: what was done, or "notice" once it can not be removed; `step` counts the messages that the
 * notice was put into, or that turned out to be gone; `flippedAt`: the step at which a text turned out to be a file, or the other way
 * round.
 */
export type RecallOrder = Omit<Arrival, "chatId" | "more"> & { how?: "removed" | "notice"; step?: number; flippedAt?: number };

const buildRecall = (postId: number, { chatId, more, others, ...order }: Arrival, which = ""): NewDelivery => ({
  dedupeKey: `post-recall-${postId}-${chatId}${which}`,
  kind: "post_recall",
  subjectId: postId,
  lane: LANE.post,
  chatId,
  data: { ...order, others: [...more, ...others] },
});

/** Who recalled it sees how it goes; the author, if that is someone else, is told the result. */
function buildProgress({ id, authorId, revision }: Post, { actorId, messageId }: Watcher): NewDelivery[] {
  const base = { kind: "post_change_progress" as const, subjectId: id, lane: LANE.post };
  const row = (chatId: number, at: number | null): NewDelivery => ({
    ...base,
    dedupeKey: `post-recall-progress-${id}-${chatId}`,
    chatId,
    data: { change: "post_recall", revision, messageId: at },
  });
  return [row(actorId, messageId), ...(actorId === authorId ? [] : [row(authorId, null)])];
}

export type RecallResult = { ok: true; places: number; dropped: number } | { ok: false; reason: "not_found" | "not_sent" | "recalled" };

/** Takes a post back, once: what has not gone out does not, and every chat it arrived in has its messages removed or replaced. */
export async function recallPost(db: Db, { postId, ...watcher }: { postId: number } & Watcher, now: number): Promise<RecallResult> {
  return inTransaction(db, (tx): RecallResult => {
    const post = tx.select().from(posts).where(eq(posts.id, postId)).get();
    if (!post) return { ok: false, reason: "not_found" };
    if (post.state === "recalled") return { ok: false, reason: "recalled" };
    if (!isStarted(post.state)) return { ok: false, reason: "not_sent" };
    tx.update(posts).set({ state: "recalled" }).where(eq(posts.id, postId)).run();
    const dropped = skipWaiting(tx, postId);
    const arrivals = selectArrivals(tx, postId);
    addDeliveries(tx, [...arrivals.map((arrival) => buildRecall(postId, arrival)), ...buildProgress(post, watcher)], now);
    wakeProgress(tx, postId, now);
    const detail = { revision: post.revision, places: arrivals.length, dropped };
    addAudit(tx, { at: now, actorId: watcher.actorId, action: "post.recall", subject: `post ${postId}`, detail });
    return { ok: true, places: arrivals.length, dropped };
  });
}

/** A message of a post that has just arrived, made when the post was at `revision`. */
export type Landed = { postId: number; revision: number; chatId: number; messageIds: readonly number[]; isFollowing?: boolean };

/**
 * Called in the transaction that notes the arrival: what was recalled while it was on its way is taken back, what was changed meanwhile is
 * changed. False when it is to be taken back, so that nothing may follow it.
 */
export function catchUp(tx: Tx, { postId, revision, chatId, messageIds, isFollowing = false }: Landed, now: number): boolean {
  const post = tx.select().from(posts).where(eq(posts.id, postId)).get();
  if (!post || messageIds.length === 0) return true;
  if (post.state === "recalled") {
    const ids = [...messageIds];
    const arrival = { chatId, sentAt: now, more: [], ...(isFollowing ? { main: [], others: ids } : { main: ids, others: [] }) };
    addDeliveries(tx, [buildRecall(postId, arrival, `-${messageIds[0]}`)], now);
    return false;
  }
  if (!isFollowing && post.revision !== revision) addLateEdit(tx, post, chatId, messageIds, now);
  return true;
}
