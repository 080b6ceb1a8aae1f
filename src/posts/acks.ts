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

/** How many a reminder would go to, how many can not be written to in private, and when it goes out if these are the quiet hours. */
export async function findWaiting(
  deps: Deps,
  postId: number,
  actor: Follower,
): Promise<{ ok: true; reachable: number; unreachable: number; quietUntil: number | undefined } | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  if (!managed.ok) return managed;
  return { ok: true, ...(await countWaiting(deps.db, postId)), quietUntil: await findQuietEnd(deps, deps.clock()) };
}

/** What became of a reminder, and until when the quiet hours hold it back. */
export type Reminded = RemindResult & { quietUntil?: number | undefined };

/** Reminds in private those who have not acknowledged a post; refused while it goes out, and within an hour of the last time. */
export async function remind(deps: Deps, postId: number, actor: Follower): Promise<Reminded | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  if (!managed.ok) return managed;
  const now = deps.clock();
  const quietUntil = await findQuietEnd(deps, now);
  const result = await remindWaiting(deps.db, { id: postId, actorId: actor.id, quietUntil }, now);
  if (result.ok) deps.kickSender();
  return { ...result, quietUntil };
}
