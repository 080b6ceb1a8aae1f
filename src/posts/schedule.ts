import {
  findPost,
  findDuePosts,
  dropStart,
  schedulePost,
  startScheduled,
  unschedulePost,
  type Post,
  type SenderRefusal,
  type Unstarted,
} from "../../db/posts.ts";
import { nextWeekly, type Weekly } from "../calendar/phrases.ts";
import type { Deps } from "../deps.ts";
import type { Alarm } from "../queues.ts";
import { findPostDistrict, setTime } from "./drafts.ts";
import { mayWriteIn, postRightOf } from "./approval-rules.ts";
import { findQuietEnd, findStoppingWords } from "./guard.ts";
import { START_GRACE_MS } from "./rules.ts";
import { findWriter } from "./writers.ts";

/** The alarm of a scheduled post; one of an older version is void. */
const startAlarm = ({ id, startVersion, startAt }: Post): Alarm<"posts"> => ({
  queue: "posts",
  jobId: `post-${id}-start-${startVersion}`,
  data: { postId: id, version: startVersion },
  dueAt: startAt!,
});

/** Sets a scheduled post's alarm; `again` where the job that runs now still holds its id, and BullMQ ignores an id it has. */
export async function setStartAlarm(deps: Deps, post: Post, again = false): Promise<void> {
  const now = deps.clock();
  const alarm = startAlarm(post);
  await deps.queues.setAlarms([again ? { ...alarm, jobId: `${alarm.jobId}-again-${now}` } : alarm], now);
}

/** The weekly repetition of a post; undefined when it starts once. */
export const weeklyOf = ({ repeatWeekday, repeatTime }: Pick<Post, "repeatWeekday" | "repeatTime">): Weekly | undefined =>
  repeatWeekday === null || repeatTime === null ? undefined : { weekday: repeatWeekday, time: repeatTime };

/** When a repeating post starts after `after`; null for one that does not repeat. */
export function findNextStart(deps: Deps, post: Post, after: number): number | null {
  const weekly = weeklyOf(post);
  return weekly ? nextWeekly(weekly, after, deps.config.timeZone) : null;
}

/** Lets an author's draft start by itself at its time; refused when that has passed, unless it repeats: then its next time counts. */
export async function schedule(
  deps: Deps,
  draft: Post,
  actorId: number,
): Promise<{ ok: true } | { ok: false; reason: "past" | "not_found" | SenderRefusal }> {
  const now = deps.clock();
  if (draft.startAt! <= now) {
    const startAt = findNextStart(deps, draft, now);
    if (startAt === null) return { ok: false, reason: "past" };
    await setTime(deps, draft.id, { startAt });
  }
  const result = await schedulePost(deps.db, { id: draft.id, actorId, ownerIds: deps.config.adminIds }, now);
  if (result.ok) await setStartAlarm(deps, result.post);
  return result;
}

/** Takes a scheduled post back to the drafts, or throws it away: its author may, and any admin, of which its author is told. */
export async function unschedule(
  deps: Deps,
  postId: number,
  actor: { id: number; isAdmin: boolean },
  to: "draft" | "discarded",
): Promise<{ ok: true; post: Post } | { ok: false; reason: "over" | "not_yours" }> {
  const known = await findPost(deps.db, postId);
  if (!known || (known.authorId !== actor.id && !actor.isAdmin)) return { ok: false, reason: "not_yours" };
  const post = await unschedulePost(deps.db, { id: postId, actorId: actor.id, to }, deps.clock());
  deps.kickSender();
  return post ? { ok: true, post } : { ok: false, reason: "over" };
}

/** What stands against starting a post now, whatever was true when it was scheduled. */
async function findObstacle(deps: Deps, post: Post): Promise<Unstarted | undefined> {
  const author = await findWriter(deps, post.authorId);
  const right = postRightOf(author);
  if (right === "none" || !mayWriteIn(author, post.column)) return { reason: "no_right" };
  // What an approver has approved needs no other right than that of writing it.
  if (right === "submit" && post.decidedBy === null) return { reason: "needs_approval" };
  const words = await findStoppingWords(deps, post);
  return words.length > 0 ? { reason: "words", words } : undefined;
}

/** Starts a post whose time has come with the audience as it is now, or tells its author why not. */
export async function startOnTime(deps: Deps, post: Post, isLate: boolean): Promise<void> {
  const now = deps.clock();
  const alarm = { id: post.id, startVersion: post.startVersion, nextAt: findNextStart(deps, post, now) };
  const because: Unstarted | undefined = isLate ? { reason: "late" } : await findObstacle(deps, post);
  if (because) await dropStart(deps.db, { ...alarm, because, ownerIds: deps.config.adminIds }, now);
  else {
    const withinDistrictId = await findPostDistrict(deps, post);
    await startScheduled(deps.db, { ...alarm, withinDistrictId, quietUntil: await findQuietEnd(deps, now) }, now);
  }
  deps.kickSender();
  const next = await findPost(deps.db, post.id);
  if (next?.state === "scheduled") await setStartAlarm(deps, next);
}

/** Posts that are due and whose alarm did not ring. */
export const findOverduePosts = (deps: Deps) => findDuePosts(deps.db, deps.clock() - START_GRACE_MS);
