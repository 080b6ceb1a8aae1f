/** How order data comes: by the HTTP API, or as a file that an admin sends. */
export const FEED_SOURCES = ["api", "import"] as const;
export type FeedSource = (typeof FEED_SOURCES)[number];

export type ArrivalCounts = { rows: number; created: number; updated: number; unchanged: number; unclaimed: number };

/**
 * Whether a request tells how the company's order data stands now. One that repeats what is known does, and so does an empty one: an
 * ordering system without a new order still says that it is there. A request of which nothing could be read tells nothing.
 */
export const tellsState = ({ rows, created, updated, unchanged, unclaimed }: ArrivalCounts): boolean =>
  rows === 0 || created + updated + unchanged + unclaimed > 0;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Reminders that are due so soon are looked at: time for someone to look into the interface before they go out. */
export const FEED_CHECK_AHEAD_MS = 10 * MINUTE_MS;
/** What is usual is learned from the last two weeks, of a busy feed from its latest arrivals. */
export const LEARN_FROM_MS = 14 * 24 * HOUR_MS;
export const LEARN_ARRIVALS_MAX = 1_000;
/**
 * The ordering hours of a window: its last eight, as far as it is open. Windows stay open for days and nights in which nobody orders;
 * silence means something only when the shops do. Longer than SILENCE_MAX_MS and a reminder's lead together, or it could never be noticed.
 */
export const ORDERING_HOURS_MS = 8 * HOUR_MS;
/** Below this a silence is never told: a minute more or less of an export that runs every quarter of an hour is nothing. */
export const SILENCE_MIN_MS = 30 * MINUTE_MS;
/** Half a working day without data is told whatever is usual. */
export const SILENCE_MAX_MS = 6 * HOUR_MS;
/** What is allowed until enough was seen to learn from. */
export const SILENCE_UNLEARNED_MS = 2 * HOUR_MS;
const ARRIVALS_MIN = 10;
/** One gap in twenty may be an outage of its own and must not become the usual. */
const USUAL_PERCENTILE = 0.95;
const MARGIN = 2;

export type Hours = { from: number; to: number };
type Window = { opensAt: number; cutoffAt: number };

export const orderingHours = ({ opensAt, cutoffAt }: Window): Hours => ({
  from: Math.max(opensAt, cutoffAt - ORDERING_HOURS_MS),
  to: cutoffAt,
});

function mergeHours(hours: Hours[]): Hours[] {
  const merged: Hours[] = [];
  for (const { from, to } of hours.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/**
 * How long (ms) the feed may be silent in ordering hours before somebody is told: twice the 95th percentile of the gaps between
 * `arrivals` (ascending) in the ordering hours of past `windows`, at least 30 minutes and at most 6 hours; with fewer than 10 arrivals in
 * them 2 hours. The time from the beginning of the hours to the first arrival is a gap too: that is how a silence is measured.
 */
export function learnSilence(arrivals: readonly number[], windows: readonly Window[]): number {
  const gaps: number[] = [];
  let next = 0;
  for (const { from, to } of mergeHours(windows.map(orderingHours))) {
    while (next < arrivals.length && arrivals[next]! < from) next++;
    // Before the first arrival there may have been no feed at all.
    let before = next > 0 ? from : arrivals[next];
    for (; next < arrivals.length && arrivals[next]! <= to; next++) {
      gaps.push(arrivals[next]! - before!);
      before = arrivals[next];
    }
  }
  if (gaps.length < ARRIVALS_MIN) return SILENCE_UNLEARNED_MS;
  const sorted = gaps.sort((a, b) => a - b);
  const usual = sorted[Math.ceil(sorted.length * USUAL_PERCENTILE) - 1]!;
  return Math.min(SILENCE_MAX_MS, Math.max(SILENCE_MIN_MS, MARGIN * usual));
}

/** How long (ms) no data has come within the window's ordering hours; negative before they begin. */
export const silenceOf = (window: Window, lastArrivalAt: number, now: number): number =>
  now - Math.max(lastArrivalAt, orderingHours(window).from);
