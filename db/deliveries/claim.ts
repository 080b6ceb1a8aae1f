import { and, asc, eq, gt, lt, lte, notInArray, sql } from "drizzle-orm";
import { LANES } from "../../src/telegram/rules.ts";
import { inTransaction, type Db } from "../client.ts";
import { chatLimits, deliveries, type Delivery } from "../deliveries.tables.ts";

/**
 * The next row that may go out: the lowest lane first, within it the row whose turn is next; never to `blockedChats`. Lane by lane,
 * so that each look-up walks the index from its front and stops at the first row that may go.
 */
export async function findSendable(db: Db, now: number, blockedChats: number[]): Promise<Delivery | undefined> {
  for (const lane of LANES) {
    const row = db
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.state, "pending"),
          eq(deliveries.lane, lane),
          lte(deliveries.notBefore, now),
          blockedChats.length > 0 ? notInArray(deliveries.chatId, blockedChats) : undefined,
        ),
      )
      .orderBy(asc(deliveries.turnAt), asc(deliveries.id))
      .limit(1)
      .get();
    if (row) return row;
  }
  return undefined;
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

/** Rows whose attempt began and never ended: the process died in it, so their outcome is unknown. */
export async function findAbandoned(db: Db, now: number): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.state, "sending"), lt(deliveries.leaseUntil, now)))
    .all();
}

/** What went out since an instant: what a new process must count against the chats' limits. */
export async function findRecentSends(db: Db, since: number): Promise<{ chatId: number; sentAt: number }[]> {
  return db
    .select({ chatId: deliveries.chatId, sentAt: sql<number>`${deliveries.sentAt}` })
    .from(deliveries)
    .where(gt(deliveries.sentAt, since))
    .all();
}

/** Remembers that Telegram takes nothing for a chat until an instant, also for the next process. */
export async function saveChatLimit(db: Db, chatId: number, blockedUntil: number): Promise<void> {
  const set = { blockedUntil };
  db.insert(chatLimits).values({ chatId, blockedUntil }).onConflictDoUpdate({ target: chatLimits.chatId, set }).run();
}

/** The chats that Telegram takes nothing for now; those whose time is over are forgotten. */
export async function findChatLimits(db: Db, now: number): Promise<{ chatId: number; blockedUntil: number }[]> {
  return inTransaction(db, (tx) => {
    tx.delete(chatLimits).where(lte(chatLimits.blockedUntil, now)).run();
    return tx.select().from(chatLimits).all();
  });
}

/** After the wall clock was set back: what could have gone out by the old clock may go out by the new one. */
export async function followClockBack(db: Db, before: number, now: number): Promise<void> {
  db.update(deliveries)
    .set({ notBefore: now })
    .where(and(eq(deliveries.state, "pending"), gt(deliveries.notBefore, now), lte(deliveries.notBefore, before)))
    .run();
}
