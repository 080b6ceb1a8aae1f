import type { MessageEntity } from "@grammyjs/types";
import { and, count, desc, eq, gte, inArray, isNull, or, type InferSelectModel, type SQL } from "drizzle-orm";
import { ALBUM_MAX, defaultAudience, defaultOptions, STARTED_STATES, type Column, type Part, type PostState } from "../src/posts/rules.ts";
import type { Goods } from "../src/supply/rules.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { posts, postSources } from "./posts.tables.ts";
import { staff } from "./staff.tables.ts";
import { replaceGoods } from "./supply.ts";

export {
  countShopsBy,
  findReceivers,
  isForPerson,
  findUnknownLicences,
  findUnreachable,
  isNobody,
  isVerified,
  type AudienceQuery,
  type Receivers,
  type RefusedGroup,
} from "./posts/audience.ts";
export { cancelPost, pausePost, postponePeople, resumePost, sendGivenUp, type SteerResult } from "./posts/steer.ts";
export {
  addAck,
  countAcks,
  countWaiting,
  findOwnCopy,
  hasAcked,
  postponeReminders,
  remindWaiting,
  type AckCounts,
  type AckResult,
  type RemindResult,
  type RouteAcks,
} from "./posts/acks.ts";
export {
  countReasons,
  countRepeats,
  findMemberIds,
  findMembers,
  findResults,
  findShopsOfPeople,
  noteExport,
  type PostMember,
  type PostResult,
  type ShopOfPerson,
} from "./posts/report.ts";
export { countRetryable, isNewestProgress, retryPost, type Retry, type Retryable, type RetryResult } from "./posts/retry.ts";
export {
  approvePost,
  findOpenReview,
  releaseCard,
  returnPost,
  sendDraft,
  submitPost,
  takeBackPost,
  type ApproveResult,
  type DecisionRefusal,
  type SubmitResult,
  type SenderRefusal,
  type WriterRefusal,
} from "./posts/approval.ts";
export { findReviewers, readWriter } from "./posts/approvers.ts";
export { dropStart, findDuePosts, schedulePost, startScheduled, unschedulePost, type Unstarted } from "./posts/schedule.ts";
export { type PostCounts, type PostFailure, countPeopleLeft, countPost, findNextTry, findPostFailures, finishPost, finishPosts } from "./posts/results.ts";
export { forgetPanel } from "./posts/shown.ts";

export type Post = InferSelectModel<typeof posts>;
export type PostPart = Part<MessageEntity>;
/** What a draft says and where it goes. */
export type PostContent = Pick<Post, "column" | "parts">;
/** The author's messages that are the content; a post of the demo has none. */
export type PostSource = { chatId: number; messageId: number };

export async function findPost(db: Db, id: number): Promise<Post | undefined> {
  return db.select().from(posts).where(eq(posts.id, id)).get();
}

export async function findPostBySource(db: Db, source: PostSource): Promise<Post | undefined> {
  return selectBySource(db, source);
}

const selectBySource = (tx: Db | Tx, { chatId, messageId }: PostSource): Post | undefined =>
  tx
    .select({ post: posts })
    .from(postSources)
    .innerJoin(posts, eq(posts.id, postSources.postId))
    .where(and(eq(postSources.chatId, chatId), eq(postSources.messageId, messageId)))
    .get()?.post;

const addSource = (tx: Tx, postId: number, source: PostSource): void => {
  tx.insert(postSources)
    .values({ ...source, postId })
    .onConflictDoNothing()
    .run();
};

/** `goods`: the table of a supply post. */
export type NewDraft = PostContent & { authorId: number; albumId: string | null; source: PostSource | undefined; goods?: readonly Goods[] };

/**
 * Stores a draft. One message makes one post: taken again it renews its draft, also a discarded one; undefined when it was sent, or is
 * with an approver, already.
 */
export async function saveDraft(db: Db, { source, goods = [], ...draft }: NewDraft, now: number): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    const known = source && selectBySource(tx, source);
    if (known && known.state !== "draft" && known.state !== "discarded") return undefined;
    const row = { ...draft, state: "draft" as const };
    const fresh = { ...row, ...defaultOptions(draft.column), audience: defaultAudience(draft.column), createdAt: now };
    const post = known
      ? tx
          .update(posts)
          .set({ ...row, ...(known.column === draft.column ? {} : { protect: fresh.protect }) })
          .where(eq(posts.id, known.id))
          .returning()
          .get()
      : tx.insert(posts).values(fresh).returning().get();
    replaceGoods(tx, post.id, goods);
    if (source) addSource(tx, post.id, source);
    return post;
  });
}

