import { dateOf, localDate, dayOf } from "../calendar/local-time.ts";
import {
  parseCutoff,
  planWindows,
  reminderAt,
  type CycleRule,
  type PlannedWindow,
  type WindowException,
} from "../calendar/window-rules.ts";
import type { Cycle, CycleException, Planner, ScopeCalendar } from "../../db/windows/plan.ts";
import type { Deps } from "../deps.ts";
import type { PlannedTimes } from "./rules.ts";

export const PLAN_DAYS = 14;
/** planWindows looks so far back for the cutoff at which a window opens. */
const LOOK_BACK_DAYS = 14;

/** What makes windows of calendar rows, from yesterday (its cutoff may lie on today: "+1 02:00") to 14 days ahead. */
export function createPlanner({ calendar, clock, config }: Deps): Planner {
  const now = clock();
  const day = dayOf(localDate(now, calendar.zone)) - 1;
  const from = dateOf(day);
  const options = { zone: calendar.zone, holidays: calendar.holidays, from, days: PLAN_DAYS + 1 };
  // Most routes share a few cycles, and planning one costs hundreds of time-zone look-ups.
  const weekly = new Map<string, PlannedWindow[]>();

  function windowsOf(cycle: Cycle | undefined, exceptions: readonly CycleException[]): PlannedWindow[] {
    if (exceptions.length > 0) return planWindows(ruleOf(cycle), exceptions.map(toException), options);
    if (!cycle) return [];
    const key = JSON.stringify([cycle.weekdays, cycle.cutoff, cycle.opens]);
    const known = weekly.get(key) ?? planWindows(ruleOf(cycle), [], options);
    weekly.set(key, known);
    return known;
  }

  function plan(scope: ScopeCalendar): PlannedTimes[] {
    return planScope(scope, windowsOf).map(({ date, opensAt, cutoffAt, source }) => ({
      date,
      opensAt,
      cutoffAt,
      reminderAt: reminderAt({ opensAt, cutoffAt }, config.reminderLeadMs),
      isException: source === "exception",
    }));
  }

  return { from, exceptionsFrom: dateOf(day - LOOK_BACK_DAYS), now, plan };
}

function planScope(
  { cycle, exceptions, base }: ScopeCalendar,
  windowsOf: (cycle: Cycle | undefined, exceptions: CycleException[]) => PlannedWindow[],
) {
  if (cycle || !base) return windowsOf(cycle, exceptions);
  // Single dates of a shop without its own cycle: between them it orders as its route does, and those windows are the route's.
  const own = new Set(exceptions.map(({ date }) => date));
  return windowsOf(base.cycle, [...base.exceptions, ...exceptions]).filter(({ date }) => own.has(date));
}

function ruleOf(cycle: Cycle | undefined): CycleRule | undefined {
  const cutoff = cycle && parseCutoff(cycle.cutoff);
  if (!cycle || !cutoff) return undefined;
  return { weekdays: cycle.weekdays, cutoff, opens: cycle.opens === null ? undefined : parseCutoff(cycle.opens) };
}

function toException({ date, kind, opensAt, cutoffAt }: CycleException): WindowException {
  if (kind === "cancelled" || cutoffAt === null) return { date, kind: "cancelled" };
  return { date, kind: "window", cutoffAt, opensAt: opensAt ?? undefined };
}
