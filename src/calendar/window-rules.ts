import { instantOf, MAX_DAYS_BEFORE, type CycleRule } from "./cycle-rules.ts";
import { isDayOff, MAX_SHIFT_DAYS, shiftedFrom, type HolidayRule } from "./holiday-shifts.ts";
import type { Holidays } from "./holidays.ts";
import { dateOf, dayOf, fromLocal, MINUTE_MS, toLocal, weekdayOf } from "./local-time.ts";
import { moveCutoff, moveOpening, type Span } from "./maintenance.ts";

export { formatCutoff, parseCutoff, parseCycle, type CycleRule, type DayTime } from "./cycle-rules.ts";
export { formatWeekdays, parseWeekdays } from "./weekdays.ts";

/** Overrides one ordering day; times in epoch ms. */
export type WindowException =
  | { date: string; kind: "cancelled" }
  | { date: string; kind: "window"; cutoffAt: number; opensAt?: number | undefined };

/** One ordering day ("YYYY-MM-DD") with its opening and cutoff in epoch ms; `movedFrom`: the day off it stands in for. */
export type PlannedWindow = {
  date: string;
  opensAt: number;
  cutoffAt: number;
  source: "weekly" | "exception";
  movedFrom: string | null;
};

export type PlanOptions = {
  zone: string;
  from: string;
  days?: number | undefined;
  holidays: Holidays;
  /** "drop" unless told. */
  holidayRule?: HolidayRule | undefined;
  /** When nobody can order (listMaintenance, from PLAN_LOOK_BACK_DAYS before `from`); never unless told. */
  maintenance?: readonly Span[] | undefined;
};

/** So many days before `from` decide about the windows: the previous cutoff, which a holiday may have moved. */
export const PLAN_LOOK_BACK_DAYS = MAX_DAYS_BEFORE + MAX_SHIFT_DAYS;
const FALLBACK_OPEN_DAYS = 7;

type Plan = Pick<PlanOptions, "zone" | "holidays"> & {
  holidayRule: HolidayRule;
  maintenance: readonly Span[];
  rule: CycleRule | undefined;
  byDate: ReadonlyMap<string, WindowException>;
};
type Draft = Pick<PlannedWindow, "cutoffAt" | "source" | "movedFrom"> & {
  day: number;
  opensAt: number | undefined;
  /** Maintenance brought the cutoff forward. */
  isCut: boolean;
};

function weeklyDraft(day: number, plan: Plan): Draft | undefined {
  const { rule, byDate, zone } = plan;
  if (!rule) return undefined;
  const isOwnDay = rule.weekdays.includes(weekdayOf(day)) && !isDayOff(day, rule, plan.holidays);
  const from = isOwnDay ? day : shiftedFrom(day, rule, byDate, plan);
  if (from === undefined) return undefined;
  const usual = instantOf(day, rule.cutoff, zone);
  const cutoffAt = moveCutoff(usual, plan.maintenance);
  const opensAt = rule.opens && instantOf(day, rule.opens, zone);
  return { day, cutoffAt, opensAt, source: "weekly", movedFrom: isOwnDay ? null : dateOf(from), isCut: cutoffAt !== usual };
}

function draftOf(day: number, plan: Plan): Draft | undefined {
  const exception = plan.byDate.get(dateOf(day));
  if (!exception) return weeklyDraft(day, plan);
  if (exception.kind === "cancelled") return undefined;
  const ruleOpens = plan.rule?.opens && instantOf(day, plan.rule.opens, plan.zone);
  const opensAt = exception.opensAt ?? ruleOpens;
  // A day that stands in for a day off still does so with other times.
  const movedFrom = weeklyDraft(day, plan)?.movedFrom ?? null;
  return { day, cutoffAt: exception.cutoffAt, opensAt, source: "exception", movedFrom, isCut: false };
}

function usualOpening({ day, cutoffAt, opensAt, isCut }: Draft, previous: Draft | undefined, zone: string): number {
  // An exception may put the cutoff before the usual opening; a window that maintenance leaves no time to is empty.
  if (opensAt !== undefined && (opensAt < cutoffAt || isCut)) return opensAt;
  if (previous && previous.day >= day - MAX_DAYS_BEFORE && previous.cutoffAt < cutoffAt) return previous.cutoffAt;
  const cutoff = toLocal(cutoffAt, zone);
  return fromLocal(cutoff.day - FALLBACK_OPEN_DAYS, cutoff.clockMs, zone);
}

