import { fromLocal, MINUTE_MS, toLocal, weekdayOf } from "../calendar/local-time.ts";

const HOURS_TODAY = [9, 12, 15, 17];
const HOURS_TOMORROW = [9, 15];
const MONDAY_HOUR = 9;
/** A time that is about to come is "now". */
const AHEAD_MS = 10 * MINUTE_MS;

/** The instants (epoch milliseconds) at which offices usually post: the next two of today, tomorrow's, and Monday morning; in order. */
export function findStartChoices(now: number, zone: string): number[] {
  const { day } = toLocal(now, zone);
  const at = (dayOff: number, hour: number) => fromLocal(day + dayOff, hour * 60 * MINUTE_MS, zone);
  const today = HOURS_TODAY.map((hour) => at(0, hour)).filter((instant) => instant >= now + AHEAD_MS);
  const toMonday = 8 - weekdayOf(day);
  // Tomorrow's Monday is there already.
  const monday = toMonday > 1 ? [at(toMonday, MONDAY_HOUR)] : [];
  return [...today.slice(0, 2), ...HOURS_TOMORROW.map((hour) => at(1, hour)), ...monday];
}
