import {
  addPart,
  discardDraft,
  restoreDraft,
  findPost,
  findPostBySource,
  findPosts,
  findReceivers,
  saveDraft,
  setTable,
  updateDraft,
  updateParts,
  updatePreview,
  type Post,
  type PostContent,
  type PostPart,
  type PostSource,
  type Receivers,
} from "../../db/posts.ts";
import { queueDeliveries } from "../../db/deliveries.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Goods } from "../supply/rules.ts";
import { findStaffOf } from "../people/service.ts";
import { LANE } from "../telegram/rules.ts";
import { hasTable } from "./messages-of.ts";
import { countExcess, type Place } from "./render.ts";
import { ALBUM_WAIT_MS, defaultOptions, lengthLimit, type AudienceFilter, type Column, type PostOptions } from "./rules.ts";
import { mayWrite } from "./writers.ts";

/** As many of an author's latest drafts are looked through for one that a table can go into, as old as this at most. */
const RECENT_DRAFTS = 10;
const TABLE_DRAFT_MS = 24 * 60 * 60 * 1_000;

/** `goods`: the table of a supply post. */
export type NewPost = PostContent & { authorId: number; albumId?: string | null; source?: PostSource; goods?: readonly Goods[] };
/** Why a content can not be posted as it is; `limit` and `excess` in UTF-16 units, added lines included. */
export type ContentRefusal =
  | { ok: false; reason: "empty" }
  | { ok: false; reason: "too_long"; limit: number; excess: number; hasMedia: boolean };
export type DraftResult = { ok: true; post: Post } | ContentRefusal | { ok: false; reason: "not_draft" };
/** A column that is not the author's to write in: brand partners show new products only. */
export type ColumnRefusal = { ok: false; reason: "column" };

/** Why a content can not be posted, or undefined: asked of drafts and of changes to sent posts alike. */
export function checkContent(deps: Deps, content: PostContent, isTable = false): ContentRefusal | undefined {
  const hasMedia = content.parts.some(({ media }) => media !== null);
  if (!hasMedia && !isTable && content.parts.every(({ text }) => text.trim() === "")) return { ok: false, reason: "empty" };
  const excess = countExcess(deps.t, content);
  return excess > 0 ? { ok: false, reason: "too_long", limit: lengthLimit(hasMedia), excess, hasMedia } : undefined;
}

const draftResult = (post: Post | undefined): DraftResult => (post ? { ok: true, post } : { ok: false, reason: "not_draft" });

/** A message of an album that is a draft already brings the whole album along, wherever it now goes. */
async function withAlbum(deps: Deps, { source, albumId = null, parts }: Pick<NewPost, "source" | "albumId" | "parts">) {
  const known = source && (await findPostBySource(deps.db, source));
  const at = known?.parts.findIndex(({ messageId }) => messageId === source?.messageId) ?? -1;
  const [part] = parts;
  if (!known || !part || known.parts.length < 2 || at < 0) return { parts, albumId };
  return { parts: known.parts.with(at, part), albumId: known.albumId };
}

/**
 * Stores a draft; refused when it is empty, too long for Telegram with its added lines, in a column that is not its author's to write in,
 * or when its message was sent as a post already.
 */
export async function createPost(deps: Deps, post: NewPost): Promise<DraftResult | ColumnRefusal> {
  if (!(await mayWrite(deps, post.authorId, post.column))) return { ok: false, reason: "column" };
  const { source, ...content } = { source: undefined, ...post, ...(await withAlbum(deps, post)) };
  return (
    checkContent(deps, content, (content.goods ?? []).length > 0) ??
    draftResult(await saveDraft(deps.db, { ...content, source }, deps.clock()))
  );
}

/**
 * Adds a later message of an album to its author's draft; undefined when there is none, or it is full. A caption that is too long is left
 * out, with the refusal: the file belongs to the album all the same.
 */
