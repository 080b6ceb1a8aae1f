import { and, asc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import type { OrderWindow, ReminderDue } from "./plan.ts";
import { readLatestChange } from "./changes.ts";
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
    const rows = compose(readReminderFactsIn(tx, window, as));
    addDeliveries(tx, rows, now);
    return rows;
  });
}

const isUnderWayOrDone = inArray(deliveries.state, ["pending", "sending", "sent", "unknown"]);

/** Who need not be reminded (again): a reminder of this window reached them, or the word that its cutoff is another. */
function findReminded(tx: Tx, window: OrderWindow, as: "remindedAt" | "missedAt"): Set<number> {
  const change = readLatestChange(tx, window.id);
  const isOf = (kind: "order_reminder" | "cutoff_changed", subjectId: number, since?: number) =>
    tx
      .select({ chatId: deliveries.chatId })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.kind, kind),
          eq(deliveries.subjectId, subjectId),
          isUnderWayOrDone,
          since === undefined ? undefined : gt(deliveries.createdAt, since),
        ),
      )
      .all()
      .map(({ chatId }) => chatId);
  if (as === "missedAt" || !change) return new Set(isOf("order_reminder", window.id));
  // Told of another cutoff with time to spare, a person is reminded before that one anew; told when its reminder was due, that was it.
  if (window.reminderAt > change.at) return new Set(isOf("order_reminder", window.id, change.at));
  return new Set([...isOf("order_reminder", window.id), ...isOf("cutoff_changed", change.id)]);
}

/** What a window's reminders are written from, read inside the transaction that writes them. */
export function readReminderFactsIn(tx: Tx, window: OrderWindow, as: "remindedAt" | "missedAt" = "remindedAt"): ReminderFacts {
  return { shops: findWindowShopsIn(tx, window), reminded: findReminded(tx, window, as) };
}
