import { and, eq, gte, inArray, type InferInsertModel, type InferSelectModel } from "drizzle-orm";
import { decideChange, routeScope, shopScope, type PlannedTimes, type StoredWindow } from "../../src/windows/rules.ts";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { cycleExceptions, cycles, orderWindows } from "../windows.tables.ts";

export type Cycle = InferSelectModel<typeof cycles>;
export type CycleException = InferSelectModel<typeof cycleExceptions>;
export type OrderWindow = InferSelectModel<typeof orderWindows>;

type Calendar = { cycle: Cycle | undefined; exceptions: CycleException[] };

/** All that decides the windows of one scope. `base`: the route's calendar of a shop that has single dates but no cycle of its own. */
export type ScopeCalendar = Calendar & { base: Calendar | undefined };

/** How windows are planned: `from` and `exceptionsFrom` are dates (YYYY-MM-DD), `plan` turns a calendar into times. */
export type Planner = { from: string; exceptionsFrom: string; now: number; plan: (calendar: ScopeCalendar) => PlannedTimes[] };

/** A reminder whose alarm is to be set. */
export type ReminderDue = Pick<OrderWindow, "id" | "version" | "reminderAt">;

type Owner = Pick<OrderWindow, "scope" | "routeId" | "retailerId">;
const NO_CALENDAR: Calendar = { cycle: undefined, exceptions: [] };
const ROWS_PER_INSERT = 500;

/** Brings the stored windows of the scopes (of all without `scopes`) in line with the calendar; returns the reminders to set alarms for. */
export async function replanWindows(db: Db, planner: Planner, scopes?: ReadonlySet<string>): Promise<ReminderDue[]> {
  return inTransaction(db, (tx) => replanIn(tx, planner, scopes));
}

/** As replanWindows, inside the caller's transaction. */
export function replanIn(tx: Tx, planner: Planner, scopes?: ReadonlySet<string>): ReminderDue[] {
  const { calendars, owners } = loadCalendars(tx, planner.exceptionsFrom);
  const stored = new Map<string, OrderWindow[]>();
  for (const row of tx.select().from(orderWindows).where(gte(orderWindows.date, planner.from)).all()) {
    append(stored, row.scope, row);
    owners.set(row.scope, row);
  }
  const baseScopes = findBaseScopes(tx, calendars, owners);
  const created: InferInsertModel<typeof orderWindows>[] = [];
  const due: ReminderDue[] = [];
  for (const owner of owners.values()) {
    const baseScope = baseScopes.get(owner.scope);
    if (scopes && !scopes.has(owner.scope) && !(baseScope && scopes.has(baseScope))) continue;
    const base = baseScope === undefined ? undefined : (calendars.get(baseScope) ?? NO_CALENDAR);
    const planned = planner.plan({ ...(calendars.get(owner.scope) ?? NO_CALENDAR), base });
    const rows = stored.get(owner.scope) ?? [];
    created.push(...findNew(owner, planned, rows, planner.now));
    due.push(...updateRows(tx, planned, rows, planner.now));
  }
  return [...due, ...insertWindows(tx, created)];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function loadCalendars(tx: Tx, exceptionsFrom: string) {
  const calendars = new Map<string, Calendar>();
  const owners = new Map<string, Owner>();
  for (const cycle of tx.select().from(cycles).all()) {
    calendars.set(cycle.scope, { cycle, exceptions: [] });
    owners.set(cycle.scope, cycle);
  }
  for (const exception of tx.select().from(cycleExceptions).where(gte(cycleExceptions.date, exceptionsFrom)).all()) {
    const calendar = calendars.get(exception.scope);
    if (calendar) calendar.exceptions.push(exception);
    else calendars.set(exception.scope, { cycle: undefined, exceptions: [exception] });
    owners.set(exception.scope, exception);
  }
  return { calendars, owners };
}

/** A shop with single dates of its own orders, between them, as its route does: its window opens at the route's previous cutoff. */
function findBaseScopes(tx: Tx, calendars: Map<string, Calendar>, owners: Map<string, Owner>): Map<string, string> {
  const shopIds = [...owners.values()].flatMap(({ scope, retailerId }) =>
    retailerId !== null && calendars.get(scope)?.cycle === undefined ? [retailerId] : [],
  );
  const shops = chunksOf(shopIds).flatMap((some) =>
    tx.select({ id: retailers.id, routeId: retailers.routeId }).from(retailers).where(inArray(retailers.id, some)).all(),
  );
  return new Map(shops.map(({ id, routeId }) => [shopScope(id), routeScope(routeId)]));
}

function findNew({ scope, routeId, retailerId }: Owner, planned: PlannedTimes[], rows: OrderWindow[], now: number) {
  const known = new Set(rows.map(({ date }) => date));
  return planned
    .filter((times) => !known.has(times.date) && decideChange(undefined, times, now).kind === "create")
    .map(({ date, opensAt, cutoffAt, reminderAt }) => {
      return { scope, routeId, retailerId, date, opensAt, cutoffAt, reminderAt, state: "planned" as const };
    });
}

function insertWindows(tx: Tx, rows: InferInsertModel<typeof orderWindows>[]): ReminderDue[] {
  const due: ReminderDue[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const inserted = tx
      .insert(orderWindows)
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .returning({ id: orderWindows.id, version: orderWindows.version, reminderAt: orderWindows.reminderAt })
      .all();
    due.push(...inserted);
  }
  return due;
}

function updateRows(tx: Tx, planned: PlannedTimes[], rows: OrderWindow[], now: number): ReminderDue[] {
  const byDate = new Map(planned.map((times) => [times.date, times]));
  return rows.flatMap((row) => {
    const change = decideChange(row, byDate.get(row.date), now);
    if (change.kind !== "change") return [];
    const { set } = change;
    tx.update(orderWindows)
      .set({ ...set })
      .where(eq(orderWindows.id, row.id))
      .run();
    adjustOutbox(tx, row.id, set);
    const isDue = set.state === "planned" && set.remindedAt === null && set.missedAt === null;
    return isDue ? [{ id: row.id, version: set.version, reminderAt: set.reminderAt }] : [];
  });
}

/** Messages of the window that still wait: void when it is cancelled or reminded of anew, else valid until the new cutoff. */
function adjustOutbox(tx: Tx, windowId: number, set: StoredWindow): void {
  const isVoid = set.state === "cancelled" || set.remindedAt === null;
  const kinds = isVoid
    ? (["order_reminder", "order_notice", "order_call_list", "order_missed"] as const)
    : (["order_reminder", "order_notice"] as const);
  tx.update(deliveries)
    .set(isVoid ? { state: "skipped", reason: set.state === "cancelled" ? "cancelled" : "moved" } : { validUntil: set.cutoffAt })
    .where(and(inArray(deliveries.kind, kinds), eq(deliveries.subjectId, windowId), eq(deliveries.state, "pending")))
    .run();
}
