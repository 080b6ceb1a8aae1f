import {
  discardDraft,
  endPause,
  findLatestPost,
  findPost,
  pauseSending,
  saveDraft,
  sendDraft,
  updateDraft,
  type Post,
  type PostContent,
  type PostSource,
} from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findRetailerGroups, type Group } from "../groups/service.ts";
import { countExcess, type Place } from "./render.ts";
import { canReceive, lengthLimit, SUPPLY_CURRENT_MS, type Column } from "./rules.ts";

export { findPost, findPostBySource, type Post, type PostContent, type PostSource } from "../../db/posts.ts";

export type NewPost = PostContent & { authorId: number; source?: PostSource };
/** Why a content can not be posted as it is; `limit` and `excess` in UTF-16 units, added lines included. */
export type ContentRefusal = { ok: false; reason: "empty" } | { ok: false; reason: "too_long"; limit: number; excess: number };
export type DraftResult = { ok: true; post: Post } | ContentRefusal | { ok: false; reason: "not_draft" };

function checkContent(deps: Deps, content: PostContent): ContentRefusal | undefined {
  if (content.photo === null && content.text.trim() === "") return { ok: false, reason: "empty" };
  const excess = countExcess(deps.t, content);
  return excess > 0 ? { ok: false, reason: "too_long", limit: lengthLimit(content.photo !== null), excess } : undefined;
}

const draftResult = (post: Post | undefined): DraftResult => (post ? { ok: true, post } : { ok: false, reason: "not_draft" });

/** Stores a draft; refused when it is empty, too long for Telegram with its added lines, or when its message was sent as a post already. */
export async function createPost(deps: Deps, { source, ...content }: NewPost): Promise<DraftResult> {
  return checkContent(deps, content) ?? draftResult(await saveDraft(deps.db, { ...content, source }, deps.clock()));
}

/** Changes what a draft says or where it goes; refused like a new one, and the draft then stays as it was. */
export async function changePost(deps: Deps, post: Post, changes: Partial<PostContent>): Promise<DraftResult> {
  const { column, text, entities, photo } = { ...post, ...changes };
  const content = { column, text, entities, photo };
  return checkContent(deps, content) ?? draftResult(await updateDraft(deps.db, post.id, content));
}

/** Remembers the messages in the author's chat that show the draft. */
export async function notePreview(deps: Deps, postId: number, previewMessageId: number, panelMessageId: number): Promise<void> {
  await updateDraft(deps.db, postId, { previewMessageId, panelMessageId });
}

export type DraftAction =
  | { ok: true; groups: number }
  | { ok: false; reason: "not_found" | "not_author" | "no_groups" | "discarded" }
  | { ok: false; reason: "already_sent"; sentAt: number };

async function checkOwnDraft(deps: Deps, postId: number, actorId: number): Promise<Exclude<DraftAction, { ok: true }> | undefined> {
  const post = await findPost(deps.db, postId);
  if (!post) return { ok: false, reason: "not_found" };
  if (post.authorId !== actorId) return { ok: false, reason: "not_author" };
  if (post.state === "discarded") return { ok: false, reason: "discarded" };
  return post.state !== "draft" ? { ok: false, reason: "already_sent", sentAt: post.sentAt ?? post.createdAt } : undefined;
}

/** The author's own draft, or why it can not be changed or sent any more. */
export async function findOwnDraft(
  deps: Deps,
  postId: number,
  actorId: number,
): Promise<{ ok: true; post: Post } | Exclude<DraftAction, { ok: true }>> {
  return (await checkOwnDraft(deps, postId, actorId)) ?? { ok: true, post: (await findPost(deps.db, postId))! };
}

/** Sends the actor's draft to every retailer group that may have it, once; refused for others' drafts, sent ones and when no group is left. */
export async function sendPost(deps: Deps, postId: number, actorId: number): Promise<DraftAction> {
  const refusal = await checkOwnDraft(deps, postId, actorId);
  if (refusal) return refusal;
  const result = await sendDraft(deps.db, postId, actorId, deps.clock());
  // Between the check and the transaction a second tap may have sent it.
  if (!result.ok && result.reason === "not_draft")
    return (await checkOwnDraft(deps, postId, actorId)) ?? { ok: false, reason: "not_found" };
  if (!result.ok) return { ok: false, reason: "no_groups" };
  deps.kickSender();
  return result;
}

/** Throws the actor's draft away; refused for others' drafts and sent ones. */
export async function discardPost(deps: Deps, postId: number, actorId: number): Promise<DraftAction> {
  const refusal = await checkOwnDraft(deps, postId, actorId);
  if (refusal && refusal.reason !== "discarded") return refusal;
  await discardDraft(deps.db, postId);
  return { ok: true, groups: 0 };
}

export type Audience = { receivers: Group[]; refused: Group[] };

/** Which retailer groups a column's post reaches, and which it must not. */
export async function findAudience(deps: Deps, column: Column): Promise<Audience> {
  const groups = await findRetailerGroups(deps.db);
  return { receivers: groups.filter((group) => canReceive(column, group)), refused: groups.filter((group) => !canReceive(column, group)) };
}

/** How most of an audience sees a post: the preview shows the author just that. */
export function choosePlace({ receivers }: Audience, authorLocale: Locale): Place {
  const isAuthorsRead = receivers.some(({ locale }) => locale === authorLocale);
  const locale = isAuthorsRead ? authorLocale : (receivers[0]?.locale ?? authorLocale);
  return { locale, hasHashtag: receivers.length > 0 && receivers.every(({ isForum }) => !isForum) };
}

/** The supply post that is current now; undefined when the newest is older than a fortnight. */
export async function findCurrentSupply(deps: Deps): Promise<Post | undefined> {
  return findLatestPost(deps.db, "supply", deps.clock() - SUPPLY_CURRENT_MS);
}

/** Pauses a post that Telegram keeps refusing and tells its author Telegram's words. */
export async function pauseFailingPost(deps: Deps, postId: number, reason: string): Promise<void> {
  if (await pauseSending(deps.db, postId, reason, deps.clock())) deps.kickSender();
}

/** Goes on with the actor's paused post, or gives up the rest; false when it is not theirs or not paused any more. */
export async function decidePause(deps: Deps, postId: number, actorId: number, how: "resume" | "stop"): Promise<boolean> {
  const isDone = await endPause(deps.db, postId, actorId, how, deps.clock());
  deps.kickSender();
  return isDone;
}
