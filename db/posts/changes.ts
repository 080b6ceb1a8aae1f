import { and, asc, count, countDistinct, eq, gt, inArray, isNotNull, ne, notInArray, or, sql } from "drizzle-orm";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import type { Db, Tx } from "../client.ts";
import type { Delivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { groups } from "../groups.tables.ts";
import { people } from "../people.tables.ts";
import type { PostFailure } from "./results.ts";

/** Kinds that bring messages of a post to a recipient, the post itself first: what a recall takes back. */
const MESSAGE_KINDS = ["post", "post_more", "post_button", "post_remind"] as const satisfies readonly DeliveryKind[];
/** Kinds that go to a recipient and are given up with the post. */
const RECIPIENT_KINDS = [...MESSAGE_KINDS, "post_pin", "post_edit"] as const satisfies readonly DeliveryKind[];

export type ChangeKind = "post_edit" | "post_recall";
/** The messages of a post in one chat: its own, one a part; the rest of its table; and what else followed it. */
export type Arrival = { chatId: number; main: number[]; more: number[]; others: number[]; sentAt: number };

/**
 * Where a post has arrived, one entry a chat; without messages where it is out of our reach (a group that became a supergroup since). Who has
 * it from a group only gets the post itself with the first reminder. `chatId`: there only.
 */
export function selectArrivals(tx: Db | Tx, postId: number, chatId?: number): Arrival[] {
  const hasMessage = or(isNotNull(deliveries.messageId), eq(deliveries.kind, "post"));
  const isArrived = and(eq(deliveries.subjectId, postId), eq(deliveries.state, "sent"), hasMessage);
  const rows = tx
    .select()
    .from(deliveries)
    .where(and(inArray(deliveries.kind, MESSAGE_KINDS), isArrived, chatId === undefined ? undefined : eq(deliveries.chatId, chatId)))
    .orderBy(asc(deliveries.id))
    .all();
  const arrivals = new Map<number, Arrival>();
  for (const { kind, messageId, albumMessageIds, sentAt, ...row } of rows) {
    const arrival = arrivals.get(row.chatId) ?? { chatId: row.chatId, main: [], more: [], others: [], sentAt: sentAt! };
    const { main, more, others } = arrival;
    const isCopy = kind === "post_remind" && main.length + more.length + others.length === 0;
    const ids = kind === "post" || isCopy ? main : kind === "post_more" ? more : others;
    ids.push(...(messageId === null ? [] : [messageId]), ...(albumMessageIds ?? []));
    arrivals.set(row.chatId, { ...arrival, sentAt: Math.min(arrival.sentAt, sentAt!) });
  }
  return [...arrivals.values()];
}

/** Where a post has arrived. */
export async function findArrivals(db: Db, postId: number): Promise<Arrival[]> {
  return selectArrivals(db, postId);
}

/** Gives up everything of a post that still waits to go to a recipient; how many of them would have got the post itself. */
export function skipWaiting(tx: Tx, postId: number): number {
  const isWaiting = and(eq(deliveries.subjectId, postId), inArray(deliveries.state, ["pending", "held"]));
  const dropped = tx
    .update(deliveries)
    .set({ state: "skipped", reason: "stopped" })
    .where(and(inArray(deliveries.kind, RECIPIENT_KINDS), isWaiting))
    .returning({ kind: deliveries.kind })
    .all();
  return dropped.filter(({ kind }) => kind === "post").length;
}

/** The author's message about the post says at once how it stands now, also when it had come to rest. */
export function wakeProgress(tx: Tx, postId: number, now: number): void {
  const isResting = inArray(deliveries.state, ["pending", "sent", "failed", "unknown"]);
  tx.update(deliveries)
    .set({ state: "pending", notBefore: now, attempts: 0, mayRepeat: false })
    .where(and(eq(deliveries.kind, "post_progress"), eq(deliveries.subjectId, postId), isResting))
    .run();
}

/** The messages that a table has in one chat, in their order; undefined while one of them is on its way there. */
export async function findTableMessages(
  db: Db,
  { subjectId, chatId }: Pick<Delivery, "subjectId" | "chatId">,
): Promise<number[] | undefined> {
  const isComing = and(eq(deliveries.subjectId, subjectId), eq(deliveries.state, "sending"), eq(deliveries.chatId, chatId));
  const coming = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(inArray(deliveries.kind, MESSAGE_KINDS), isComing))
    .limit(1)
    .get();
  if (coming) return undefined;
  return selectArrivals(db, subjectId, chatId).flatMap(({ main, more }) => [...main, ...more]);
}

