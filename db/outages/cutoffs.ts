import { inArray } from "drizzle-orm";
import { coversRoute, type OutageScope } from "../../src/outages/rules.ts";
import { chunksOf } from "../chunks.ts";
import type { Db, Tx } from "../client.ts";
import { cycleExceptions, orderWindows } from "../windows.tables.ts";
import { replanIn, type OrderWindow, type Planner, type ReminderDue } from "../windows/plan.ts";
import { selectWindows, type PlacedWindow } from "./audience.ts";

/** What an outage does to windows: those that it lay in, and the cutoff they are to have. */
export type Extension = { scope: OutageScope; startedAt: number; cutoffAt: number };

/**
 * The windows that a new cutoff would move: planned, of the scope, not closed when the outage began, closing earlier and open before
 * the new cutoff. Of several that follow each other the last: the earlier ones' shops order in it.
 */
export function findExtendable(tx: Db | Tx, { scope, startedAt, cutoffAt }: Extension): PlacedWindow[] {
  const found = selectWindows(tx, startedAt, cutoffAt - 1).filter(({ opensAt, route }) => opensAt < cutoffAt && coversRoute(scope, route));
  return [...new Map(found.map((window) => [window.scope, window])).values()];
}

/** Moves the windows' cutoffs by dated exceptions, inside the caller's transaction; returns the reminders to set alarms for. */
export function moveCutoffs(tx: Tx, planner: Planner, windowIds: readonly number[], cutoffAt: number): ReminderDue[] {
  const windows: OrderWindow[] = chunksOf(windowIds).flatMap((some) =>
    tx.select().from(orderWindows).where(inArray(orderWindows.id, some)).all(),
  );
  for (const { scope, routeId, retailerId, date, opensAt } of windows) {
    // Moving the end must not move the beginning: orders that are there would no longer count.
    const values = { scope, routeId, retailerId, date, kind: "window" as const, opensAt, cutoffAt, updatedAt: planner.now };
    tx.insert(cycleExceptions)
      .values(values)
      .onConflictDoUpdate({ target: [cycleExceptions.scope, cycleExceptions.date], set: values })
      .run();
  }
  return windows.length === 0 ? [] : replanIn(tx, planner, new Set(windows.map(({ scope }) => scope)));
}
