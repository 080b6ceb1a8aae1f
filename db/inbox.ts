import type { Update } from "@grammyjs/types";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import { addDeliveries, type NewDelivery } from "./deliveries.ts";
import { inTransaction, type Db } from "./client.ts";
import { inbox, leases } from "./inbox.tables.ts";

export type InboxUpdate = { updateId: number; chatId: number; payload: Update; attempts: number };

/** Writes a batch of updates in one transaction; an update that is already there is left alone. Returns the new ones. */
export async function storeUpdates(db: Db, updates: { update: Update; chatId: number }[], now: number): Promise<InboxUpdate[]> {
  return inTransaction(db, (tx) =>
    updates.flatMap(({ update, chatId }) => {
      const row = { updateId: update.update_id, chatId, payload: update, state: "pending" as const, receivedAt: now };
      const { changes } = tx.insert(inbox).values(row).onConflictDoNothing().run();
      return changes === 1 ? [{ updateId: update.update_id, chatId, payload: update, attempts: 0 }] : [];
    }),
  );
}

/** Every update that was stored and not finished, oldest first: what a crash left behind. */
export async function findUnhandledUpdates(db: Db): Promise<InboxUpdate[]> {
  return db
    .select({ updateId: inbox.updateId, chatId: inbox.chatId, payload: inbox.payload, attempts: inbox.attempts })
    .from(inbox)
    .where(eq(inbox.state, "pending"))
    .orderBy(asc(inbox.receivedAt), asc(inbox.updateId))
    .all();
}

export async function markHandled(db: Db, updateId: number, now: number): Promise<void> {
  db.update(inbox).set({ state: "done", handledAt: now }).where(eq(inbox.updateId, updateId)).run();
}

/** Counts a failed attempt before the next one, so that an update that kills the process is parked too. */
export async function countAttempt(db: Db, updateId: number): Promise<void> {
  db.update(inbox)
    .set({ attempts: sql`${inbox.attempts} + 1` })
    .where(eq(inbox.updateId, updateId))
    .run();
}

/** Takes back an attempt that the end of the process cut short. */
export async function forgetAttempt(db: Db, updateId: number): Promise<void> {
  db.update(inbox)
    .set({ attempts: sql`${inbox.attempts} - 1` })
    .where(eq(inbox.updateId, updateId))
    .run();
}

/** Sets an update aside for good and tells the admins, in one transaction. */
export async function parkUpdate(db: Db, updateId: number, error: string, tell: NewDelivery[], now: number): Promise<void> {
  inTransaction(db, (tx) => {
    tx.update(inbox).set({ state: "parked", error, handledAt: now }).where(eq(inbox.updateId, updateId)).run();
    addDeliveries(tx, tell, now);
  });
}

/** Deletes handled updates older than `before`; parked ones stay for the admin. Returns how many went. */
export async function purgeHandledUpdates(db: Db, before: number): Promise<number> {
  return db
    .delete(inbox)
    .where(and(eq(inbox.state, "done"), lt(inbox.handledAt, before)))
    .run().changes;
}

/** Who holds a lease, as it stands. */
export async function findLease(db: Db, name: string): Promise<{ holder: string; expiresAt: number } | undefined> {
  return db.select({ holder: leases.holder, expiresAt: leases.expiresAt }).from(leases).where(eq(leases.name, name)).get();
}

/** Takes or renews a lease; false while it is another holder's, unless it still stands as in `over`, which the caller found to be over. */
export async function takeLease(
  db: Db,
  {
    name,
    holder,
    expiresAt,
    over,
  }: { name: string; holder: string; expiresAt: number; over?: { holder: string; expiresAt: number } | undefined },
): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const isOver = over ? sql`or (${leases.holder} = ${over.holder} and ${leases.expiresAt} = ${over.expiresAt})` : sql``;
    const { changes } = tx
      .insert(leases)
      .values({ name, holder, expiresAt })
      .onConflictDoUpdate({ target: leases.name, set: { holder, expiresAt }, setWhere: sql`${leases.holder} = ${holder} ${isOver}` })
      .run();
    return changes === 1;
  });
}

/** Gives the lease back, so that the next process need not wait for it to expire. */
export async function releaseLease(db: Db, name: string, holder: string): Promise<void> {
  db.delete(leases)
    .where(and(eq(leases.name, name), eq(leases.holder, holder)))
    .run();
}
