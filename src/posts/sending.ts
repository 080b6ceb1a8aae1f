import { cancelPost, findPost, pausePost, resumePost, sendDraft, type SenderRefusal, type SteerResult } from "../../db/posts.ts";
import { sendGivenUp } from "../../db/posts/steer.ts";
import type { Deps } from "../deps.ts";
import { findAuthorDistrict, findOwnDraft, type DraftRefusal } from "./drafts.ts";
import { mayStop, type Stopper } from "./follow.ts";
import { findQuietEnd, findStoppingWords } from "./guard.ts";
import { schedule } from "./schedule.ts";

export type SendRefusal =
  | DraftRefusal
  | { ok: false; reason: "nobody" | "past" | SenderRefusal }
  | { ok: false; reason: "words"; words: string[] };

/**
 * Sends the actor's draft to its audience as it is now, once, or lets it start by itself at its time. Refused for others' drafts and sent
 * ones, to those who may only submit, when nobody would get it, when its time has passed, and for words that must not be in it.
 */
export async function sendPost(deps: Deps, postId: number, actorId: number): Promise<{ ok: true } | SendRefusal> {
  const draft = await findOwnDraft(deps, postId, actorId);
  if (!draft.ok) return draft;
  const words = await findStoppingWords(deps, draft.post);
  if (words.length > 0) return { ok: false, reason: "words", words };
  if (draft.post.startAt !== null) return schedule(deps, draft.post, actorId);
  const withinDistrictId = await findAuthorDistrict(deps, actorId);
  const now = deps.clock();
  const start = { id: postId, from: ["draft"] as const, actorId, withinDistrictId, quietUntil: await findQuietEnd(deps, now) };
  const result = await sendDraft(deps.db, start, deps.config.adminIds, now);
  if (result.ok) deps.kickSender();
  if (result.ok || result.reason !== "not_startable") return result as { ok: true } | SendRefusal;
  // Between the look and the transaction a second tap may have sent it.
  const seen = await findOwnDraft(deps, postId, actorId);
  return seen.ok ? { ok: false, reason: "not_found" } : seen;
}

export type SteerRefusal = { ok: false; reason: "over" | "not_yours" };

async function steer(deps: Deps, postId: number, actor: Stopper, how: () => Promise<SteerResult>): Promise<{ ok: true } | SteerRefusal> {
  const post = await findPost(deps.db, postId);
  if (!post || !(await mayStop(deps, post, actor))) return { ok: false, reason: "not_yours" };
  const result = await how();
  deps.kickSender();
  return result;
}

/** Holds back what is left of a post under way; what is on its way arrives. */
export const pause = (deps: Deps, postId: number, actor: Stopper) =>
  steer(deps, postId, actor, () => pausePost(deps.db, { id: postId, actorId: actor.id }, deps.clock()));

/** Goes on with a paused post. */
export const resume = (deps: Deps, postId: number, actor: Stopper) =>
  steer(deps, postId, actor, async () => {
    const now = deps.clock();
    return resumePost(deps.db, { id: postId, actorId: actor.id, quietUntil: await findQuietEnd(deps, now) }, now);
  });

/** Sends what was given up after all: one tap beside Pause must not cost thousands their news. */
export const rest = (deps: Deps, postId: number, actor: Stopper) =>
  steer(deps, postId, actor, async () => {
    const now = deps.clock();
    return sendGivenUp(deps.db, { id: postId, actorId: actor.id, quietUntil: await findQuietEnd(deps, now) }, now);
  });

/** Gives up what is left of a post; what went out stays. */
export const cancel = (deps: Deps, postId: number, actor: Stopper) =>
  steer(deps, postId, actor, () => cancelPost(deps.db, { id: postId, actorId: actor.id }, deps.clock()));

/** Pauses a post that Telegram keeps refusing and tells its author Telegram's words. */
export async function pauseFailingPost(deps: Deps, postId: number, reason: string): Promise<void> {
  const paused = await pausePost(deps.db, { id: postId, actorId: null, because: reason }, deps.clock());
  if (paused.ok) deps.kickSender();
}
