import {
  approvePost,
  findOpenReview,
  returnPost,
  submitPost,
  takeBackPost,
  type ApproveResult,
  type DecisionRefusal,
  type Post,
  type SubmitResult,
} from "../../db/posts.ts";
import { addWorkingTime } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { REASON_MAX, REVIEW_AGAIN_AFTER_MS } from "./approval-rules.ts";
import { findQuietEnd, findStoppingWords } from "./guard.ts";
import { findNextStart, setStartAlarm } from "./schedule.ts";
import { findOwnDraft, type DraftRefusal } from "./drafts.ts";

export type WordsRefusal = { ok: false; reason: "words"; words: string[] };
export type SubmitRefusal =
  | DraftRefusal
  | { ok: false; reason: "past" }
  | WordsRefusal
  | Exclude<SubmitResult, { ok: true } | { reason: "not_draft" }>;

/**
 * Gives the actor's draft to those who may decide about it, who are asked again after two working hours. Refused as sending is, but for the
 * right.
 */
export async function submit(deps: Deps, postId: number, actorId: number): Promise<{ ok: true; post: Post } | SubmitRefusal> {
  const draft = await findOwnDraft(deps, postId, actorId);
  if (!draft.ok) return draft;
  const now = deps.clock();
  const { startAt } = draft.post;
  if (startAt !== null && startAt <= now && findNextStart(deps, draft.post, now) === null) return { ok: false, reason: "past" };
  const words = await findStoppingWords(deps, draft.post);
  if (words.length > 0) return { ok: false, reason: "words", words };
  const remindAt = addWorkingTime(now, REVIEW_AGAIN_AFTER_MS, deps.calendar);
  const result = await submitPost(deps.db, { id: postId, actorId, ownerIds: deps.config.adminIds, remindAt }, now);
  if (result.ok) deps.kickSender();
  if (result.ok || result.reason !== "not_draft") return result;
  // Between the look and the transaction a second tap may have submitted it.
  const later = await findOwnDraft(deps, postId, actorId);
  return later.ok ? { ok: false, reason: "not_found" } : later;
}

/** Makes the actor's submitted post a draft again, which voids the approvers' buttons; undefined when it is not with an approver. */
export async function takeBack(deps: Deps, postId: number, actorId: number): Promise<Post | undefined> {
  return takeBackPost(deps.db, { id: postId, actorId }, deps.clock());
}

/** Which submission an approver decides about: its post, and the version that the button carries. */
export type Review = { postId: number; version: number; actorId: number };

const decisionOf = (deps: Deps, { postId, version, actorId }: Review) => ({
  id: postId,
  version,
  actorId,
  ownerIds: deps.config.adminIds,
});

/** The submission as the actor may decide about it now, or why not. */
export const findReview = (deps: Deps, review: Review): Promise<{ ok: true; post: Post } | DecisionRefusal> =>
  findOpenReview(deps.db, decisionOf(deps, review));

/** When an approved post starts by itself: at its time, or at its next one; null = at once. */
const findComingStart = (deps: Deps, post: Post, now: number): number | null =>
  post.startAt !== null && post.startAt > now ? post.startAt : findNextStart(deps, post, now);

/**
 * Approves a submission and starts it, or leaves it `scheduled` to its time; refused for the own, for others' districts, for what was
 * decided or taken back, and when its author may not post any more or nobody would get it.
 */
export async function approve(deps: Deps, review: Review): Promise<ApproveResult | WordsRefusal> {
  const now = deps.clock();
  const open = await findReview(deps, review);
  if (!open.ok) return open;
  // The list of words may have changed since it was submitted.
  const words = await findStoppingWords(deps, open.post);
  if (words.length > 0) return { ok: false, reason: "words", words };
  const nextAt = findComingStart(deps, open.post, now);
  const result = await approvePost(deps.db, { ...decisionOf(deps, review), quietUntil: await findQuietEnd(deps, now), nextAt }, now);
  if (!result.ok) return result;
  deps.kickSender();
  if (result.post.state === "scheduled") await setStartAlarm(deps, result.post);
  return result;
}

/** Gives a submission back to its author; refused as approving is, and for a reason that is empty or longer than REASON_MAX. */
export async function giveBack(
  deps: Deps,
  review: Review,
  reason: string,
): Promise<ApproveResult | { ok: false; reason: "too_long" | "empty" }> {
  const words = reason.trim();
  if (words === "") return { ok: false, reason: "empty" };
  if (words.length > REASON_MAX) return { ok: false, reason: "too_long" };
  const result = await returnPost(deps.db, { ...decisionOf(deps, review), reason: words }, deps.clock());
  if (result.ok) deps.kickSender();
  return result;
}
