import { and, eq } from "drizzle-orm";
import { inTransaction, type Db, type Tx } from "../client.ts";
import type { Post, PostPart, PostSource } from "../posts.ts";
import { posts, postSources } from "../posts.tables.ts";
import { copyGoods } from "../supply.ts";

const selectPost = (tx: Tx, id: number): Post | undefined => tx.select().from(posts).where(eq(posts.id, id)).get();

const isMessage = ({ chatId, messageId }: PostSource) => and(eq(postSources.chatId, chatId), eq(postSources.messageId, messageId));

const findOwner = (tx: Tx, source: PostSource): number | undefined => tx.select().from(postSources).where(isMessage(source)).get()?.postId;

type Renewal = { id: number; part: PostPart; albumId: string | null; source: PostSource };

/**
 * Puts another message in place of what a draft says; the messages it was made of are free again, its table stays. Undefined when it is
 * no draft any more, or that message is another post.
 */
export async function replaceContent(db: Db, { id, part, albumId, source }: Renewal): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    if ((findOwner(tx, source) ?? id) !== id || selectPost(tx, id)?.state !== "draft") return undefined;
    tx.delete(postSources).where(eq(postSources.postId, id)).run();
    tx.insert(postSources)
      .values({ ...source, postId: id })
      .run();
    return tx
      .update(posts)
      .set({ parts: [part], albumId })
      .where(eq(posts.id, id))
      .returning()
      .get();
  });
}

/**
 * A new draft of what a post says, with its audience, options and table but without its time. `tapped`: the message with the button, of
 * which a second tap finds the same draft as long as it is one. Undefined when there is no such post.
 */
export async function copyPost(
  db: Db,
  { id, authorId, tapped }: { id: number; authorId: number; tapped: PostSource },
  now: number,
): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    const owner = findOwner(tx, tapped);
    const known = owner === undefined ? undefined : selectPost(tx, owner);
    if (known?.state === "draft") return known;
    const original = selectPost(tx, id);
    if (!original) return undefined;
    const { column, pin, silent, protect, requireAck, validForMs, audience } = original;
    const { withinDistrictId: _, ...meant } = audience;
    // The messages are the original's: a copy has none of its own until it gets other content.
    const parts = original.parts.map((part) => ({ ...part, messageId: null }));
    const draft = { authorId, column, state: "draft" as const, parts, audience: meant, createdAt: now };
    const copy = tx
      .insert(posts)
      .values({ ...draft, pin, silent, protect, requireAck, validForMs })
      .returning()
      .get();
    copyGoods(tx, { from: id, to: copy.id });
    tx.delete(postSources).where(isMessage(tapped)).run();
    tx.insert(postSources)
      .values({ ...tapped, postId: copy.id })
      .run();
    return copy;
  });
}
