import { and, asc, count, eq, gt, min, notInArray, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { countDeliveries, type Delivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import type { Group } from "../groups.ts";
import { groups } from "../groups.tables.ts";
import { people } from "../people.tables.ts";
import { posts } from "../posts.tables.ts";

/** How far a post has come: numbers of recipients. */
export type PostCounts = {
  total: number;
  sent: number;
  /** Not sent because it no longer applied, or was given up. */
  skipped: number;
  failed: number;
  unreachable: number;
  /** The outcome is not known. */
  unknown: number;
  /** Not yet decided: waiting, held back or on the way. */
  left: number;
};

/** How far a post has come; an index look-up of its own rows, whatever else is in the outbox. */
export async function countPost(db: Db, id: number): Promise<PostCounts> {
  const {
    pending = 0,
    held = 0,
    sending = 0,
    sent = 0,
    skipped = 0,
    failed = 0,
    unreachable = 0,
    unknown = 0,
  } = await countDeliveries(db, "post", id);
  const left = pending + held + sending;
  return { total: left + sent + skipped + failed + unreachable + unknown, sent, skipped, failed, unreachable, unknown, left };
}

/** How many people are still to get a post. */
export async function countPeopleLeft(db: Db, id: number): Promise<number> {
  const isLeft = and(
    eq(deliveries.kind, "post"),
    eq(deliveries.subjectId, id),
    eq(deliveries.state, "pending"),
    // People have positive chat ids, groups negative ones.
    gt(deliveries.chatId, 0),
  );
  return db.select({ n: count() }).from(deliveries).where(isLeft).get()?.n ?? 0;
}

/** When the first of a post's waiting rows may go out (epoch milliseconds); undefined when none waits. */
export async function findNextTry(db: Db, id: number): Promise<number | undefined> {
  const { at } = db
    .select({ at: min(deliveries.notBefore) })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id), eq(deliveries.state, "pending")))
    .get()!;
  return at ?? undefined;
}

/** Asked again in the same statement: since the caller looked, some of it may have been queued anew. */
const isNothingLeft = sql`not exists (select 1 from ${deliveries} where ${deliveries.kind} = 'post'
  and ${deliveries.subjectId} = ${posts.id} and ${deliveries.state} in ('pending', 'held', 'sending'))`;

/** Notes that nothing of a post is left; false when it is not under way, or something is left. */
export async function finishPost(db: Db, id: number): Promise<boolean> {
  const { changes } = db
    .update(posts)
    .set({ state: "sent" })
    .where(and(eq(posts.id, id), eq(posts.state, "sending"), isNothingLeft))
    .run();
  return changes === 1;
}

/** The same for every post: the message that tells how it goes can not reach an author who blocked the bot. Returns how many ended. */
export async function finishPosts(db: Db): Promise<number> {
  return db
    .update(posts)
    .set({ state: "sent" })
    .where(and(eq(posts.state, "sending"), isNothingLeft))
    .run().changes;
}

export type PostFailure = Pick<Delivery, "chatId" | "state" | "reason"> & { title: Group["title"] | null; firstName: string | null };

/** The recipients a post has not reached for good, with what stood in the way; the first `limit` of them, groups before people. */
export async function findPostFailures(db: Db, id: number, limit: number): Promise<{ items: PostFailure[]; total: number }> {
  const isFailure = and(
    eq(deliveries.kind, "post"),
    eq(deliveries.subjectId, id),
    notInArray(deliveries.state, ["sent", "pending", "sending", "held"]),
  );
  const items = db
    .select({
      chatId: deliveries.chatId,
      state: deliveries.state,
      reason: deliveries.reason,
      title: groups.title,
      firstName: people.firstName,
    })
    .from(deliveries)
    .leftJoin(groups, eq(groups.chatId, deliveries.chatId))
    .leftJoin(people, eq(people.id, deliveries.chatId))
    .where(isFailure)
    .orderBy(asc(gt(deliveries.chatId, 0)), asc(deliveries.id))
    .limit(limit)
    .all();
  const total = db.select({ n: count() }).from(deliveries).where(isFailure).get()?.n ?? 0;
  return { items, total };
}
