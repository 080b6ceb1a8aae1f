import { and, eq, gt, inArray } from "drizzle-orm";
import { validUntilOf } from "../../src/posts/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import type { Post } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { restartProgress } from "./retry.ts";
import { turnsFrom } from "./turns.ts";

export type SteerResult = { ok: true } | { ok: false; reason: "over" };

type Waiting = "pending" | "held";
const isOf = (id: number) => and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id));
const isWaiting = (id: number, states: readonly Waiting[]) => and(isOf(id), inArray(deliveries.state, states));

const selectPost = (tx: Tx, id: number): Post | undefined => tx.select().from(posts).where(eq(posts.id, id)).get();

/** What the progress message shows changes at once, not at its next turn. */
const refreshProgress = (tx: Tx, id: number, now: number): void => {
  tx.update(deliveries)
    .set({ notBefore: now })
    .where(and(eq(deliveries.kind, "post_progress"), eq(deliveries.subjectId, id), eq(deliveries.state, "pending")))
    .run();
};

/**
 * Holds back what is left of a post under way; refused when it is not under way, or nothing is left. `because`: Telegram's words when it
 * pauses itself, which its author is told; `actorId` null then.
 */
export async function pausePost(
  db: Db,
  { id, actorId, because }: { id: number; actorId: number | null; because?: string },
  now: number,
): Promise<SteerResult> {
  return inTransaction(db, (tx): SteerResult => {
    const post = selectPost(tx, id);
    if (post?.state !== "sending") return { ok: false, reason: "over" };
    const held = tx
      .update(deliveries)
      .set({ state: "held" })
      .where(isWaiting(id, ["pending"]))
      .run().changes;
    // The report tells how it went.
    if (held === 0) return { ok: false, reason: "over" };
    tx.update(posts).set({ state: "paused" }).where(eq(posts.id, id)).run();
    refreshProgress(tx, id, now);
    if (because !== undefined) {
      const notice = { dedupeKey: `post-paused-${id}-${now}`, kind: "post_paused" as const, subjectId: id, data: { reason: because } };
      addDeliveries(tx, [{ ...notice, lane: LANE.promise, chatId: post.authorId }], now);
    }
    addAudit(tx, { at: now, actorId, action: "post.pause", subject: `post ${id}`, detail: { held } });
    return { ok: true };
  });
}

/** Goes on with a paused post; people whose quiet hours it is now (`quietUntil`) get it after them. */
export async function resumePost(
  db: Db,
  { id, actorId, quietUntil }: { id: number; actorId: number; quietUntil: number | undefined },
  now: number,
): Promise<SteerResult> {
  return inTransaction(db, (tx): SteerResult => {
    if (selectPost(tx, id)?.state !== "paused") return { ok: false, reason: "over" };
    tx.update(posts).set({ state: "sending" }).where(eq(posts.id, id)).run();
    tx.update(deliveries)
      .set({ state: "pending", notBefore: now, turnAt: turnsFrom(tx, isWaiting(id, ["held"]), now) })
      .where(isWaiting(id, ["held"]))
      .run();
    if (quietUntil !== undefined) delayPeople(tx, id, quietUntil);
    refreshProgress(tx, id, now);
    addAudit(tx, { at: now, actorId, action: "post.resume", subject: `post ${id}` });
    return { ok: true };
  });
}

/**
 * Sends what was given up of a post after all; refused when nothing was, or it is not valid any more. People whose quiet hours it is now
 * (`quietUntil`) get it after them.
 */
export async function sendGivenUp(
  db: Db,
  { id, actorId, quietUntil }: { id: number; actorId: number; quietUntil: number | undefined },
  now: number,
): Promise<SteerResult> {
  return inTransaction(db, (tx): SteerResult => {
    const post = selectPost(tx, id);
    if (post?.state !== "cancelled" || (validUntilOf(post) ?? Infinity) <= now) return { ok: false, reason: "over" };
    const isGivenUp = and(isOf(id), eq(deliveries.state, "skipped"), eq(deliveries.reason, "stopped"));
    const left = tx
      .update(deliveries)
      .set({ state: "pending", reason: null, notBefore: now, turnAt: turnsFrom(tx, isGivenUp, now) })
      .where(isGivenUp)
      .run().changes;
    if (left === 0) return { ok: false, reason: "over" };
    tx.update(posts).set({ state: "sending" }).where(eq(posts.id, id)).run();
    if (quietUntil !== undefined) delayPeople(tx, id, quietUntil);
    restartProgress(tx, post, now);
    addAudit(tx, { at: now, actorId, action: "post.resume", subject: `post ${id}`, detail: { left } });
    return { ok: true };
  });
}

/** Gives up what is left of a post, under way or paused; what went out stays. */
export async function cancelPost(db: Db, { id, actorId }: { id: number; actorId: number }, now: number): Promise<SteerResult> {
  return inTransaction(db, (tx): SteerResult => {
    const state = selectPost(tx, id)?.state;
    if (state !== "sending" && state !== "paused") return { ok: false, reason: "over" };
    tx.update(posts).set({ state: "cancelled" }).where(eq(posts.id, id)).run();
    const left = tx
      .update(deliveries)
      .set({ state: "skipped", reason: "stopped" })
      .where(isWaiting(id, ["pending", "held"]))
      .run().changes;
    refreshProgress(tx, id, now);
    addAudit(tx, { at: now, actorId, action: "post.cancel", subject: `post ${id}`, detail: { left } });
    return { ok: true };
  });
}

/** People have positive chat ids, groups negative ones. */
function delayPeople(tx: Tx, id: number, until: number): void {
  const isMeant = and(isWaiting(id, ["pending"]), gt(deliveries.chatId, 0));
  tx.update(deliveries)
    .set({ notBefore: until, turnAt: turnsFrom(tx, isMeant, until) })
    .where(isMeant)
    .run();
}

/** The quiet hours began while a post went out: what is left for people waits until their end. */
export async function postponePeople(db: Db, id: number, until: number): Promise<void> {
  inTransaction(db, (tx) => delayPeople(tx, id, until));
}
