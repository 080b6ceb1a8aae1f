import { and, asc, desc, eq, gte, inArray, notInArray, type InferSelectModel } from "drizzle-orm";
import { canReceive, type Column } from "../src/posts/rules.ts";
import { LANE } from "../src/telegram/rules.ts";
import { addAudit } from "./audit.ts";
import { inTransaction, type Db } from "./client.ts";
import { addDeliveries, type Delivery } from "./deliveries.ts";
import { deliveries } from "./deliveries.tables.ts";
import { selectRetailerGroups, type Group } from "./groups.ts";
import { groups } from "./groups.tables.ts";
import { posts } from "./posts.tables.ts";

export { endPause, pauseSending } from "./posts/pause.ts";

export type Post = InferSelectModel<typeof posts>;
export type PostContent = Pick<Post, "column" | "text" | "entities" | "photo">;
/** The author's message that is the content; a post of the demo or the API has none. */
export type PostSource = { chatId: number; messageId: number };

export async function findPost(db: Db, id: number): Promise<Post | undefined> {
  return db.select().from(posts).where(eq(posts.id, id)).get();
}

export async function findPostBySource(db: Db, source: PostSource): Promise<Post | undefined> {
  return db
    .select()
    .from(posts)
    .where(and(eq(posts.sourceChatId, source.chatId), eq(posts.sourceMessageId, source.messageId)))
    .get();
}

/** Stores a draft. One message makes one post: taken again it renews its draft, also a discarded one; undefined when it was sent already. */
export async function saveDraft(
  db: Db,
  draft: PostContent & { authorId: number; source: PostSource | undefined },
  now: number,
): Promise<Post | undefined> {
  const { source, ...content } = draft;
  const row = { ...content, sourceChatId: source?.chatId ?? null, sourceMessageId: source?.messageId ?? null, state: "draft" as const };
  return db
    .insert(posts)
    .values({ ...row, createdAt: now })
    .onConflictDoUpdate({
      target: [posts.sourceChatId, posts.sourceMessageId],
      set: row,
      setWhere: inArray(posts.state, ["draft", "discarded"]),
    })
    .returning()
    .get();
}

/** Changes a draft; undefined when it is no longer one. */
export async function updateDraft(
  db: Db,
  id: number,
  changes: Partial<PostContent & Pick<Post, "previewMessageId" | "panelMessageId">>,
): Promise<Post | undefined> {
  return db
    .update(posts)
    .set(changes)
    .where(and(eq(posts.id, id), eq(posts.state, "draft")))
    .returning()
    .get();
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

export type SendResult = { ok: true; groups: number } | { ok: false; reason: "not_draft" | "no_groups" };

/** Turns a draft into one delivery for each group that may have it, and a report to the author; refused when it is no draft or no group is left. */
export async function sendDraft(db: Db, id: number, actorId: number, now: number): Promise<SendResult> {
  return inTransaction(db, (tx): SendResult => {
    const post = tx.select().from(posts).where(eq(posts.id, id)).get();
    if (post?.state !== "draft") return { ok: false, reason: "not_draft" };
    const receivers = selectRetailerGroups(tx).filter((group) => canReceive(post.column, group));
    if (receivers.length === 0) return { ok: false, reason: "no_groups" };
    tx.update(posts).set({ state: "sending", sentAt: now }).where(eq(posts.id, id)).run();
    const toGroups = receivers.map(({ chatId }) => ({
      dedupeKey: `post-${id}-${chatId}`,
      kind: "post" as const,
      subjectId: id,
      lane: LANE.post,
      chatId,
    }));
    const report = { dedupeKey: `post-report-${id}`, kind: "post_report" as const, subjectId: id, lane: LANE.post, chatId: post.authorId };
    addDeliveries(tx, [...toGroups, report], now);
    addAudit(tx, {
      at: now,
      actorId,
      action: "post.send",
      subject: `post ${id}`,
      detail: { column: post.column, groups: receivers.length },
    });
    return { ok: true, groups: receivers.length };
  });
}

/** The newest post of a column that was sent at `since` (epoch milliseconds) or later. */
export async function findLatestPost(db: Db, column: Column, since: number): Promise<Post | undefined> {
  return db
    .select()
    .from(posts)
    .where(and(eq(posts.column, column), eq(posts.state, "sending"), gte(posts.sentAt, since)))
    .orderBy(desc(posts.sentAt), desc(posts.id))
    .limit(1)
    .get();
}

export type PostFailure = Pick<Delivery, "chatId" | "state" | "reason"> & { title: Group["title"] | null };

/** The groups a post has not reached for good, with what stood in the way. */
export async function findPostFailures(db: Db, id: number): Promise<PostFailure[]> {
  return db
    .select({ chatId: deliveries.chatId, state: deliveries.state, reason: deliveries.reason, title: groups.title })
    .from(deliveries)
    .leftJoin(groups, eq(groups.chatId, deliveries.chatId))
    .where(
      and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id), notInArray(deliveries.state, ["sent", "pending", "sending", "held"])),
    )
    .orderBy(asc(deliveries.id))
    .all();
}
