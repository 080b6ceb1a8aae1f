import type { CycleRule } from "./cycle-rules.ts";
import type { Holidays } from "./holidays.ts";
import { dateOf, weekdayOf } from "./local-time.ts";
import { isWorkingDay } from "./working-days.ts";

/** What becomes of an ordering day that is a day off: none, or the nearest working day before or after. */
export const HOLIDAY_RULES = ["drop", "before", "after"] as const;
export type HolidayRule = (typeof HOLIDAY_RULES)[number];

/** No ordering day moves further: a week on, the same weekday is an ordering day of its own. */
export const MAX_SHIFT_DAYS = 6;

type Exceptions = ReadonlyMap<string, { kind: "cancelled" | "window" }>;
export type ShiftOptions = { holidays: Holidays; holidayRule: HolidayRule };

/** Whether the week orders on this day and it is a day off. */
export const isDayOff = (day: number, { weekdays }: CycleRule, holidays: Holidays): boolean =>
  weekdays.includes(weekdayOf(day)) && holidays.kindOf(dateOf(day)) === "off";

/**
 * Where the ordering day of a day off moves to; undefined when it is dropped. It never moves onto or past another ordering day, nor onto
 * a day about which a dated exception says something else.
 */
export function shiftedDay(day: number, rule: CycleRule, exceptions: Exceptions, options: ShiftOptions): number | undefined {
  if (options.holidayRule === "drop") return undefined;
  const step = options.holidayRule === "before" ? -1 : 1;
  for (let moved = day + step; Math.abs(moved - day) <= MAX_SHIFT_DAYS; moved += step) {
    const exception = exceptions.get(dateOf(moved));
    if (rule.weekdays.includes(weekdayOf(moved)) || exception?.kind === "window") return undefined;
    if (isWorkingDay(moved, options.holidays)) return exception ? undefined : moved;
  }
  return undefined;
}

/** The ordering day whose day off moves its window to `day`; undefined when there is none. */
export function shiftedFrom(day: number, rule: CycleRule, exceptions: Exceptions, options: ShiftOptions): number | undefined {
  if (options.holidayRule === "drop" || !isWorkingDay(day, options.holidays)) return undefined;
  const back = options.holidayRule === "before" ? 1 : -1;
  for (let from = day + back; Math.abs(from - day) <= MAX_SHIFT_DAYS; from += back) {
    if (!rule.weekdays.includes(weekdayOf(from))) continue;
    // Nothing moves past an ordering day: only the nearest can come here. A dated exception has the last word about its own date.
    if (!isDayOff(from, rule, options.holidays) || exceptions.has(dateOf(from))) return undefined;
    return shiftedDay(from, rule, exceptions, options) === day ? from : undefined;
  }
  return undefined;
}
