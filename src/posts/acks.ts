import { addAck, countWaiting, remindWaiting, type AckResult, type RemindResult } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { findManaged, type Follower, type FollowRefusal } from "./follow.ts";
import { findQuietEnd } from "./guard.ts";

/** Notes that a person has read a post; refused for whoever acts for no active shop: staff is not asked to. */
export async function acknowledge(
  deps: Deps,
  postId: number,
  { id: personId, hasShop }: { id: number; hasShop: boolean },
): Promise<AckResult | { ok: false; reason: "no_shop" }> {
  if (!Number.isSafeInteger(postId)) return { ok: false, reason: "not_found" };
  return hasShop ? addAck(deps.db, { postId, personId }, deps.clock()) : { ok: false, reason: "no_shop" };
}

/** How many a reminder would go to, and how many can not be written to in private. */
export async function findWaiting(
  deps: Deps,
  postId: number,
  actor: Follower,
): Promise<{ ok: true; reachable: number; unreachable: number } | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  return managed.ok ? { ok: true, ...(await countWaiting(deps.db, postId)) } : managed;
}

/** Reminds in private those who have not acknowledged a post; refused while it goes out, and within an hour of the last time. */
export async function remind(deps: Deps, postId: number, actor: Follower): Promise<RemindResult | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  if (!managed.ok) return managed;
  const now = deps.clock();
  const result = await remindWaiting(deps.db, { id: postId, actorId: actor.id, quietUntil: await findQuietEnd(deps, now) }, now);
  if (result.ok) deps.kickSender();
  return result;
}
