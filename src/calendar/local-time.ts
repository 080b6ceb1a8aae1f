import { IANAZone } from "luxon";

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

function offsetMs(zone: string, at: number): number {
  const offset = IANAZone.create(zone).offset(at);
  if (Number.isNaN(offset)) throw new RangeError(`"${zone}" is not a time zone or ${at} not an instant`);
  return offset * MINUTE_MS;
}

/** Whether the name is a time zone this machine knows ("Asia/Shanghai"). */
export function isTimeZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** Local calendar day (days since 1970-01-01) and time of day in ms by the wall clock; throws RangeError for an unknown zone. */
export function toLocal(at: number, zone: string): { day: number; clockMs: number } {
  const wall = at + offsetMs(zone, at);
  const day = Math.floor(wall / DAY_MS);
  return { day, clockMs: wall - day * DAY_MS };
}

/**
 * The instant (epoch ms) at which the wall clock shows `clockMs` on `day`. A skipped time is shifted forward by the gap, a doubled
 * one is its first occurrence; throws RangeError for an unknown zone. Own arithmetic, because luxon resolves a doubled time by
 * today's offset: the same date would change its meaning with the season in which it is asked.
 */
export function fromLocal(day: number, clockMs: number, zone: string): number {
  const wall = day * DAY_MS + clockMs;
  const before = offsetMs(zone, wall - DAY_MS);
  const after = offsetMs(zone, wall + DAY_MS);
  // Before the change, or in the doubled hour: the earlier offset holds. In the gap neither does, and the earlier one shifts forward.
  const first = wall - before;
  if (before === after || offsetMs(zone, first) === before) return first;
  const second = wall - after;
  return offsetMs(zone, second) === after ? second : first;
}

/** Days since 1970-01-01 of "YYYY-MM-DD"; throws RangeError when it is no such date. */
export function dayOf(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  // Date.parse takes February 30 for March 2.
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(day) || dateOf(day) !== date) throw new RangeError(`"${date}" is not a date`);
  return day;
}

/** "YYYY-MM-DD" of a count of days since 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The local date "YYYY-MM-DD" of an instant (epoch ms). */
export function localDate(at: number, zone: string): string {
  return dateOf(toLocal(at, zone).day);
}

/** 1 = Monday to 7 = Sunday, of a count of days since 1970-01-01. */
export function weekdayOf(day: number): number {
  // Day 0 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** "YYYY-MM-DD" of 2026-1-4, 2026/1/4 (as Excel rewrites dates), 2026年1月4日 or 20260104; undefined when it is no date. */
export function parseDate(text: string): string | undefined {
  const plain = text.normalize("NFKC").trim();
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain);
  if (!parts) return undefined;
  const [year, month, day] = [parts[1], parts[2], parts[3]].map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : undefined;
}

/** Milliseconds of day of "HH:mm", or "HH:mm:00" as Excel writes it (00:00 to 24:00); undefined when it is no time of day. */
export function parseClock(text: string): number | undefined {
  const parts = /^(\d{1,2}):(\d\d)(?::00)?$/.exec(text.normalize("NFKC").trim());
  if (!parts) return undefined;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])];
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 24 * 60 ? total * MINUTE_MS : undefined;
}

/** "HH:mm" of milliseconds of day. */
export function formatClock(clockMs: number): string {
  const minutes = Math.floor(clockMs / MINUTE_MS);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
