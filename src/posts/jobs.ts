import type { Deps } from "../deps.ts";
import type { QueueJobs } from "../queues.ts";
import { decideStart } from "./rules.ts";
import { findOverduePosts, setStartAlarm, startOnTime } from "./schedule.ts";
import { findPost, finishPosts } from "./service.ts";

/** An alarm rang, or the sweep found the post: starts it, once. Before its time the alarm is set anew; one of an older version does nothing. */
export async function startDuePost(deps: Deps, { postId, version }: QueueJobs["posts"]): Promise<void> {
  const post = await findPost(deps.db, postId);
  const decision = decideStart(post, version, deps.clock());
  if (!post || decision === "void") return;
  if (decision === "early") await setStartAlarm(deps, post, true);
  else await startOnTime(deps, post, decision === "late");
}

/**
 * Starts every scheduled post that is due and whose alarm did not ring: lost with Redis, or due while nothing ran. Ends those of which
 * nothing is left.
 */
export async function sweepPosts(deps: Deps): Promise<void> {
  await finishPosts(deps.db);
  const errors: unknown[] = [];
  for (const { id, startVersion } of await findOverduePosts(deps)) {
    try {
      await startDuePost(deps, { postId: id, version: startVersion });
    } catch (error) {
      // One post that fails must not hold up the others that are due.
      deps.log.error({ post: id, err: error }, "a scheduled post could not be started");
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} scheduled posts failed`);
}
