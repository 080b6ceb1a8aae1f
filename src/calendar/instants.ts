import { DateTime } from "luxon";
import { dayOf, fromLocal, parseClock, parseDate } from "./local-time.ts";

const LOCAL = /^(\S+?)(?:T|\s+)(\d{1,2}:\d\d)(?::(\d\d)(?:\.\d+)?)?$/i;
const WITH_OFFSET = /(?:z|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * Epoch milliseconds of an ISO 8601 instant, or of a date and a time by the wall clock of `zone` ("2026-11-23 9:05", "2026/11/23 09:05:30");
 * undefined when it is neither. A skipped or doubled local time means what fromLocal says.
 */
export function parseInstant(text: string, zone: string): number | undefined {
  const plain = text.normalize("NFKC").trim();
  const local = LOCAL.exec(plain);
  if (local) {
    const date = parseDate(local[1]!);
    const clock = parseClock(local[2]!);
    const seconds = Number(local[3] ?? 0);
    return date === undefined || clock === undefined || seconds > 59 ? undefined : fromLocal(dayOf(date), clock + seconds * 1_000, zone);
  }
  // Without an offset luxon would resolve a doubled local time by the season in which it is asked.
  const instant = WITH_OFFSET.test(plain) ? DateTime.fromISO(plain, { zone }) : undefined;
  return instant?.isValid ? instant.toMillis() : undefined;
}