/** Adds a later message of an album to its author's draft; undefined when there is no such draft, or it holds ALBUM_MAX files. */
export async function addPart(
  db: Db,
  { authorId, albumId, part, source }: { authorId: number; albumId: string; part: PostPart; source: PostSource },
): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    const isOfAlbum = and(eq(posts.authorId, authorId), eq(posts.albumId, albumId), eq(posts.state, "draft"));
    const post = tx.select().from(posts).where(isOfAlbum).orderBy(desc(posts.id)).limit(1).get();
    if (!post) return undefined;
    if (post.parts.some(({ messageId }) => messageId === part.messageId)) return post;
    if (post.parts.length >= ALBUM_MAX) return undefined;
    addSource(tx, post.id, source);
    const parts = [...post.parts, part].toSorted((a, b) => (a.messageId ?? 0) - (b.messageId ?? 0));
    return tx.update(posts).set({ parts }).where(eq(posts.id, post.id)).returning().get();
  });
}

type DraftChange = Partial<Omit<Post, "id" | "authorId" | "state" | "createdAt">>;

/** Changes a draft; undefined when it is no longer one. */
export async function updateDraft(db: Db, id: number, changes: DraftChange): Promise<Post | undefined> {
  return db
    .update(posts)
    .set(changes)
    .where(and(eq(posts.id, id), eq(posts.state, "draft")))
    .returning()
    .get();
}

/** Changes what a draft, or a scheduled post that nobody had to approve, says; undefined when it is neither any more. */
export async function updateParts(db: Db, id: number, parts: PostPart[]): Promise<Post | undefined> {
  const isOpen = or(eq(posts.state, "draft"), and(eq(posts.state, "scheduled"), isNull(posts.decidedBy)));
  return db
    .update(posts)
    .set({ parts })
    .where(and(eq(posts.id, id), isOpen))
    .returning()
    .get();
}

/** Gives a supply draft a table, from the author's message that it came with, and words; undefined when it is none any more. */
export async function setTable(
  db: Db,
  { id, goods, source, parts }: { id: number; goods: readonly Goods[]; source: PostSource; parts: PostPart[] },
): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    // It may have been moved to a column that goes to public groups as well.
    const isDraft = and(eq(posts.id, id), eq(posts.state, "draft"), eq(posts.column, "supply"));
    const post = tx.update(posts).set({ parts }).where(isDraft).returning().get();
    if (!post) return undefined;
    replaceGoods(tx, id, goods);
    addSource(tx, id, source);
    return post;
  });
}

type Shown = Partial<Pick<Post, "previewMessageIds" | "panelMessageId">>;

/** Remembers, inside the caller's transaction, the messages in the author's chat that show the post, whatever became of it. */
export const setPreview = (tx: Db | Tx, id: number, shown: Shown): void => {
  tx.update(posts).set(shown).where(eq(posts.id, id)).run();
};

/** Remembers the messages in the author's chat that show the post. */
export async function updatePreview(db: Db, id: number, shown: Shown): Promise<void> {
  setPreview(db, id, shown);
}

/** Throws a draft away; false when it is no longer one. */
export async function discardDraft(db: Db, id: number): Promise<boolean> {
  const { changes } = db
    .update(posts)
    .set({ state: "discarded" })
    .where(and(eq(posts.id, id), eq(posts.state, "draft")))
    .run();
  return changes === 1;
}

/** Makes a draft again of what its author threw away; undefined when it is not in that state any more. */
export async function restoreDraft(db: Db, id: number): Promise<Post | undefined> {
  return db
    .update(posts)
    .set({ state: "draft" })
    .where(and(eq(posts.id, id), eq(posts.state, "discarded")))
    .returning()
    .get();
}

/** The newest posts of a column that were sent at `since` (epoch milliseconds) or later and not taken back, newest first. */
export async function findLatestPosts(db: Db, column: Column, since: number, limit: number): Promise<Post[]> {
  return db
    .select()
    .from(posts)
    .where(and(eq(posts.column, column), inArray(posts.state, STARTED_STATES), gte(posts.sentAt, since)))
    .orderBy(desc(posts.sentAt), desc(posts.id))
    .limit(limit)
    .all();
}

/** Whose posts: an author's, with a district also those of its staff; neither = everyone's. */
export type PostAuthors = { authorId?: number; districtId?: number };

function isBy(tx: Db, { authorId, districtId }: PostAuthors): SQL | undefined {
  if (authorId === undefined) return undefined;
  if (districtId === undefined) return eq(posts.authorId, authorId);
  const colleagues = tx.select({ id: staff.personId }).from(staff).where(eq(staff.districtId, districtId));
  return or(eq(posts.authorId, authorId), inArray(posts.authorId, colleagues));
}

/** The posts of some authors in some states, the latest first. */
export async function findPosts(
  db: Db,
  { by, states, limit, offset }: { by: PostAuthors; states: readonly PostState[]; limit: number; offset: number },
): Promise<Post[]> {
  const isMeant = and(inArray(posts.state, states), isBy(db, by));
  return db.select().from(posts).where(isMeant).orderBy(desc(posts.id)).limit(limit).offset(offset).all();
}

/** How many posts of some authors are in each state. */
export async function countPostsByState(db: Db, by: PostAuthors): Promise<Partial<Record<PostState, number>>> {
  const rows = db.select({ state: posts.state, n: count() }).from(posts).where(isBy(db, by)).groupBy(posts.state).all();
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
