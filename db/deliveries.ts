import {
  and,
  asc,
  count,
  eq,
  inArray,
  isNotNull,
  lt,
  lte,
  notInArray,
  sql,
  type InferInsertModel,
  type InferSelectModel,
} from "drizzle-orm";
import type { DeliveryKind, DeliveryState, Lane } from "../src/telegram/rules.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { deliveries } from "./deliveries.tables.ts";
import { groups } from "./groups.tables.ts";
import { people } from "./people.tables.ts";

export type Delivery = InferSelectModel<typeof deliveries>;

/** A message to one chat, as a feature asks for it; times in epoch milliseconds. */
export type NewDelivery = {
  dedupeKey: string;
  kind: DeliveryKind;
  subjectId: number;
  data?: Record<string, unknown>;
  lane: Lane;
  chatId: number;
  notBefore?: number;
  validUntil?: number;
};

/** SQLite takes 32,766 parameters a statement; a delivery has eleven. */
const ROWS_PER_INSERT = 1_000;

/** Adds outbox rows inside the caller's transaction; a row whose dedupe key exists already is left alone. Returns how many were new. */
export function addDeliveries(tx: Tx, rows: NewDelivery[], now: number): number {
  let added = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const values = rows.slice(start, start + ROWS_PER_INSERT).map((row): InferInsertModel<typeof deliveries> => ({
      ...row,
      state: "pending",
      notBefore: row.notBefore ?? now,
      createdAt: now,
    }));
    added += tx.insert(deliveries).values(values).onConflictDoNothing({ target: deliveries.dedupeKey }).run().changes;
  }
  return added;
}

/** Adds outbox rows in a transaction of their own. */
export async function queueDeliveries(db: Db, rows: NewDelivery[], now: number): Promise<number> {
  return inTransaction(db, (tx) => addDeliveries(tx, rows, now));
}

/** The next rows that may go out: lower lanes first, then oldest; never to `blockedChats`. */
export async function findSendable(db: Db, now: number, blockedChats: number[], limit: number): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.state, "pending"),
        lte(deliveries.notBefore, now),
        blockedChats.length > 0 ? notInArray(deliveries.chatId, blockedChats) : undefined,
      ),
    )
    .orderBy(asc(deliveries.lane), asc(deliveries.notBefore), asc(deliveries.id))
    .limit(limit)
    .all();
}

/** When the next pending row becomes due, in epoch milliseconds; undefined when none waits. */
export async function findNextNotBefore(db: Db): Promise<number | undefined> {
  const row = db
    .select({ at: sql<number | null>`min(${deliveries.notBefore})` })
    .from(deliveries)
    .where(eq(deliveries.state, "pending"))
    .get();
  return row?.at ?? undefined;
}

/** Takes the row for one attempt; false when someone else did or it is no longer pending. */
export async function markSending(db: Db, id: number, leaseUntil: number): Promise<boolean> {
  const { changes } = db
    .update(deliveries)
    .set({ state: "sending", leaseUntil, attempts: sql`${deliveries.attempts} + 1` })
    .where(and(eq(deliveries.id, id), eq(deliveries.state, "pending")))
    .run();
  return changes === 1;
}

export async function markSent(db: Db, id: number, messageId: number | undefined, now: number): Promise<void> {
  db.update(deliveries)
    .set({ state: "sent", messageId: messageId ?? null, sentAt: now, leaseUntil: null, reason: null })
    .where(eq(deliveries.id, id))
    .run();
}

/** Ends a row without a message: skipped (no longer applies), failed (Telegram refused it for good) or unknown. */
export async function endDelivery(db: Db, id: number, state: "skipped" | "failed" | "unknown", reason: string): Promise<void> {
  db.update(deliveries).set({ state, reason, leaseUntil: null }).where(eq(deliveries.id, id)).run();
}

/** Puts a row back for a later attempt; `mayRepeat` when the last one may have reached the chat. */
export async function retryDelivery(db: Db, id: number, notBefore: number, reason: string, mayRepeat: boolean): Promise<void> {
  db.update(deliveries)
    .set({ state: "pending", notBefore, reason, leaseUntil: null, ...(mayRepeat ? { mayRepeat: true } : {}) })
    .where(eq(deliveries.id, id))
    .run();
}

