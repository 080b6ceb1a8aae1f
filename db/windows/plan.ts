import { and, eq, gte, inArray, type InferInsertModel, type InferSelectModel } from "drizzle-orm";
import { decideChange, routeScope, shopScope, type PlannedTimes, type StoredWindow } from "../../src/windows/rules.ts";
import { chunksOf } from "../chunks.ts";
import type { Db, Tx } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { cycleExceptions, cycles, orderWindows } from "../windows.tables.ts";

export type Cycle = InferSelectModel<typeof cycles>;
export type CycleException = InferSelectModel<typeof cycleExceptions>;
export type OrderWindow = InferSelectModel<typeof orderWindows>;

type Calendar = { cycle: Cycle | undefined; exceptions: CycleException[] };

/** All that decides the windows of one scope. `base`: the route's calendar of a shop that has single dates but no cycle of its own. */
export type ScopeCalendar = Calendar & { base: Calendar | undefined };

/** How windows are planned: `from`, `until` and `exceptionsFrom` are dates (YYYY-MM-DD), `plan` turns a calendar into times. */
export type Planner = {
  from: string;
  /** The last ordering date that is planned. */
  until: string;
  exceptionsFrom: string;
  now: number;
  plan: (calendar: ScopeCalendar) => PlannedTimes[];
};

/** A reminder whose alarm is to be set. */
export type ReminderDue = Pick<OrderWindow, "id" | "version" | "reminderAt">;

export type Owner = Pick<OrderWindow, "scope" | "routeId" | "retailerId">;
type Times = Pick<OrderWindow, "opensAt" | "cutoffAt">;

/** A window that people may have reckoned with, before and after; null = there was or is none. Not the first plan of a route. */
export type WindowChanged = Owner & { windowId: number; version: number; date: string; before: Times | null; after: Times | null };
type Note = (change: WindowChanged) => void;
const NO_CALENDAR: Calendar = { cycle: undefined, exceptions: [] };
const ROWS_PER_INSERT = 500;

/**
 * Brings the stored windows of the scopes, and of the shops that order as they do between dates of their own, in line with the calendar,
 * inside the caller's transaction; returns the reminders to set alarms for. `note` hears of each change.
 */
export function replanIn(tx: Tx, planner: Planner, scopes: ReadonlySet<string>, note: Note = () => {}): ReminderDue[] {
  const wanted = [...new Set([...scopes, ...findFollowers(tx, scopes, planner.exceptionsFrom)])];
  const { calendars, owners } = loadCalendars(tx, planner.exceptionsFrom, wanted);
  const stored = loadWindows(tx, planner.from, wanted);
  for (const [first] of stored.values()) owners.set(first!.scope, first!);
  const baseScopes = findBaseScopes(tx, calendars, owners);
  const bases = loadCalendars(tx, planner.exceptionsFrom, [...new Set(baseScopes.values())]).calendars;
  const created: InferInsertModel<typeof orderWindows>[] = [];
  const due: ReminderDue[] = [];
  for (const owner of owners.values()) {
    const baseScope = baseScopes.get(owner.scope);
    const base = baseScope === undefined ? undefined : (bases.get(baseScope) ?? NO_CALENDAR);
    const planned = planner.plan({ ...(calendars.get(owner.scope) ?? NO_CALENDAR), base });
    const rows = stored.get(owner.scope) ?? [];
    created.push(...findNew(owner, planned, rows, planner.now));
    due.push(...updateRows(tx, planned, rows, planner.now, note));
  }
  const inserted = insertWindows(tx, created);
  for (const row of inserted) {
    // The last day came into reach with the calendar of yesterday; a route that had no window yet begins, and nothing has changed.
    if (row.date < planner.until && (row.retailerId !== null || stored.has(row.scope))) note(changeOf(row, null, row));
  }
  return [...due, ...inserted];
}

