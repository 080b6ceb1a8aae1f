import { MINUTE_MS, dayOf, fromLocal, localDate, toLocal } from "../../calendar/local-time.ts";
import { type WorkingCalendar, addWorkingTime, workingTimeBetween } from "../../calendar/working-time.ts";
import { formatMoment, formatTime } from "../../dates.ts";
import { DateTime } from "luxon";
import type { Locale } from "../../config.ts";

const HOUR_MS = 60 * MINUTE_MS;
/** A visit needs the way there, and half an hour at the counter. */
const SOONEST_MS = 30 * MINUTE_MS;
const LONG_ENOUGH_MS = 30 * MINUTE_MS;
const MORNING = [9, 10, 11];
const AFTERNOON = [14, 15, 16, 17];
const CHOICES = 6;
/** A long holiday is shorter than this. */
const LOOK_AHEAD_DAYS = 15;

const startOf = (day: number, zone: string): number => fromLocal(day, 0, zone);

/** The day, counted since 1970-01-01, on which an instant falls in the company's time zone. */
export const localDay = (at: number, zone: string): number => toLocal(at, zone).day;

/** When the working hours of an instant's day end; the instant itself on a day without work, or when it is later. */
export function endOfVisitDay(at: number, calendar: WorkingCalendar): number {
  const { day } = toLocal(at, calendar.zone);
  const from = startOf(day, calendar.zone);
  const hours = workingTimeBetween(from, startOf(day + 1, calendar.zone), calendar);
  return hours === 0 ? at : Math.max(at, addWorkingTime(from, hours, calendar));
}

/** The end of a day given as "YYYY-MM-DD". */
export const endOfDay = (date: string, zone: string): number => startOf(dayOf(date) + 1, zone);

/** The next times at which a visit can be offered: one each morning and afternoon in working time, today's first. */
export function offerVisitTimes(now: number, calendar: WorkingCalendar): number[] {
  const { zone } = calendar;
  const { day: today } = toLocal(now, zone);
  const isPossible = (at: number) => at >= now + SOONEST_MS && workingTimeBetween(at, at + LONG_ENOUGH_MS, calendar) === LONG_ENOUGH_MS;
  const days = Array.from({ length: LOOK_AHEAD_DAYS }, (_, index) => today + index);
  const offered = days.flatMap((day) =>
    [MORNING, AFTERNOON].flatMap((hours) => hours.map((hour) => fromLocal(day, hour * HOUR_MS, zone)).find(isPossible) ?? []),
  );
  return offered.slice(0, CHOICES);
}

/** "2026-11-24 15:00": how a time is kept in the timeline, whoever reads it. */
export const plainMoment = (at: number, zone: string): string => `${localDate(at, zone)} ${formatTime(at, zone)}`;

/** The kept time in the reader's words, and what was written after it. */
export function describePlan(text: string, reading: { zone: string; locale: Locale; now: number }): string {
  const [, kept, rest = ""] = /^(\d{4}-\d\d-\d\d \d\d:\d\d) ?(.*)$/su.exec(text) ?? [];
  const at = kept === undefined ? Number.NaN : DateTime.fromSQL(kept, { zone: reading.zone }).toMillis();
  return Number.isNaN(at) ? text : [formatMoment(at, reading), rest].filter(Boolean).join(" ");
}