export async function addToAlbum(
  deps: Deps,
  album: { authorId: number; albumId: string; part: PostPart; source: PostSource },
): Promise<{ post: Post; refusal: ContentRefusal | undefined } | undefined> {
  const post = await addPart(deps.db, album);
  const refusal = post && checkContent(deps, post);
  if (!refusal) return post && { post, refusal };
  const isIt = ({ messageId }: PostPart) => messageId === album.part.messageId;
  const parts = post.parts.map((part) => (isIt(part) ? { ...part, text: "", entities: [] } : part));
  return { post: (await updateParts(deps.db, post.id, parts)) ?? post, refusal };
}

/** The author's supply draft of the last day that a table can go into: one without pictures. */
export async function findTableDraft(deps: Deps, authorId: number): Promise<Post | undefined> {
  const drafts = await findPosts(deps.db, { by: { authorId }, states: ["draft"], limit: RECENT_DRAFTS, offset: 0 });
  const since = deps.clock() - TABLE_DRAFT_MS;
  return drafts.find(
    ({ column, parts, createdAt }) => column === "supply" && createdAt >= since && parts.every(({ media }) => media === null),
  );
}

/** Puts a table into a supply draft, in place of the one it has; words that come with it replace the draft's. Refused like a new draft. */
export async function attachTable(
  deps: Deps,
  postId: number,
  { part, ...table }: { part: PostPart; goods: readonly Goods[]; source: PostSource },
): Promise<DraftResult> {
  const post = await findPost(deps.db, postId);
  if (!post) return { ok: false, reason: "not_draft" };
  const isOwnMessage = post.parts.some(({ messageId }) => messageId === part.messageId);
  const parts = part.text !== "" || isOwnMessage ? [part] : post.parts;
  return checkContent(deps, { ...post, parts }, true) ?? draftResult(await setTable(deps.db, { id: postId, parts, ...table }));
}

/** Changes what a draft, or a scheduled post that nobody had to approve, says; refused like a new one, and it then stays as it was. */
export async function changeParts(deps: Deps, post: Post, parts: PostPart[]): Promise<DraftResult> {
  const refusal = checkContent(deps, { ...post, parts }, await hasTable(deps, post));
  return refusal ?? draftResult(await updateParts(deps.db, post.id, parts));
}

/** Moves a draft to another column of its author's, whose usual protection it then has. */
export async function moveToColumn(deps: Deps, post: Post, column: Column): Promise<DraftResult | ColumnRefusal> {
  if (!(await mayWrite(deps, post.authorId, column))) return { ok: false, reason: "column" };
  // A table of goods stays where goods belong: a column that shows it anywhere would go to public groups as well.
  if (column !== "supply" && (await hasTable(deps, post))) return { ok: false, reason: "not_draft" };
  const { protect } = defaultOptions(column);
  return checkContent(deps, { ...post, column }) ?? draftResult(await updateDraft(deps.db, post.id, { column, protect }));
}

/** Sets some of a draft's options; undefined when it is no longer a draft. */
export async function setOptions(deps: Deps, postId: number, options: Partial<PostOptions>): Promise<Post | undefined> {
  return updateDraft(deps.db, postId, options);
}

/** Sets whom a draft is for; undefined when it is no longer a draft. */
export async function setAudience(deps: Deps, postId: number, audience: AudienceFilter): Promise<Post | undefined> {
  return updateDraft(deps.db, postId, { audience });
}

/** When a draft is to start, and how often; undefined when it is no longer a draft. */
export async function setTime(
  deps: Deps,
  postId: number,
  time: Pick<Post, "startAt"> & Partial<Pick<Post, "repeatWeekday" | "repeatTime">>,
): Promise<Post | undefined> {
  return updateDraft(deps.db, postId, time);
}

/** Remembers the messages in the author's chat that show the post. */
export async function notePreview(
  deps: Deps,
  postId: number,
  shown: { previewMessageIds?: number[]; panelMessageId?: number },
): Promise<void> {
  await updatePreview(deps.db, postId, shown);
}

