import type { Holidays } from "./holidays.ts";
import { dateOf, weekdayOf } from "./local-time.ts";

// A year of days off is no calendar: a search must end.
const MAX_SEARCH_DAYS = 366;

/** Whether offices work on a day (days since 1970-01-01): Monday to Friday unless it is off, and a make-up working day. */
export function isWorkingDay(day: number, holidays: Holidays): boolean {
  const kind = holidays.kindOf(dateOf(day));
  return kind === "work" || (kind !== "off" && weekdayOf(day) <= 5);
}

/** The working day that lies `count` working days before `day` (days since 1970-01-01), whatever day that is. */
export function workingDaysBefore(day: number, count: number, holidays: Holidays): number {
  let left = count;
  for (let before = day - 1; before > day - MAX_SEARCH_DAYS; before -= 1) {
    if (isWorkingDay(before, holidays)) left -= 1;
    if (left === 0) return before;
  }
  return day - MAX_SEARCH_DAYS;
}
