import type { Holidays } from "./holidays.ts";
import { DAY_MS, dateOf, dayOf, formatClock, fromLocal, parseClock, toLocal, weekdayOf } from "./local-time.ts";
import { parseWeekdays } from "./weekdays.ts";

export { formatWeekdays, parseWeekdays } from "./weekdays.ts";

/** A wall-clock time "HH:mm", so many days from the ordering day (-1 = the day before). */
export type DayTime = { dayOffset: number; time: string };

/** When a route (or one shop) orders: weekdays 1 = Monday to 7 = Sunday, each with its cutoff and, if told, its opening. */
export type CycleRule = { weekdays: number[]; cutoff: DayTime; opens?: DayTime | undefined };

/** Overrides one ordering day; times in epoch ms. */
export type WindowException =
  | { date: string; kind: "cancelled" }
  | { date: string; kind: "window"; cutoffAt: number; opensAt?: number | undefined };

/** One ordering day ("YYYY-MM-DD") with its opening and cutoff in epoch ms. */
export type PlannedWindow = { date: string; opensAt: number; cutoffAt: number; source: "weekly" | "exception" };

export type PlanOptions = { zone: string; from: string; days?: number | undefined; holidays: Holidays };

const LOOK_BACK_DAYS = 14;
const FALLBACK_OPEN_DAYS = 7;

/** Reads "17:00" or "-1 23:59" (days from the ordering day, -14 to +1); undefined when malformed. */
export function parseCutoff(text: string): DayTime | undefined {
  const parts = /^(?:([+-]?\d{1,2})\s+)?(\S+)$/.exec(text.normalize("NFKC").trim());
  const clock = parseClock(parts?.[2] ?? "");
  const dayOffset = Number(parts?.[1] ?? 0);
  if (clock === undefined || dayOffset < -LOOK_BACK_DAYS || dayOffset > 1) return undefined;
  return { dayOffset, time: formatClock(clock) };
}

/** "17:00" or "-1 23:59": what parseCutoff reads back. */
export function formatCutoff({ dayOffset, time }: DayTime): string {
  return dayOffset === 0 ? time : `${dayOffset > 0 ? "+" : ""}${dayOffset} ${time}`;
}

/** A rule of the calendar CSV's texts (`opens` may be empty), or the field that is wrong: malformed, or opens not before cutoff. */
export function parseCycle(texts: {
  weekdays: string;
  cutoff: string;
  opens?: string | undefined;
}): { ok: true; rule: CycleRule } | { ok: false; field: "weekdays" | "cutoff" | "opens"; reason: "malformed" | "not_before_cutoff" } {
  const weekdays = parseWeekdays(texts.weekdays);
  if (!weekdays) return { ok: false, field: "weekdays", reason: "malformed" };
  const cutoff = parseCutoff(texts.cutoff);
  if (!cutoff) return { ok: false, field: "cutoff", reason: "malformed" };
  if (!texts.opens?.trim()) return { ok: true, rule: { weekdays, cutoff } };
  const opens = parseCutoff(texts.opens);
  if (!opens) return { ok: false, field: "opens", reason: "malformed" };
  if (wallOf(0, opens) >= wallOf(0, cutoff)) return { ok: false, field: "opens", reason: "not_before_cutoff" };
  return { ok: true, rule: { weekdays, cutoff, opens } };
}

function clockOf(time: string): number {
  const clock = parseClock(time);
  if (clock === undefined) throw new RangeError(`"${time}" is not a time of day`);
  return clock;
}

function wallOf(day: number, { dayOffset, time }: DayTime): number {
  return (day + dayOffset) * DAY_MS + clockOf(time);
}

function instantOf(day: number, { dayOffset, time }: DayTime, zone: string): number {
  return fromLocal(day + dayOffset, clockOf(time), zone);
}

type Draft = { day: number; cutoffAt: number; opensAt: number | undefined; source: PlannedWindow["source"] };

function draftOf(
  day: number,
  rule: CycleRule | undefined,
  exception: WindowException | undefined,
  options: PlanOptions,
): Draft | undefined {
  if (exception?.kind === "cancelled") return undefined;
  const ruleOpens = rule?.opens && instantOf(day, rule.opens, options.zone);
  if (exception) return { day, cutoffAt: exception.cutoffAt, opensAt: exception.opensAt ?? ruleOpens, source: "exception" };
  if (!rule?.weekdays.includes(weekdayOf(day)) || options.holidays.kindOf(dateOf(day)) === "off") return undefined;
  return { day, cutoffAt: instantOf(day, rule.cutoff, options.zone), opensAt: ruleOpens, source: "weekly" };
}

function opensAtOf(draft: Draft, previous: Draft | undefined, zone: string): number {
  const { day, cutoffAt, opensAt } = draft;
  // An exception may put the cutoff before the usual opening.
  if (opensAt !== undefined && opensAt < cutoffAt) return opensAt;
  if (previous && previous.day >= day - LOOK_BACK_DAYS && previous.cutoffAt < cutoffAt) return previous.cutoffAt;
  const cutoff = toLocal(cutoffAt, zone);
  return fromLocal(cutoff.day - FALLBACK_OPEN_DAYS, cutoff.clockMs, zone);
}

/**
 * The windows whose ordering day lies in the `days` (14) days from `from`, sorted by ordering day. An ordering day that is a day off
 * has no window; a dated exception overrides both week and holiday (of several for one date the last counts). Without `opens` a
 * window opens at the previous window's cutoff, else at the same clock time 7 days before its own; pass the exceptions of the 14
 * days before `from` too, so that it opens at the same instant whenever it is planned. A time in a skipped hour is shifted forward by
 * the gap, in a doubled hour the first. Throws RangeError for an unknown zone, date or time.
 */
export function planWindows(rule: CycleRule | undefined, exceptions: readonly WindowException[], options: PlanOptions): PlannedWindow[] {
  const first = dayOf(options.from);
  const byDate = new Map(exceptions.map((exception) => [exception.date, exception]));
  const windows: PlannedWindow[] = [];
  let previous: Draft | undefined;
  for (let day = first - LOOK_BACK_DAYS; day < first + (options.days ?? 14); day += 1) {
    const draft = draftOf(day, rule, byDate.get(dateOf(day)), options);
    if (!draft) continue;
    const { cutoffAt, source } = draft;
    if (day >= first) windows.push({ date: dateOf(day), opensAt: opensAtOf(draft, previous, options.zone), cutoffAt, source });
    previous = draft;
  }
  return windows;
}

/** When the reminder of a window goes out (epoch ms): `leadMs` before its cutoff, but not before it opens. */
export function reminderAt(window: { opensAt: number; cutoffAt: number }, leadMs: number): number {
  return Math.max(window.opensAt, window.cutoffAt - leadMs);
}