/** The opening outside maintenance; undefined when the window is empty. What an exception says in so many words stays. */
function openingOf(draft: Draft, previous: Draft | undefined, plan: Plan): number | undefined {
  const exception = plan.byDate.get(dateOf(draft.day));
  const told = exception?.kind === "window" ? exception.opensAt : undefined;
  if (told !== undefined && told < draft.cutoffAt) return told;
  const usual = usualOpening(draft, previous, plan.zone);
  const opensAt = moveOpening(usual, plan.maintenance);
  if (opensAt < draft.cutoffAt) return opensAt;
  return draft.source === "exception" ? usual : undefined;
}

/** Maintenance moved the cutoffs of two ordering days to one instant: the second has no time of its own. */
const isSwallowed = ({ cutoffAt, isCut }: Draft, previous: Draft | undefined): boolean => isCut && previous?.cutoffAt === cutoffAt;

/**
 * The windows whose ordering day lies in the `days` (14) days from `from`, sorted by ordering day. An ordering day that is a day off
 * has no window, or moves by `holidayRule`; a dated exception overrides both week and holiday (of several for one date the last counts).
 * Without `opens` a window opens at the previous window's cutoff, else at the same clock time 7 days before its own; pass the exceptions
 * of the PLAN_LOOK_BACK_DAYS before `from` too, so that it opens at the same instant whenever it is planned. In maintenance an opening
 * moves to its end and a weekly cutoff to its beginning; a window that becomes empty is none. A time in a skipped hour is shifted forward
 * by the gap, in a doubled hour the first. Throws RangeError for an unknown zone, date or time.
 */
export function planWindows(rule: CycleRule | undefined, exceptions: readonly WindowException[], options: PlanOptions): PlannedWindow[] {
  const first = dayOf(options.from);
  const byDate = new Map(exceptions.map((exception) => [exception.date, exception]));
  const { zone, holidays, holidayRule = "drop", maintenance = [] } = options;
  const plan: Plan = { rule, byDate, zone, holidays, holidayRule, maintenance };
  const windows: PlannedWindow[] = [];
  let previous: Draft | undefined;
  for (let day = first - MAX_DAYS_BEFORE; day < first + (options.days ?? 14); day += 1) {
    const draft = draftOf(day, plan);
    if (!draft || isSwallowed(draft, previous)) continue;
    const opensAt = openingOf(draft, previous, plan);
    if (opensAt === undefined) continue;
    const { cutoffAt, source, movedFrom } = draft;
    if (day >= first) windows.push({ date: dateOf(day), opensAt, cutoffAt, source, movedFrom });
    previous = draft;
  }
  return windows;
}

/** When the reminder of a window goes out (epoch ms): `leadMs` before its cutoff, but not before it opens. */
export function reminderAt(window: { opensAt: number; cutoffAt: number }, leadMs: number): number {
  return Math.max(window.opensAt, window.cutoffAt - leadMs);
}

const HOUR_MS = 60 * MINUTE_MS;
const OFFICE_CLOSES_MS = 17 * HOUR_MS;
const LATE_MS = 19 * HOUR_MS;
const EARLY_MS = 9 * HOUR_MS;

/**
 * When the account manager gets a first list while the office is open (epoch ms): 17:00 of a cutoff's day after 19:00, of the day before
 * one before 09:00. Null when the list of the reminder is early enough, or the window is not open by then.
 */
export function preliminaryAt(window: { opensAt: number; cutoffAt: number; reminderAt: number }, zone: string): number | null {
  const { day, clockMs } = toLocal(window.cutoffAt, zone);
  if (clockMs <= LATE_MS && clockMs >= EARLY_MS) return null;
  const at = fromLocal(clockMs > LATE_MS ? day : day - 1, OFFICE_CLOSES_MS, zone);
  return at > window.opensAt && at < window.reminderAt ? at : null;
}
