import { DAY_MS, formatClock, fromLocal, parseClock } from "./local-time.ts";
import { parseWeekdays } from "./weekdays.ts";

/** A wall-clock time "HH:mm", so many days from the ordering day (-1 = the day before). */
export type DayTime = { dayOffset: number; time: string };

/** When a route (or one shop) orders: weekdays 1 = Monday to 7 = Sunday, each with its cutoff and, if told, its opening. */
export type CycleRule = { weekdays: number[]; cutoff: DayTime; opens?: DayTime | undefined };

/** A cutoff lies at most so many days before its ordering day. */
export const MAX_DAYS_BEFORE = 14;

/** Reads "17:00" or "-1 23:59" (days from the ordering day, -14 to +1); undefined when malformed. */
export function parseCutoff(text: string): DayTime | undefined {
  const parts = /^(?:([+-]?\d{1,2})\s+)?(\S+)$/.exec(text.normalize("NFKC").trim());
  const clock = parseClock(parts?.[2] ?? "");
  const dayOffset = Number(parts?.[1] ?? 0);
  if (clock === undefined || dayOffset < -MAX_DAYS_BEFORE || dayOffset > 1) return undefined;
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
  if (wallOf(opens) >= wallOf(cutoff)) return { ok: false, field: "opens", reason: "not_before_cutoff" };
  return { ok: true, rule: { weekdays, cutoff, opens } };
}

function clockOf(time: string): number {
  const clock = parseClock(time);
  if (clock === undefined) throw new RangeError(`"${time}" is not a time of day`);
  return clock;
}

const wallOf = ({ dayOffset, time }: DayTime): number => dayOffset * DAY_MS + clockOf(time);

/** The instant (epoch ms) that a rule's time means for an ordering day; throws RangeError for an unknown zone or time. */
export function instantOf(day: number, { dayOffset, time }: DayTime, zone: string): number {
  return fromLocal(day + dayOffset, clockOf(time), zone);
}
