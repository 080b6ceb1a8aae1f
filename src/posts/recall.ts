import { findArrivals } from "../../db/posts/changes.ts";
import { recallPost, type RecallResult } from "../../db/posts/recall.ts";
import { countPost, findPost } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { mayStop, type Stopper } from "./follow.ts";
import { DELETE_WITHIN_MS, isProductColumn, isStarted } from "./rules.ts";

export type RecallRefusal = { ok: false; reason: "not_found" | "not_sent" | "recalled" | "nowhere" | "not_yours" };

async function refuseRecall(deps: Deps, postId: number, actor: Stopper): Promise<RecallRefusal | undefined> {
  const post = await findPost(deps.db, postId);
  if (!post) return { ok: false, reason: "not_found" };
  if (!(await mayStop(deps, post, actor))) return { ok: false, reason: "not_yours" };
  if (post.state === "recalled") return { ok: false, reason: "recalled" };
  return isStarted(post.state) ? undefined : { ok: false, reason: "not_sent" };
}

/** What a recall would do now: chats where it is removed, or replaced by a notice because Telegram deletes nothing so old, and chats that never get it. */
export type RecallPlan = { ok: true; removable: number; notices: number; dropped: number };

/** What a recall would do; refused to those who may not, and when there is nothing to take back. */
export async function planRecall(deps: Deps, postId: number, actor: Stopper): Promise<RecallPlan | RecallRefusal> {
  const refusal = await refuseRecall(deps, postId, actor);
  if (refusal) return refusal;
  const { left, unknown } = await countPost(deps.db, postId);
  const arrivals = await findArrivals(deps.db, postId);
  const isNowhere = arrivals.length + left + unknown === 0;
  // Posts about goods are read where people ask for them, too.
  if (isNowhere && !isProductColumn((await findPost(deps.db, postId))!.column)) return { ok: false, reason: "nowhere" };
  const removable = arrivals.filter(({ sentAt }) => sentAt > deps.clock() - DELETE_WITHIN_MS).length;
  return { ok: true, removable, notices: arrivals.length - removable, dropped: left };
}

/** Takes a post back everywhere, once; refused to those who may not. */
export async function recall(
  deps: Deps,
  { postId, messageId }: { postId: number; messageId: number | null },
  actor: Stopper,
): Promise<RecallResult | RecallRefusal> {
  const refusal = await refuseRecall(deps, postId, actor);
  if (refusal) return refusal;
  const result = await recallPost(deps.db, { postId, actorId: actor.id, messageId }, deps.clock());
  if (result.ok) deps.kickSender();
  return result;
}
