import { dateOf, localDate, dayOf } from "../calendar/local-time.ts";
import { listMaintenance } from "../calendar/maintenance.ts";
import {
  parseCutoff,
  PLAN_LOOK_BACK_DAYS,
  planWindows,
  preliminaryAt,
  reminderAt,
  type CycleRule,
  type PlannedWindow,
  type PlanOptions,
  type WindowException,
} from "../calendar/window-rules.ts";
import type { Cycle, CycleException, Planner, ScopeCalendar } from "../../db/windows/plan.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";
import type { PlannedTimes } from "./rules.ts";

export const PLAN_DAYS = 14;
/** A window may open so long before the first day whose cutoff matters, and close a day after the last. */
const MAINTENANCE_DAYS = { before: 2 * PLAN_LOOK_BACK_DAYS, after: 8 };

/** What windows are planned by besides their calendar rows, from yesterday (its cutoff may lie on today: "+1 02:00") to 14 days ahead. */
export async function readPlanOptions(deps: Deps): Promise<PlanOptions & { from: string; days: number }> {
  const { zone, holidays } = deps.calendar;
  const day = dayOf(localDate(deps.clock(), zone)) - 1;
  const days = PLAN_DAYS + 1;
  const blocks = await readSetting(deps, "maintenance");
  const maintenance = listMaintenance(blocks, zone, day - MAINTENANCE_DAYS.before, day + days + MAINTENANCE_DAYS.after);
  return { zone, holidays, from: dateOf(day), days, maintenance, holidayRule: await readSetting(deps, "holiday_rule") };
}

/** What makes windows of calendar rows, by the settings as they are now. */
export async function createPlanner(deps: Deps): Promise<Planner> {
  const options = await readPlanOptions(deps);
  // Most routes share a few cycles, and planning one costs hundreds of time-zone look-ups.
  const weekly = new Map<string, PlannedTimes[]>();

  function timesOf(cycle: Cycle | undefined, exceptions: readonly CycleException[]): PlannedTimes[] {
    return planWindows(ruleOf(cycle), exceptions.map(toException), options).map((window) => addTimes(deps, window));
  }

  function windowsOf(cycle: Cycle | undefined, exceptions: readonly CycleException[]): PlannedTimes[] {
    if (exceptions.length > 0) return timesOf(cycle, exceptions);
    if (!cycle) return [];
    const key = JSON.stringify([cycle.weekdays, cycle.cutoff, cycle.opens]);
    const known = weekly.get(key) ?? timesOf(cycle, []);
    weekly.set(key, known);
    return known;
  }

  return {
    from: options.from,
    exceptionsFrom: dateOf(dayOf(options.from) - PLAN_LOOK_BACK_DAYS),
    until: dateOf(dayOf(options.from) + options.days - 1),
    now: deps.clock(),
    plan: (scope) => planScope(scope, windowsOf),
  };
}

function addTimes({ calendar, config }: Deps, { date, opensAt, cutoffAt, movedFrom, source }: PlannedWindow): PlannedTimes {
  const times = { opensAt, cutoffAt, reminderAt: reminderAt({ opensAt, cutoffAt }, config.reminderLeadMs) };
  return { date, ...times, preliminaryAt: preliminaryAt(times, calendar.zone), movedFrom, isException: source === "exception" };
}

function planScope(
  { cycle, exceptions, base }: ScopeCalendar,
  windowsOf: (cycle: Cycle | undefined, exceptions: CycleException[]) => PlannedTimes[],
): PlannedTimes[] {
  if (cycle || !base) return windowsOf(cycle, exceptions);
  // Single dates of a shop without its own cycle: between them it orders as its route does, and those windows are the route's.
  const own = new Set(exceptions.map(({ date }) => date));
  return windowsOf(base.cycle, [...base.exceptions, ...exceptions]).filter(({ date }) => own.has(date));
}

/** A stored cycle as the calendar's rules take it. */
export function ruleOf(cycle: Pick<Cycle, "weekdays" | "cutoff" | "opens"> | undefined): CycleRule | undefined {
  const cutoff = cycle && parseCutoff(cycle.cutoff);
  if (!cycle || !cutoff) return undefined;
  return { weekdays: cycle.weekdays, cutoff, opens: cycle.opens === null ? undefined : parseCutoff(cycle.opens) };
}

/** A stored dated exception as the calendar's rules take it. */
export function toException({ date, kind, opensAt, cutoffAt }: CycleException): WindowException {
  if (kind === "cancelled" || cutoffAt === null) return { date, kind: "cancelled" };
  return { date, kind: "window", cutoffAt, opensAt: opensAt ?? undefined };
}
