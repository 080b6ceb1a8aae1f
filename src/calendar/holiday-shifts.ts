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
 * The ordering day whose day off moves its window to `day`, which is no ordering day; undefined when there is none. It goes to the nearest
 * working day, never past another ordering day, be it one of the week or a dated exception; a date with an exception of its own stays.
 */
export function shiftedFrom(day: number, rule: CycleRule, exceptions: Exceptions, options: ShiftOptions): number | undefined {
  if (options.holidayRule === "drop" || !isWorkingDay(day, options.holidays)) return undefined;
  const back = options.holidayRule === "before" ? 1 : -1;
  for (let from = day + back; Math.abs(from - day) <= MAX_SHIFT_DAYS; from += back) {
    const exception = exceptions.get(dateOf(from));
    if (rule.weekdays.includes(weekdayOf(from))) return isDayOff(from, rule, options.holidays) && !exception ? from : undefined;
    if (exception?.kind === "window" || isWorkingDay(from, options.holidays)) return undefined;
  }
  return undefined;
}