/** Puts a row back after a 429, which is no attempt. */
export async function returnDelivery(db: Db, id: number, notBefore: number): Promise<void> {
  db.update(deliveries)
    .set({ state: "pending", notBefore, leaseUntil: null, attempts: sql`${deliveries.attempts} - 1` })
    .where(eq(deliveries.id, id))
    .run();
}

/** Puts off a row whose time has not come after all; nothing was attempted. */
export async function postponeDelivery(db: Db, id: number, notBefore: number): Promise<void> {
  db.update(deliveries)
    .set({ notBefore })
    .where(and(eq(deliveries.id, id), eq(deliveries.state, "pending")))
    .run();
}

export type UnreachableReason = "blocked" | "deactivated" | "never_started" | "kicked";

/** Ends a row whose chat can not be written to, and marks the person or group so that nobody plans with it. */
export async function markUnreachable(db: Db, delivery: Delivery, reason: UnreachableReason): Promise<void> {
  inTransaction(db, (tx) => {
    tx.update(deliveries).set({ state: "unreachable", reason, leaseUntil: null }).where(eq(deliveries.id, delivery.id)).run();
    // Group ids are negative; whatever words Telegram uses, a group that refuses the bot is one the bot is not in.
    if (reason === "kicked" || delivery.chatId < 0) tx.update(groups).set({ state: "left" }).where(eq(groups.chatId, delivery.chatId)).run();
    else tx.update(people).set({ unreachable: reason }).where(eq(people.id, delivery.chatId)).run();
  });
}

/** Rewrites a group's id everywhere after Telegram made it a supergroup; the row is sent again, to the new id. */
export async function migrateChat(db: Db, from: number, to: number): Promise<void> {
  inTransaction(db, (tx) => {
    // An admin may have linked the supergroup already, before the news of the move was handled.
    const isLinkedAnew = tx.select({ id: groups.id }).from(groups).where(eq(groups.chatId, to)).get() !== undefined;
    const moved = isLinkedAnew ? { state: "unlinked" as const } : { chatId: to };
    tx.update(groups).set(moved).where(eq(groups.chatId, from)).run();
    tx.update(deliveries)
      .set({ chatId: to })
      .where(and(eq(deliveries.chatId, from), inArray(deliveries.state, ["pending", "sending"])))
      .run();
  });
}

/** Rows whose attempt began and never ended: the process died in it, so their outcome is unknown. */
export async function findAbandoned(db: Db, now: number): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.state, "sending"), lt(deliveries.leaseUntil, now)))
    .all();
}

/** What a message of ours in a chat speaks of: the way from a reply back to its case. */
export async function findDeliveryByMessage(db: Db, chatId: number, messageId: number): Promise<Delivery | undefined> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.chatId, chatId), eq(deliveries.messageId, messageId)))
    .get();
}

/** The messages that were sent about one subject, oldest first: the ones to edit when it changes. */
export async function findSentMessages(db: Db, kind: DeliveryKind, subjectId: number): Promise<{ chatId: number; messageId: number }[]> {
  return db
    .select({ chatId: deliveries.chatId, messageId: sql<number>`${deliveries.messageId}` })
    .from(deliveries)
    .where(
      and(eq(deliveries.kind, kind), eq(deliveries.subjectId, subjectId), eq(deliveries.state, "sent"), isNotNull(deliveries.messageId)),
    )
    .orderBy(asc(deliveries.id))
    .all();
}

/** How many deliveries of a subject stand in which state. */
export async function countDeliveries(db: Db, kind: DeliveryKind, subjectId: number): Promise<Partial<Record<DeliveryState, number>>> {
  const rows = db
    .select({ state: deliveries.state, n: count() })
    .from(deliveries)
    .where(and(eq(deliveries.kind, kind), eq(deliveries.subjectId, subjectId)))
    .groupBy(deliveries.state)
    .all();
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}
