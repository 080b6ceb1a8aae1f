const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_DAYS = 366;
const MAX_DURATION_MS = MAX_DAYS * 24 * HOUR_MS;

/** How long a promise may take: so much working time, or so many working days. */
export type Within = { kind: "elapsed"; ms: number } | { kind: "days"; days: number };

/** Milliseconds of "30m", "2h", "90s" or "1h30m"; throws RangeError when malformed, zero or longer than 366 days. */
export function parseDuration(text: string): number {
  const parts = /^(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?$/i.exec(text.trim());
  if (!parts || parts[0] === "") throw new RangeError(`"${text}" is not a duration: write it like 30m, 2h, 90s or 1h30m`);
  const [hours, minutes, seconds] = [1, 2, 3].map((group) => Number(parts[group] ?? 0)) as [number, number, number];
  const ms = hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
  if (ms === 0) throw new RangeError(`"${text}" must be longer than zero`);
  if (ms > MAX_DURATION_MS) throw new RangeError(`"${text}" is longer than ${MAX_DAYS} days`);
  return ms;
}

/** "2d" is working days (1 to 366), anything else a parseDuration in working time; throws RangeError when malformed. */
export function parseWithin(text: string): Within {
  const days = /^(\d+)d$/i.exec(text.trim())?.[1];
  if (days !== undefined) {
    const count = Number(days);
    if (count < 1 || count > MAX_DAYS) throw new RangeError(`"${text}" must be between 1d and ${MAX_DAYS}d`);
    return { kind: "days", days: count };
  }
  if (/\dd/i.test(text)) throw new RangeError(`"${text}" mixes days with shorter units: write 2d or 30m, not both`);
  return { kind: "elapsed", ms: parseDuration(text) };
}