/** Every scope that has a calendar or windows from `from` (YYYY-MM-DD) on. */
export function findScopes(db: Db, { from, exceptionsFrom }: Pick<Planner, "from" | "exceptionsFrom">): Owner[] {
  const ownerOf = ({ scope, routeId, retailerId }: typeof cycles | typeof cycleExceptions | typeof orderWindows) => ({
    scope,
    routeId,
    retailerId,
  });
  const rows: Owner[] = [
    ...db.select(ownerOf(cycles)).from(cycles).all(),
    ...db.selectDistinct(ownerOf(cycleExceptions)).from(cycleExceptions).where(gte(cycleExceptions.date, exceptionsFrom)).all(),
    ...db.selectDistinct(ownerOf(orderWindows)).from(orderWindows).where(gte(orderWindows.date, from)).all(),
  ];
  return [...new Map(rows.map((row) => [row.scope, row])).values()];
}

/** Shops of these routes that have single dates of their own: what lies between them is their route's. */
function findFollowers(tx: Tx, scopes: ReadonlySet<string>, exceptionsFrom: string): string[] {
  const routeIds = chunksOf([...scopes].filter((scope) => scope.startsWith("route-")).map((scope) => Number(scope.slice("route-".length))));
  return routeIds.flatMap((some) =>
    tx
      .selectDistinct({ scope: cycleExceptions.scope })
      .from(cycleExceptions)
      .innerJoin(retailers, eq(retailers.id, cycleExceptions.retailerId))
      .where(and(inArray(retailers.routeId, some), gte(cycleExceptions.date, exceptionsFrom)))
      .all()
      .map(({ scope }) => scope),
  );
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function loadCalendars(tx: Tx, exceptionsFrom: string, scopes: readonly string[]) {
  const calendars = new Map<string, Calendar>();
  const owners = new Map<string, Owner>();
  for (const some of chunksOf(scopes)) {
    for (const cycle of tx.select().from(cycles).where(inArray(cycles.scope, some)).all()) {
      calendars.set(cycle.scope, { cycle, exceptions: [] });
      owners.set(cycle.scope, cycle);
    }
    const isNear = and(inArray(cycleExceptions.scope, some), gte(cycleExceptions.date, exceptionsFrom));
    for (const exception of tx.select().from(cycleExceptions).where(isNear).all()) {
      const calendar = calendars.get(exception.scope);
      if (calendar) calendar.exceptions.push(exception);
      else calendars.set(exception.scope, { cycle: undefined, exceptions: [exception] });
      owners.set(exception.scope, exception);
    }
  }
  return { calendars, owners };
}

function loadWindows(tx: Tx, from: string, scopes: readonly string[]): Map<string, OrderWindow[]> {
  const stored = new Map<string, OrderWindow[]>();
  for (const some of chunksOf(scopes)) {
    const isNear = and(inArray(orderWindows.scope, some), gte(orderWindows.date, from));
    for (const row of tx.select().from(orderWindows).where(isNear).all()) append(stored, row.scope, row);
  }
  return stored;
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
    .map(({ date, opensAt, cutoffAt, reminderAt, preliminaryAt, movedFrom }) => {
      const times = { date, opensAt, cutoffAt, reminderAt, preliminaryAt, movedFrom };
      return { scope, routeId, retailerId, ...times, state: "planned" as const };
    });
}

const timesOf = ({ opensAt, cutoffAt }: Times): Times => ({ opensAt, cutoffAt });

function changeOf(row: OrderWindow, before: Times | null, after: (Times & { version: number }) | null): WindowChanged {
  const { id: windowId, scope, routeId, retailerId, date } = row;
  const version = after?.version ?? row.version + 1;
  return { windowId, version, scope, routeId, retailerId, date, before: before && timesOf(before), after: after && timesOf(after) };
}

function insertWindows(tx: Tx, rows: InferInsertModel<typeof orderWindows>[]): OrderWindow[] {
  const windows: OrderWindow[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const inserted = tx
      .insert(orderWindows)
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .returning()
      .all();
    windows.push(...inserted);
  }
  return windows;
}

function updateRows(tx: Tx, planned: PlannedTimes[], rows: OrderWindow[], now: number, note: Note): ReminderDue[] {
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
    note(changeOf(row, row.state === "planned" ? row : null, set.state === "planned" ? set : null));
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
