import { and, eq, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { callListWindows } from "../calls.tables.ts";
import { readRights, type Caller } from "../calls.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type Delivery, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { readReminderFactsIn, type ReminderFacts } from "../windows/reminders.ts";
import type { WindowDetails } from "../windows/shops.ts";
import { orderWindows } from "../windows.tables.ts";

/** What a list's message waits for, at most: windows of the same cutoff that are being dealt with one after the other. */
const PATIENCE_MS = 40_000;

/** A bound 'planned' would keep SQLite from the index of what is due. */
const isPlanned = sql`${orderWindows.state} = 'planned'`;
const isUndone = and(isNull(orderWindows.remindedAt), isNull(orderWindows.missedAt));
const isFirstDue = (now: number) => and(lte(orderWindows.preliminaryAt, now), isNull(orderWindows.preliminaryDoneAt));
const routeOfWindow = eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`);
const calledRoute = { districtId: routes.districtId, accountManagerId: routes.accountManagerId };

/** Whether a window of the same cutoff and caller is due for the same kind of list and not yet dealt with. */
function hasDueSibling(tx: Tx, { kind }: Delivery, { cutoffAt, caller, now }: Gathering): boolean {
  const isDue = kind === "order_first_list" ? isFirstDue(now) : lte(orderWindows.reminderAt, now);
  return tx
    .selectDistinct(calledRoute)
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .where(and(eq(orderWindows.cutoffAt, cutoffAt), isPlanned, isUndone, isDue))
    .all()
    .some(readRights(tx, caller));
}

export type Gathering = { cutoffAt: number; caller: Caller; now: number };

/**
 * Makes one list of everything that waits to tell a person of windows with one cutoff: their windows join the list, and the rows besides
 * this one are returned, to be ended once its message is out. `wait`: another message of the list is under way, or another window of it
 * is just being dealt with.
 */
export async function gatherList(db: Db, delivery: Delivery, gathering: Gathering): Promise<{ wait: boolean; others: number[] }> {
  const { cutoffAt, caller, now } = gathering;
  return inTransaction(db, (tx) => {
    const isOfCaller = readRights(tx, caller);
    const rows = tx
      .select({ id: deliveries.id, state: deliveries.state, windowId: orderWindows.id, route: calledRoute })
      .from(deliveries)
      .innerJoin(orderWindows, eq(orderWindows.id, deliveries.subjectId))
      .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
      .innerJoin(routes, routeOfWindow)
      .where(
        and(
          eq(deliveries.chatId, delivery.chatId),
          eq(deliveries.kind, delivery.kind),
          inArray(deliveries.state, ["pending", "sending"]),
          eq(orderWindows.cutoffAt, cutoffAt),
          isPlanned,
        ),
      )
      .all()
      .filter(({ route }) => isOfCaller(route));
    if (rows.some(({ id, state }) => state === "sending" && id !== delivery.id)) return { wait: true, others: [] };
    const isPatient = now - delivery.createdAt < PATIENCE_MS;
    if (isPatient && hasDueSibling(tx, delivery, gathering)) return { wait: true, others: [] };
    const personId = delivery.chatId;
    for (const { windowId } of rows) {
      tx.insert(callListWindows)
        .values({ windowId, personId, cutoffAt })
        .onConflictDoUpdate({ target: [callListWindows.windowId, callListWindows.personId], set: { cutoffAt } })
        .run();
    }
    return { wait: false, others: rows.filter(({ id }) => id !== delivery.id).map(({ id }) => id) };
  });
}

/** Ends the rows whose windows are in a list that has just gone out, in the transaction that says so. */
export function endGathered(tx: Tx, ids: number[]): void {
  if (ids.length === 0) return;
  tx.update(deliveries)
    .set({ state: "skipped", reason: "in_one_list" })
    .where(and(inArray(deliveries.id, ids), eq(deliveries.state, "pending")))
    .run();
}

/** Windows whose first list is due and has not been written, nearest cutoff first. */
export async function findDueFirstLists(db: Db, now: number): Promise<number[]> {
  return db
    .select({ id: orderWindows.id })
    .from(orderWindows)
    .where(and(isNotNull(orderWindows.preliminaryAt), isFirstDue(now), isPlanned))
    .orderBy(orderWindows.cutoffAt, orderWindows.id)
    .all()
    .map(({ id }) => id);
}

/**
 * Ends a window's first list and writes its messages, in one transaction; only ends it when the reminder is due already, which brings the
 * list itself. Undefined when another process did it first, or the window changed since it was read.
 */
export async function endFirstList(
  db: Db,
  window: WindowDetails,
  now: number,
  compose: (facts: ReminderFacts) => NewDelivery[],
): Promise<NewDelivery[] | undefined> {
  return inTransaction(db, (tx) => {
    const row = tx
      .update(orderWindows)
      .set({ preliminaryDoneAt: now })
      .where(and(eq(orderWindows.id, window.id), eq(orderWindows.version, window.version), isFirstDue(now), isPlanned))
      .returning()
      .get();
    if (!row) return undefined;
    if (row.remindedAt !== null || row.missedAt !== null || row.reminderAt <= now || row.cutoffAt <= now) return [];
    const rows = compose(readReminderFactsIn(tx, window));
    addDeliveries(tx, rows, now);
    return rows;
  });
}
