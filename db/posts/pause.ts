import { and, eq } from "drizzle-orm";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db } from "../client.ts";
import { addDeliveries } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { posts } from "../posts.tables.ts";

const isOf = (id: number, state: "pending" | "held") =>
  and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id), eq(deliveries.state, state));

/** Holds back what is left of a post under way and tells its author why; false when it is not under way. */
export async function pauseSending(db: Db, id: number, reason: string, now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const post = tx.select().from(posts).where(eq(posts.id, id)).get();
    if (post?.state !== "sending") return false;
    const held = tx.update(deliveries).set({ state: "held" }).where(isOf(id, "pending")).run().changes;
    // Nothing is left to hold back: the report tells how it went.
    if (held === 0) return false;
    tx.update(posts).set({ state: "paused" }).where(eq(posts.id, id)).run();
    const notice = { dedupeKey: `post-paused-${id}-${now}`, kind: "post_paused" as const, subjectId: id, data: { reason } };
    addDeliveries(tx, [{ ...notice, lane: LANE.promise, chatId: post.authorId }], now);
    addAudit(tx, { at: now, actorId: null, action: "post.pause", subject: `post ${id}`, detail: { held } });
    return true;
  });
}

/** Goes on with a paused post, or gives up what is left of it; false when it is not the actor's or not paused. */
export async function endPause(db: Db, id: number, actorId: number, how: "resume" | "stop", now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const post = tx.select().from(posts).where(eq(posts.id, id)).get();
    if (post?.state !== "paused" || post.authorId !== actorId) return false;
    tx.update(posts).set({ state: "sending" }).where(eq(posts.id, id)).run();
    const next = how === "resume" ? { state: "pending" as const, notBefore: now } : { state: "skipped" as const, reason: "stopped" };
    tx.update(deliveries).set(next).where(isOf(id, "held")).run();
    addAudit(tx, { at: now, actorId, action: `post.${how}`, subject: `post ${id}` });
    return true;
  });
}
