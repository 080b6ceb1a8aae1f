import type { CycleRule } from "./cycle-rules.ts";
import { isDayOff, MAX_SHIFT_DAYS } from "./holiday-shifts.ts";
import { noHolidays } from "./holidays.ts";
import { dateOf, dayOf, toLocal } from "./local-time.ts";
import { planWindows, type PlannedWindow, type PlanOptions, type WindowException } from "./window-rules.ts";

/** What a day off does to an ordering day: it moves, or is dropped. `firstDay` (since 1970-01-01): when that first makes a difference. */
export type HolidayChange = { date: string; firstDay: number; moved: PlannedWindow | undefined };

type Options = PlanOptions & { days: number };

/** The windows of an ordering date as they would be if nobody knew of the day off. */
function findUsual(date: string, rule: CycleRule, exceptions: readonly WindowException[], options: Options): PlannedWindow | undefined {
  const [usual] = planWindows(rule, exceptions, { ...options, holidays: noHolidays, from: date, days: 1 });
  return usual;
}

/**
 * The ordering days from `from` on that a day off moves or drops, in order; a dated exception overrides a holiday. A window that opens at
 * a told time makes a difference from its opening, one that is open all the time from the cutoff before makes it by its cutoff.
 */
export function findHolidayChanges(rule: CycleRule, exceptions: readonly WindowException[], options: Options): HolidayChange[] {
  const first = dayOf(options.from);
  const days = Array.from({ length: options.days }, (_, n) => first + n).filter((day) => isDayOff(day, rule, options.holidays));
  if (days.length === 0) return [];
  const around = { ...options, from: dateOf(first - MAX_SHIFT_DAYS), days: options.days + 2 * MAX_SHIFT_DAYS };
  const planned = planWindows(rule, exceptions, around);
  const dayOfWindow = ({ opensAt, cutoffAt }: PlannedWindow) => toLocal(rule.opens ? opensAt : cutoffAt, options.zone).day;
  return days.flatMap((day) => {
    const date = dateOf(day);
    if (exceptions.some((exception) => exception.date === date)) return [];
    const usual = findUsual(date, rule, exceptions, options);
    if (!usual) return [];
    const moved = planned.find(({ movedFrom }) => movedFrom === date);
    return [{ date, firstDay: Math.min(...[usual, ...(moved ? [moved] : [])].map(dayOfWindow)), moved }];
  });
}
