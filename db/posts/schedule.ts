import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import type { AudienceFilter } from "../../src/posts/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries } from "../deliveries.ts";
import type { Post } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { copyGoods } from "../supply.ts";
import { refuseSender, type SenderRefusal } from "./approval.ts";
import { readWriter, selectApprovers } from "./approvers.ts";
import { startIn, type StartResult } from "./start.ts";

/** What an alarm knows of a post: it is void once the version has moved on. */
export type StartAlarm = Pick<Post, "id" | "startVersion">;

/** What an approver saw the district of is open again: a draft goes where its author's own district is when it starts. */
const audienceAnew = sql<AudienceFilter>`json_remove(${posts.audience}, '$.withinDistrictId')`;

const nextVersion = sql<number>`${posts.startVersion} + 1`;

export type ScheduleResult = { ok: true; post: Post } | { ok: false; reason: "not_found" | SenderRefusal };

/** A draft with a time starts by itself from now on; refused when it is no draft any more, and to who may not send it. */
export async function schedulePost(
  db: Db,
  { id, actorId, ownerIds }: { id: number; actorId: number; ownerIds: readonly number[] },
  now: number,
): Promise<ScheduleResult> {
  return inTransaction(db, (tx): ScheduleResult => {
    const draft = tx.select().from(posts).where(eq(posts.id, id)).get();
    const reason = draft && refuseSender(tx, draft, actorId, ownerIds);
    if (reason) return { ok: false, reason };
    const post = tx
      .update(posts)
      // An earlier decision was about an earlier draft: this one rests on its author's own right, which is looked at again at its time.
      .set({ state: "scheduled", startVersion: nextVersion, decidedBy: null, decidedAt: null, returnReason: null })
      .where(and(eq(posts.id, id), eq(posts.state, "draft"), isNotNull(posts.startAt)))
      .returning()
      .get();
    if (!post) return { ok: false, reason: "not_found" };
    addAudit(tx, { at: now, actorId, action: "post.schedule", subject: `post ${id}`, detail: { startAt: post.startAt } });
    return { ok: true, post };
  });
}

/** Takes a scheduled post back to its author's drafts, or throws it away; undefined when it is not scheduled any more. */
export async function unschedulePost(
  db: Db,
  { id, actorId, to }: { id: number; actorId: number; to: "draft" | "discarded" },
  now: number,
): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    const post = tx
      .update(posts)
      .set({ state: to, startVersion: nextVersion, audience: audienceAnew })
      .where(and(eq(posts.id, id), eq(posts.state, "scheduled")))
      .returning()
      .get();
    if (!post) return undefined;
    if (actorId !== post.authorId) tellAuthor(tx, post, { reason: "stopped" }, now);
    addAudit(tx, { at: now, actorId, action: "post.unschedule", subject: `post ${id}` });
    return post;
  });
}

/** Posts whose time came at `before` (epoch milliseconds) or earlier and that have not started, the longest due first. */
export async function findDuePosts(db: Db, before: number): Promise<StartAlarm[]> {
  return db
    .select({ id: posts.id, startVersion: posts.startVersion })
    .from(posts)
    .where(and(eq(posts.state, "scheduled"), lte(posts.startAt, before)))
    .orderBy(posts.startAt)
    .all();
}

/** Why a scheduled post did not start; `words` are those that stopped it. */
export type Unstarted = { reason: "stopped" | "late" | "no_right" | "needs_approval" | "nobody" | "words"; words?: string[] };

function tellAuthor(tx: Tx, { id, authorId, startVersion }: Post, data: Unstarted, now: number): void {
  const row = { kind: "post_unstarted" as const, subjectId: id, lane: LANE.promise, chatId: authorId, data };
  addDeliveries(tx, [{ ...row, dedupeKey: `post-unstarted-${id}-${startVersion}` }], now);
}

