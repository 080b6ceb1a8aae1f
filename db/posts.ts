import type { MessageEntity } from "@grammyjs/types";
import { and, count, desc, eq, gte, inArray, or, type InferSelectModel, type SQL } from "drizzle-orm";
import { STARTED_STATES, type Column, type Part, type PostState } from "../src/posts/rules.ts";
import type { Db, Tx } from "./client.ts";
import { posts } from "./posts.tables.ts";
import { staff } from "./staff.tables.ts";

export {
  countShopsBy,
  findReceivers,
  findShopsMeant,
  findUnknownLicences,
  findUnreachable,
  isNobody,
  isVerified,
  type AudienceQuery,
  type Receivers,
  type RefusedGroup,
} from "./posts/audience.ts";
export { cancelPost, pausePost, postponePeople, resumePost, type SteerResult } from "./posts/steer.ts";
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
export {
  addPart,
  discardDraft,
  findPostBySource,
  restoreDraft,
  saveDraft,
  setTable,
  updateDraft,
  updateParts,
  type NewDraft,
} from "./posts/drafts.ts";
export { findReviewers, readWriter } from "./posts/approvers.ts";
export { dropStart, findDuePosts, schedulePost, startScheduled, unschedulePost, type Unstarted } from "./posts/schedule.ts";
export { type PostCounts, type PostFailure, countPost, findNextTry, findPostFailures, finishPost, finishPosts } from "./posts/results.ts";
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

type Shown = Partial<Pick<Post, "previewMessageIds" | "panelMessageId">>;

/** Remembers, inside the caller's transaction, the messages in the author's chat that show the post, whatever became of it. */
export const setPreview = (tx: Db | Tx, id: number, shown: Shown): void => {
  tx.update(posts).set(shown).where(eq(posts.id, id)).run();
};

/** Remembers the messages in the author's chat that show the post. */
export async function updatePreview(db: Db, id: number, shown: Shown): Promise<void> {
  setPreview(db, id, shown);
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
