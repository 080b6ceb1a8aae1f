import { countRetryable, retryPost, type Retryable, type RetryResult } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { findManaged, type Follower, type FollowRefusal } from "./follow.ts";
import { findQuietEnd } from "./guard.ts";

/** What of a post could be tried once more. */
export async function findRetryable(deps: Deps, postId: number, actor: Follower): Promise<({ ok: true } & Retryable) | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  return managed.ok ? { ok: true, ...(await countRetryable(deps.db, postId)) } : managed;
}

/** `messageId`: the message that was tapped, in the actor's private chat. */
type Attempt = { withUnknown: boolean; version: number; messageId: number | undefined };

/** Tries once more where a post failed or the recipient has come back; each is asked again, just before, whether it may still have it. */
export async function retry(
  deps: Deps,
  postId: number,
  actor: Follower,
  { withUnknown, version, messageId }: Attempt,
): Promise<RetryResult | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  if (!managed.ok) return managed;
  // The bar belongs in the author's chat, below what they just tapped.
  const panelMessageId = managed.post.authorId === actor.id ? messageId : undefined;
  const now = deps.clock();
  const wanted = { id: postId, actorId: actor.id, withUnknown, version, panelMessageId, quietUntil: await findQuietEnd(deps, now) };
  const result = await retryPost(deps.db, wanted, now);
  if (result.ok) deps.kickSender();
  return result;
}
