import { formatClock, fromLocal, parseClock, toLocal } from "./local-time.ts";

/** A time of day from which and until which private messages wait, in ms of the day; `to` earlier than `from` is the next day's. */
export type QuietHours = { fromMs: number; toMs: number };

/** Quiet hours of "22:00-08:00", "22:00 至 8:00" or "22:00到8:00"; undefined when malformed, empty or a whole day. */
export function parseQuietHours(text: string): QuietHours | undefined {
  const parts = text
    .normalize("NFKC")
    .trim()
    .split(/\s*[-–—~至到]\s*/);
  const [fromMs, toMs] = [parseClock(parts[0] ?? ""), parseClock(parts[1] ?? "")];
  if (fromMs === undefined || toMs === undefined || parts.length > 2) return undefined;
  return fromMs === toMs || (fromMs === 0 && formatClock(toMs) === "24:00") ? undefined : { fromMs, toMs };
}

/** "22:00-08:00": what parseQuietHours reads back. */
export const formatQuietHours = ({ fromMs, toMs }: QuietHours): string => `${formatClock(fromMs)}-${formatClock(toMs)}`;

/**
 * The instant at which the quiet hours that `at` lies in end, by the wall clock of `zone`; undefined outside them or when there are none
 * (null). Their first instant is quiet, their end is not. A skipped or doubled boundary means what fromLocal says.
 */
export function endOfQuiet(at: number, quiet: QuietHours | null, zone: string): number | undefined {
  if (!quiet) return undefined;
  const { fromMs, toMs } = quiet;
  const today = toLocal(at, zone).day;
  for (const day of [today - 1, today]) {
    const end = fromLocal(toMs > fromMs ? day : day + 1, toMs, zone);
    if (at >= fromLocal(day, fromMs, zone) && at < end) return end;
  }
  return undefined;
}