/** A repeating post waits for its next time; one that is over is a draft again. */
function moveOn(tx: Tx, { id }: Post, nextAt: number | null, isOver = nextAt === null): void {
  tx.update(posts)
    .set({ startAt: nextAt, startVersion: nextVersion, ...(isOver ? { state: "draft", audience: audienceAnew } : {}) })
    .where(eq(posts.id, id))
    .run();
}

/** One time of a repeating post is a post of its own: it has its own recipients, report and recall. */
function copyOf({ id, ...post }: Post, now: number): Omit<Post, "id"> {
  const own = { repeatOf: id, repeatWeekday: null, repeatTime: null, previewMessageIds: [], panelMessageId: null, albumId: null };
  return { ...post, ...own, state: "draft", createdAt: now };
}

function addCopy(tx: Tx, post: Post, now: number): number {
  const { id } = tx.insert(posts).values(copyOf(post, now)).returning().get();
  copyGoods(tx, { from: post.id, to: id });
  return id;
}

export type ScheduledStart = StartAlarm & {
  withinDistrictId: number | null;
  quietUntil: number | undefined;
  /** When a repeating post starts again; null for one that does not repeat. */
  nextAt: number | null;
};

const selectScheduled = (tx: Tx, { id, startVersion }: StartAlarm): Post | undefined =>
  tx
    .select()
    .from(posts)
    .where(and(eq(posts.id, id), eq(posts.state, "scheduled"), eq(posts.startVersion, startVersion)))
    .get();

/**
 * Starts a scheduled post, once: an alarm of an older version is void. When nobody would get it its author is told, and it waits for its
 * next time or is a draft again.
 */
export async function startScheduled(db: Db, start: ScheduledStart, now: number): Promise<StartResult | undefined> {
  return inTransaction(db, (tx) => {
    const post = selectScheduled(tx, start);
    if (!post) return undefined;
    const { withinDistrictId, quietUntil, nextAt } = start;
    const id = nextAt === null ? post.id : addCopy(tx, post, now);
    const from = [nextAt === null ? ("scheduled" as const) : ("draft" as const)];
    const result = startIn(tx, { id, from, actorId: null, withinDistrictId, quietUntil }, now);
    if (!result.ok) {
      tellAuthor(tx, post, { reason: "nobody" }, now);
      if (id !== post.id) tx.delete(posts).where(eq(posts.id, id)).run();
    }
    if (nextAt !== null || !result.ok) moveOn(tx, post, nextAt);
    return result;
  });
}

/** Whose author may not post any more, or has left: those in charge learn that the news does not come. */
function tellThoseInCharge(tx: Tx, { id, authorId, startVersion }: Post, ownerIds: readonly number[], now: number): void {
  const approvers = selectApprovers(tx, readWriter(tx, authorId, ownerIds), ownerIds);
  const base = { kind: "post_unstarted" as const, subjectId: id, lane: LANE.promise, data: { reason: "no_right" } };
  addDeliveries(
    tx,
    approvers.map((chatId) => ({ ...base, chatId, dedupeKey: `post-unstarted-${id}-${startVersion}-${chatId}` })),
    now,
  );
}

/**
 * A scheduled post must not start: its author is told why, and it waits for its next time or is a draft again. Of an author without the
 * right it repeats no more, and those in charge (`ownerIds` = ADMIN_IDS) are told too.
 */
export async function dropStart(
  db: Db,
  { nextAt, because, ownerIds, ...alarm }: StartAlarm & { nextAt: number | null; because: Unstarted; ownerIds: readonly number[] },
  now: number,
): Promise<void> {
  inTransaction(db, (tx) => {
    const post = selectScheduled(tx, alarm);
    if (!post) return;
    tellAuthor(tx, post, because, now);
    const { reason } = because;
    if (reason === "no_right") tellThoseInCharge(tx, post, ownerIds, now);
    moveOn(tx, post, nextAt, reason === "no_right" || reason === "needs_approval" || nextAt === null);
    addAudit(tx, { at: now, actorId: null, action: "post.not_started", subject: `post ${post.id}`, detail: { reason } });
  });
}
