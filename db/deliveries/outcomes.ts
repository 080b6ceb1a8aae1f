import { and, eq, inArray, sql } from "drizzle-orm";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { deliveries, type Delivery } from "../deliveries.tables.ts";
import { groups } from "../groups.tables.ts";
import { people } from "../people.tables.ts";

/** What is to be written together with the news that a message arrived; called once for each attempt that did. */
export type AfterSent = (tx: Tx, messageIds: readonly number[], now: number) => void;

/** What came of a call that Telegram took: the ids of the messages (several of an album, none of a pin), and what follows from it. */
export type Sent = { messageIds: readonly number[]; afterSent?: AfterSent; again?: number };

/** Ends a row as sent, or sets it to go out anew at `again`; what follows from it is written in the same transaction. */
export async function markSent(db: Db, id: number, { messageIds, afterSent, again }: Sent, now: number): Promise<void> {
  const [messageId = null, ...others] = messageIds;
  const ended = { state: "sent" as const, messageId, albumMessageIds: others.length > 0 ? others : null };
  inTransaction(db, (tx) => {
    tx.update(deliveries)
      .set({
        // What goes out anew is another call: an earlier one's doubt must not count against it.
        ...(again === undefined ? ended : { state: "pending" as const, notBefore: again, attempts: 0, mayRepeat: false }),
        sentAt: now,
        leaseUntil: null,
        reason: null,
      })
      .where(eq(deliveries.id, id))
      .run();
    afterSent?.(tx, messageIds, now);
  });
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
    if (reason === "kicked" || delivery.chatId < 0)
      tx.update(groups).set({ state: "left" }).where(eq(groups.chatId, delivery.chatId)).run();
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
    moveDeliveries(tx, from, to);
  });
}

/**
 * Messages keep neither their place nor their ids in the new group: there the same id is somebody else's message, so what would change one
 * ends, and what has arrived is known to be there but can not be reached by us any more.
 */
function moveDeliveries(tx: Tx, from: number, to: number): void {
  const isThere = eq(deliveries.chatId, from);
  const isOpen = inArray(deliveries.state, ["pending", "held", "sending"]);
  tx.update(deliveries)
    .set({ chatId: to, state: "failed", reason: "migrated", leaseUntil: null })
    .where(and(isThere, isOpen, inArray(deliveries.kind, ["post_edit", "post_recall", "post_pin", "complaint_card_edit"])))
    .run();
  tx.update(deliveries).set({ chatId: to }).where(and(isThere, isOpen)).run();
  tx.update(deliveries)
    .set({ chatId: to, messageId: null, albumMessageIds: null })
    .where(and(isThere, inArray(deliveries.kind, ["post", "post_more", "post_button"])))
    .run();
}

/** Keeps what a row that goes out again and again has to know the next time. */
export const saveDeliveryData = (tx: Tx, id: number, data: Record<string, unknown>): void => {
  tx.update(deliveries).set({ data }).where(eq(deliveries.id, id)).run();
};
