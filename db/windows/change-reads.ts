import { and, asc, desc, eq, gt, gte, type InferSelectModel } from "drizzle-orm";
import type { CutoffLimits } from "../../src/windows/cutoff-rules.ts";
import { routeScope } from "../../src/windows/rules.ts";
import type { Db, Tx } from "../client.ts";
import { cycleExceptions, cycles, orderWindows, windowChanges } from "../windows.tables.ts";
import type { CycleException, OrderWindow, Planner } from "./plan.ts";
import type { WindowDetails } from "./shops.ts";

export type WindowChange = InferSelectModel<typeof windowChanges>;
export type ExceptionValue = NonNullable<WindowChange["calendar"]>;

/** How windows are planned, and how far each may be moved. */
export type CutoffTerms = { planner: Planner; limitsOf: (window: OrderWindow) => Pick<CutoffLimits, "latestAt" | "reopenUntil"> };

const exceptionOf = (tx: Db | Tx, { scope, date }: OrderWindow): CycleException | undefined =>
  tx
    .select()
    .from(cycleExceptions)
    .where(and(eq(cycleExceptions.scope, scope), eq(cycleExceptions.date, date)))
    .get();

/** The latest change of a window. */
export const readLatestChange = (tx: Db | Tx, windowId: number): WindowChange | undefined =>
  tx.select().from(windowChanges).where(eq(windowChanges.windowId, windowId)).orderBy(desc(windowChanges.id)).limit(1).get();

/** The exception that the calendar itself has, whatever the office put in its place; `isOurs`: the office's stands there now. */
function readCalendarException(tx: Db | Tx, window: OrderWindow): { isOurs: boolean; calendar: ExceptionValue | null } {
  const exception = exceptionOf(tx, window);
  const change = readLatestChange(tx, window.id);
  // An import that came later has another time of writing: it is the calendar's word again.
  const isOurs = exception !== undefined && change !== undefined && change.kind !== "restore" && exception.updatedAt === change.at;
  if (isOurs) return { isOurs, calendar: change.calendar };
  if (!exception) return { isOurs, calendar: null };
  const { kind, opensAt, cutoffAt } = exception;
  return { isOurs, calendar: { kind, opensAt, cutoffAt } };
}

function readScope(tx: Db | Tx, scope: string, from: string) {
  const exceptions = tx
    .select()
    .from(cycleExceptions)
    .where(and(eq(cycleExceptions.scope, scope), gte(cycleExceptions.date, from)))
    .all();
  return { cycle: tx.select().from(cycles).where(eq(cycles.scope, scope)).get(), exceptions };
}

/** The cutoff that the calendar would give the window if the office had left it alone; undefined when the calendar has none. */
function findCalendarCutoff(tx: Db | Tx, planner: Planner, window: WindowDetails, calendar: ExceptionValue | null): number | undefined {
  const { scope, routeId, retailerId, date } = window;
  const own = readScope(tx, scope, planner.exceptionsFrom);
  const put = calendar ? [{ id: 0, scope, routeId, retailerId, date, updatedAt: 0, ...calendar }] : [];
  const exceptions = [...own.exceptions.filter((exception) => exception.date !== date), ...put];
  const base =
    retailerId !== null && own.cycle === undefined ? readScope(tx, routeScope(window.route.id), planner.exceptionsFrom) : undefined;
  return planner.plan({ cycle: own.cycle, exceptions, base }).find((times) => times.date === date)?.cutoffAt;
}

const nextCutoffOf = (tx: Db | Tx, { scope, date }: OrderWindow): number | undefined =>
  tx
    .select({ cutoffAt: orderWindows.cutoffAt })
    .from(orderWindows)
    .where(and(eq(orderWindows.scope, scope), eq(orderWindows.state, "planned"), gt(orderWindows.date, date)))
    .orderBy(asc(orderWindows.date))
    .limit(1)
    .get()?.cutoffAt;

/** What a change of the window may not go beyond, and what the calendar itself has for its date. */
export function readLimits(tx: Db | Tx, { planner, limitsOf }: CutoffTerms, window: WindowDetails) {
  const { isOurs, calendar } = readCalendarException(tx, window);
  const calendarAt = isOurs ? findCalendarCutoff(tx, planner, window, calendar) : undefined;
  return { calendar, limits: { ...limitsOf(window), nextCutoffAt: nextCutoffOf(tx, window), calendarAt } };
}

/** Who changed a window, the latest first. */
export async function findChanges(db: Db, windowId: number): Promise<WindowChange[]> {
  return db.select().from(windowChanges).where(eq(windowChanges.windowId, windowId)).orderBy(desc(windowChanges.id)).all();
}

/** A change by its id. */
export async function findChange(db: Db, id: number): Promise<WindowChange | undefined> {
  return db.select().from(windowChanges).where(eq(windowChanges.id, id)).get();
}

/** The latest change of each window of an ordering date, by window id. */
export async function findChangesOfDate(db: Db, date: string): Promise<Map<number, WindowChange>> {
  const rows = db
    .select({ change: windowChanges })
    .from(windowChanges)
    .innerJoin(orderWindows, eq(orderWindows.id, windowChanges.windowId))
    .where(eq(orderWindows.date, date))
    .orderBy(asc(windowChanges.id))
    .all();
  return new Map(rows.map(({ change }) => [change.windowId, change]));
}