/** Whether an edit of the same post in the same chat is on its way: which of two calls under way comes last nobody knows. */
export async function isBeingEdited(db: Db, { id, subjectId, chatId }: Pick<Delivery, "id" | "subjectId" | "chatId">): Promise<boolean> {
  const isOther = and(eq(deliveries.chatId, chatId), ne(deliveries.id, id));
  return (
    db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.kind, "post_edit"), eq(deliveries.subjectId, subjectId), eq(deliveries.state, "sending"), isOther))
      .limit(1)
      .get() !== undefined
  );
}

/** The rows that carry one change: a revision, or the recall (its revision is the one that was taken back, whatever that was). */
const isOfChange = (kind: ChangeKind, postId: number, revision: number) =>
  and(
    eq(deliveries.kind, kind),
    eq(deliveries.subjectId, postId),
    kind === "post_recall" ? undefined : sql`json_extract(${deliveries.data}, '$.revision') = ${revision}`,
  );

/** A message that is not there any more needs no withdrawal: it counts as removed. */
const isNotGone = sql`${deliveries.reason} is not 'gone'`;

/** How far a change has come, in places. `removed` and `notices` are a recall's; `left`: not yet decided. */
export type ChangeCounts = { total: number; left: number; done: number; removed: number; notices: number; failed: number };

export async function countChange(db: Db, kind: ChangeKind, postId: number, revision: number): Promise<ChangeCounts> {
  const how = sql<string | null>`json_extract(${deliveries.data}, '$.how')`;
  const isGone = sql<number>`${deliveries.reason} is 'gone'`;
  const rows = db
    .select({ state: deliveries.state, how, isGone, n: countDistinct(deliveries.chatId) })
    .from(deliveries)
    .where(isOfChange(kind, postId, revision))
    .groupBy(deliveries.state, how, isGone)
    .all();
  const counts = { total: 0, left: 0, done: 0, removed: 0, notices: 0, failed: 0 };
  for (const { state, how, isGone, n } of rows) {
    counts.total += n;
    if (state === "pending" || state === "held" || state === "sending") counts.left += n;
    else if (state !== "sent" && isGone !== 1) counts.failed += n;
    else {
      counts.done += n;
      if (how === "notice" && isGone !== 1) counts.notices += n;
      else counts.removed += n;
    }
  }
  return counts;
}

/** The places a change has not reached, with what stood in the way; the first `limit` of them, groups before people. */
export async function findChangeFailures(
  db: Db,
  kind: ChangeKind,
  postId: number,
  revision: number,
  limit: number,
): Promise<PostFailure[]> {
  const { chatId, state, reason } = deliveries;
  return db
    .select({ chatId, state, reason, title: groups.title, firstName: people.firstName })
    .from(deliveries)
    .leftJoin(groups, eq(groups.chatId, chatId))
    .leftJoin(people, eq(people.id, chatId))
    .where(and(isOfChange(kind, postId, revision), notInArray(state, ["sent", "pending", "sending", "held"]), isNotGone))
    .orderBy(asc(gt(chatId, 0)), asc(deliveries.id))
    .limit(limit)
    .all();
}

/** How much of a post is on its way to a recipient at this moment. */
export async function countUnderWay(db: Db, postId: number): Promise<number> {
  const isUnderWay = and(eq(deliveries.subjectId, postId), eq(deliveries.state, "sending"));
  return (
    db
      .select({ n: count() })
      .from(deliveries)
      .where(and(inArray(deliveries.kind, MESSAGE_KINDS), isUnderWay))
      .get()?.n ?? 0
  );
}

/**
 * How many recipients may have got a post in a call whose outcome nobody knows: that message has no id to change it or take it back by, also
 * where a later attempt arrived.
 */
export async function countUnsure(db: Db, postId: number): Promise<number> {
  const isUnsure = or(eq(deliveries.state, "unknown"), eq(deliveries.mayRepeat, true));
  return (
    db
      .select({ n: count() })
      .from(deliveries)
      .where(and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, postId), isUnsure))
      .get()?.n ?? 0
  );
}

/** Remembers what a refused call taught about a row. Knowing more is progress: its attempts count anew. */
export async function saveLearnt(db: Db, deliveryId: number, data: Record<string, unknown>): Promise<void> {
  db.update(deliveries).set({ data, attempts: 0 }).where(eq(deliveries.id, deliveryId)).run();
}