export type DraftRefusal =
  | { ok: false; reason: "not_found" | "not_author" | "discarded" | "submitted" | "waiting" }
  | { ok: false; reason: "already_sent"; sentAt: number };

/** The actor's own draft, or why it can not be changed or sent any more. */
export async function findOwnDraft(deps: Deps, postId: number, actorId: number): Promise<{ ok: true; post: Post } | DraftRefusal> {
  const post = await findPost(deps.db, postId);
  if (!post) return { ok: false, reason: "not_found" };
  if (post.authorId !== actorId) return { ok: false, reason: "not_author" };
  switch (post.state) {
    case "draft":
      return { ok: true, post };
    case "discarded":
      return { ok: false, reason: "discarded" };
    case "submitted":
      return { ok: false, reason: "submitted" };
    case "scheduled":
      return { ok: false, reason: "waiting" };
    default:
      return { ok: false, reason: "already_sent", sentAt: post.sentAt ?? post.createdAt };
  }
}

/** Throws the actor's draft away; refused for others' drafts and sent ones. */
export async function discardPost(deps: Deps, postId: number, actorId: number): Promise<{ ok: true } | DraftRefusal> {
  const draft = await findOwnDraft(deps, postId, actorId);
  if (!draft.ok && draft.reason !== "discarded") return draft;
  await discardDraft(deps.db, postId);
  return { ok: true };
}

/** Takes the actor's discarded draft back, which a double tap does once; refused for others' and for what was sent meanwhile. */
export async function restorePost(deps: Deps, postId: number, actorId: number): Promise<{ ok: true; post: Post } | DraftRefusal> {
  const draft = await findOwnDraft(deps, postId, actorId);
  if (draft.ok || draft.reason !== "discarded") return draft;
  const post = await restoreDraft(deps.db, postId);
  return post ? { ok: true, post } : findOwnDraft(deps, postId, actorId);
}

/** The district an author writes for; null = the whole company. */
export async function findAuthorDistrict(deps: Deps, authorId: number): Promise<number | null> {
  return (await findStaffOf(deps.db, authorId))?.districtId ?? null;
}

/** The district a post was sent or approved for, or would be sent for now; null = the whole company. */
export async function findPostDistrict(deps: Deps, { audience, authorId }: Pick<Post, "audience" | "authorId">): Promise<number | null> {
  return audience.withinDistrictId === undefined ? findAuthorDistrict(deps, authorId) : audience.withinDistrictId;
}

/** Whom a post would reach if it were sent now, within its district. */
export async function findAudience(deps: Deps, post: Pick<Post, "column" | "audience" | "authorId">): Promise<Receivers> {
  return findReceivers(deps.db, { ...post, withinDistrictId: await findPostDistrict(deps, post) });
}

/** How most of an audience sees a post: the preview shows the author just that. */
export function choosePlace({ groups }: Pick<Receivers, "groups">, authorLocale: Locale): Place {
  const isAuthorsRead = groups.some(({ locale }) => locale === authorLocale);
  const locale = isAuthorsRead ? authorLocale : (groups[0]?.locale ?? authorLocale);
  return { locale, hasHashtag: groups.length > 0 && groups.every(({ isForum }) => !isForum), isPreview: true };
}

/** Shows an album's draft to its author once no more of it has come for a while; asked again, the last time counts. */
export async function showAlbumLater(deps: Deps, { id, authorId, parts }: Post): Promise<void> {
  const now = deps.clock();
  const row = { kind: "post_preview" as const, subjectId: id, lane: LANE.reply, chatId: authorId, notBefore: now + ALBUM_WAIT_MS };
  await queueDeliveries(deps.db, [{ ...row, dedupeKey: `post-preview-${id}-${parts.length}-${now}`, data: { parts: parts.length } }], now);
  deps.kickSender();
}
