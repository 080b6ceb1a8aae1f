import { setImmediate } from "node:timers/promises";
import { and, asc, gt, inArray, lt, lte, or, sql, type SQL } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { COUNTER_ACTIONS } from "../src/audit/rules.ts";
import { CASE_KINDS } from "../src/retention/rules.ts";
import { audit } from "./audit.tables.ts";
import { callListWindows, windowCalls } from "./calls.tables.ts";
import type { Db } from "./client.ts";
import { deliveries } from "./deliveries.tables.ts";
import { missedWindows } from "./follow-ups.tables.ts";
import { inbox } from "./inbox.tables.ts";
import { feedArrivals, orders, unclaimedOrders } from "./orders.tables.ts";
import { windowOutcomes } from "./outcomes.tables.ts";
import { dialogues } from "./people.tables.ts";
import { cycleExceptions, holidayNotices, orderWindows, windowAnswers, windowChanges } from "./windows.tables.ts";

/** More in one statement would keep everyone else from writing for longer than a reply may take. */
const ROWS_PER_STATEMENT = 1_000;

async function deleteInBatches(db: Db, table: SQLiteTable, condition: SQL | undefined): Promise<number> {
  for (let total = 0; ;) {
    const { changes } = db.run(
      sql`delete from ${table} where rowid in (select rowid from ${table} where ${condition} limit ${ROWS_PER_STATEMENT})`,
    );
    total += changes;
    if (changes < ROWS_PER_STATEMENT) return total;
    await setImmediate();
  }
}

/** Dialogues that nobody went on with since `before`. */
export const purgeDialogues = (db: Db, before: number): Promise<number> => deleteInBatches(db, dialogues, lt(dialogues.updatedAt, before));

export const purgeCounters = (db: Db, before: number): Promise<number> =>
  deleteInBatches(db, audit, and(inArray(audit.action, COUNTER_ACTIONS), lt(audit.at, before)));

/** Both times: an old order that the company still reports is kept, and the index on the second finds the few candidates. */
export const purgeOrders = (db: Db, before: number): Promise<number> =>
  deleteInBatches(db, orders, and(lt(orders.receivedAt, before), lt(orders.orderedAt, before)));

export const purgeUnclaimed = (db: Db, before: number): Promise<number> =>
  deleteInBatches(db, unclaimedOrders, lt(unclaimedOrders.receivedAt, before));

/** Requests that brought order data; the last one stays, for it tells how old the data is. */
export const purgeArrivals = (db: Db, before: number): Promise<number> =>
  deleteInBatches(
    db,
    feedArrivals,
    and(
      lt(feedArrivals.receivedAt, before),
      sql`${feedArrivals.id} < coalesce((select max(id) from ${feedArrivals} where is_fresh = 1), 1e15)`,
    ),
  );

/** What hangs on windows: a row or many for each. */
const OF_WINDOWS = [windowAnswers, windowCalls, callListWindows, windowChanges, windowOutcomes, missedWindows] as const;

/** Windows of ordering dates before `date` (YYYY-MM-DD), and what was noted about those dates; what would go with the windows in one statement goes first. */
export async function purgeWindows(db: Db, date: string): Promise<number> {
  const old = sql`(select ${orderWindows.id} from ${orderWindows} where ${orderWindows.date} < ${date})`;
  for (const table of OF_WINDOWS) await deleteInBatches(db, table, sql`${table.windowId} in ${old}`);
  await deleteInBatches(db, holidayNotices, lt(holidayNotices.date, date));
  return deleteInBatches(db, orderWindows, lt(orderWindows.date, date));
}

export const purgeExceptions = (db: Db, date: string): Promise<number> =>
  deleteInBatches(db, cycleExceptions, lt(cycleExceptions.date, date));

/**
 * Messages that have ended: those of cases before `casesBefore`, the others before `before`. Ids grow with time, so the walk ends at
 * the first young row and needs no index.
 */
export async function purgeDeliveries(db: Db, before: number, casesBefore: number): Promise<number> {
  const hasEnded = sql`${deliveries.state} not in ('pending', 'held', 'sending')`;
  const isOtherKind = sql`${deliveries.kind} not in ${CASE_KINDS}`;
  const isOld = or(lt(deliveries.createdAt, casesBefore), and(lt(deliveries.createdAt, before), isOtherKind));
  let total = 0;
  for (let after = 0; ; await setImmediate()) {
    const rows = db
      .select({ id: deliveries.id, createdAt: deliveries.createdAt })
      .from(deliveries)
      .where(gt(deliveries.id, after))
      .orderBy(asc(deliveries.id))
      .limit(ROWS_PER_STATEMENT)
      .all();
    const last = rows.at(-1);
    if (!last || rows[0]!.createdAt >= before) return total;
    const isHere = and(gt(deliveries.id, after), lte(deliveries.id, last.id));
    total += db
      .delete(deliveries)
      .where(and(isHere, hasEnded, isOld))
      .run().changes;
    after = last.id;
  }
}

/**
 * Empties updates that were set aside before `before`: that there was one stays, what the person wrote does not. Update ids grow, and of
 * the old ones only those set aside are still there.
 */
export async function blankParkedUpdates(db: Db, before: number): Promise<number> {
  const blank = sql`json_object('update_id', ${inbox.updateId})`;
  const isFull = and(sql`${inbox.state} = 'parked'`, lt(inbox.handledAt, before), sql`${inbox.payload} <> ${blank}`);
  let total = 0;
  for (let after = Number.MIN_SAFE_INTEGER; ; await setImmediate()) {
    const rows = db
      .select({ updateId: inbox.updateId, receivedAt: inbox.receivedAt })
      .from(inbox)
      .where(gt(inbox.updateId, after))
      .orderBy(asc(inbox.updateId))
      .limit(ROWS_PER_STATEMENT)
      .all();
    const last = rows.at(-1);
    if (!last || rows[0]!.receivedAt >= before) return total;
    const isHere = and(gt(inbox.updateId, after), lte(inbox.updateId, last.updateId));
    total += db.update(inbox).set({ payload: blank }).where(and(isHere, isFull)).run().changes;
    after = last.updateId;
  }
}
