import { isDeepStrictEqual } from "node:util";
import { and, desc, eq, isNull, or } from "drizzle-orm";
import { ALBUM_MAX, defaultAudience, defaultOptions, type Column } from "../../src/posts/rules.ts";
import type { Goods } from "../../src/supply/rules.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import type { Post, PostContent, PostPart, PostSource } from "../posts.ts";
import { posts, postSources } from "../posts.tables.ts";
import { replaceGoods } from "../supply.ts";

const selectBySource = (tx: Db | Tx, { chatId, messageId }: PostSource): Post | undefined =>
  tx
    .select({ post: posts })
    .from(postSources)
    .innerJoin(posts, eq(posts.id, postSources.postId))
    .where(and(eq(postSources.chatId, chatId), eq(postSources.messageId, messageId)))
    .get()?.post;

/** The post that a message of its author's is. */
export async function findPostBySource(db: Db, source: PostSource): Promise<Post | undefined> {
  return selectBySource(db, source);
}

const addSource = (tx: Tx, postId: number, source: PostSource): void => {
  tx.insert(postSources)
    .values({ ...source, postId })
    .onConflictDoNothing()
    .run();
};

/** What goes with another column: its usual protection, and its usual audience unless its author has chosen one. */
function movedTo(column: Column | null, { audience, column: before }: Post): Partial<Post> {
  const isUsual = isDeepStrictEqual(audience, defaultAudience(before));
  return { protect: defaultOptions(column).protect, ...(isUsual ? { audience: defaultAudience(column) } : {}) };
}

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
          .set({ ...row, ...(known.column === draft.column ? {} : movedTo(draft.column, known)) })
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
