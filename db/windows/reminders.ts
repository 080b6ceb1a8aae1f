import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import type { OrderWindow, ReminderDue } from "./plan.ts";
import { findWindowShopsIn, type WindowDetails, type WindowShop } from "./shops.ts";

/** What the messages are written from: the window's shops, and the people who were reminded of it already. */
export type ReminderFacts = { shops: WindowShop[]; reminded: ReadonlySet<number> };

/** A bound 'planned' would keep SQLite from the index of what is due. */
const isPlanned = sql`${orderWindows.state} = 'planned'`;
const isWaiting = and(isNull(orderWindows.remindedAt), isNull(orderWindows.missedAt), isPlanned);

/** Windows whose reminder time lies at or before `until` and which nobody has dealt with, nearest first. */
export async function findReminders(db: Db, until: number): Promise<ReminderDue[]> {
  return db
    .select({ id: orderWindows.id, version: orderWindows.version, reminderAt: orderWindows.reminderAt })
    .from(orderWindows)
    .where(and(isWaiting, lte(orderWindows.reminderAt, until)))
    .orderBy(asc(orderWindows.reminderAt))
    .all();
}

/**
 * Ends a window's reminder as done or missed and writes its messages, in one transaction. Undefined when another process did it
 * first, or the window changed since it was read.
 */
export async function endReminder(
  db: Db,
  window: WindowDetails,
  as: "remindedAt" | "missedAt",
  now: number,
  compose: (facts: ReminderFacts) => NewDelivery[],
): Promise<NewDelivery[] | undefined> {
  return inTransaction(db, (tx) => {
    const { changes } = tx
      .update(orderWindows)
      .set({ [as]: now })
      .where(and(eq(orderWindows.id, window.id), eq(orderWindows.version, window.version), isWaiting))
      .run();
    if (changes === 0) return undefined;
    const rows = compose(readReminderFactsIn(tx, window));
    addDeliveries(tx, rows, now);
    return rows;
  });
}

/** What a window's reminders are written from, read inside the transaction that writes them. */
export function readReminderFactsIn(tx: Tx, window: OrderWindow): ReminderFacts {
  const earlier = tx
    .select({ chatId: deliveries.chatId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.kind, "order_reminder"),
        eq(deliveries.subjectId, window.id),
        inArray(deliveries.state, ["pending", "sending", "sent", "unknown"]),
      ),
    )
    .all();
  return { shops: findWindowShopsIn(tx, window), reminded: new Set(earlier.map(({ chatId }) => chatId)) };
}
