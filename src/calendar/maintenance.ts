import { DAY_MS, formatClock, fromLocal, parseClock, toLocal, weekdayOf } from "./local-time.ts";
import { formatWeekdays, parseWeekdays } from "./weekdays.ts";

/** Weekly times by the wall clock at which nobody can order, in ms from Monday 00:00; `to` may run into the next week. */
export type MaintenanceBlock = { from: number; to: number };

/** From inclusive, to exclusive; epoch ms. */
export type Span = { from: number; to: number };

const WEEK_MS = 7 * DAY_MS;
/** A change of the clocks may make blocks meet that are an hour apart on the wall. */
const REACH_WEEKS = 2;

function parseBlock(text: string): MaintenanceBlock | undefined {
  const parts = /^(?:每|every\s+)?(\D+?)\s*(\d{1,2}:\d\d)\s*[-–—~至到]\s*(?:(\D+?)\s*)?(\d{1,2}:\d\d)$/iu.exec(text);
  const [fromClock, toClock] = [parseClock(parts?.[2] ?? ""), parseClock(parts?.[4] ?? "")];
  const [fromDay, fromRest] = parseWeekdays(parts?.[1] ?? "") ?? [];
  const [toDay, toRest] = parts?.[3] === undefined ? [fromDay] : (parseWeekdays(parts[3]) ?? []);
  if (fromClock === undefined || toClock === undefined || fromDay === undefined || toDay === undefined) return undefined;
  if (fromRest !== undefined || toRest !== undefined) return undefined;
  const from = ((fromDay - 1) * DAY_MS + fromClock) % WEEK_MS;
  const to = ((toDay - 1) * DAY_MS + toClock) % WEEK_MS;
  // "Fri 18:00-12:00" is more likely a forgotten weekday than six days and eighteen hours.
  if (from === to || (parts?.[3] === undefined && toClock < fromClock)) return undefined;
  return { from, to: to > from ? to : to + WEEK_MS };
}

/** Spans in order, those that meet or overlap as one. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Blocks of a week as a circle: one that runs past Sunday may meet one on Monday. */
function mergeBlocks(blocks: readonly MaintenanceBlock[]): MaintenanceBlock[] {
  const three = merge([-WEEK_MS, 0, WEEK_MS].flatMap((shift) => blocks.map(({ from, to }) => ({ from: from + shift, to: to + shift }))));
  return three.filter(({ from }) => from >= 0 && from < WEEK_MS);
}

/**
 * Weekly blocks of "Fri 18:00-Sat 12:00, Mon 02:00-04:00" or "周五 18:00-周六 12:00"; those that meet are one. Undefined when malformed,
 * or when they leave no time of the week to order in.
 */
export function parseMaintenance(text: string): MaintenanceBlock[] | undefined {
  const texts = text
    .normalize("NFKC")
    .split(/[,;、\n]+/)
    .map((part) => part.trim());
  const blocks = texts.filter((part) => part !== "").map(parseBlock);
  const good = blocks.filter((block) => block !== undefined);
  if (good.length === 0 || good.length < blocks.length) return undefined;
  const merged = mergeBlocks(good);
  return merged.length === 0 || merged.some(({ from, to }) => to - from >= WEEK_MS) ? undefined : merged;
}

const formatMoment = (at: number): string => `${formatWeekdays([(Math.floor(at / DAY_MS) % 7) + 1])} ${formatClock(at % DAY_MS)}`;

/** "Fri 18:00-Sat 12:00, Mon 02:00-Mon 04:00": what parseMaintenance reads back. */
export const formatMaintenance = (blocks: readonly MaintenanceBlock[]): string =>
  blocks.map(({ from, to }) => `${formatMoment(from)}-${formatMoment(to)}`).join(", ");

/**
 * Every maintenance that touches the days from `firstDay` to `lastDay` (days since 1970-01-01), in order and apart from one another.
 * A boundary in a skipped or doubled hour means what fromLocal says.
 */
export function listMaintenance(blocks: readonly MaintenanceBlock[], zone: string, firstDay: number, lastDay: number): Span[] {
  const at = (monday: number, wall: number) => fromLocal(monday + Math.floor(wall / DAY_MS), wall % DAY_MS, zone);
  const spans: Span[] = [];
  // One from the week before may last into the first day.
  for (let monday = firstDay - weekdayOf(firstDay) - 6; monday <= lastDay; monday += 7) {
    for (const { from, to } of blocks) spans.push({ from: at(monday, from), to: at(monday, to) });
  }
  return merge(spans.filter(({ from, to }) => from < to));
}

/** The maintenance that `at` (epoch ms) lies in, from its true beginning to its true end; undefined when people can order then. */
export function findMaintenance(blocks: readonly MaintenanceBlock[], at: number, zone: string): Span | undefined {
  if (blocks.length === 0) return undefined;
  const { day } = toLocal(at, zone);
  const spans = listMaintenance(blocks, zone, day - 7 * REACH_WEEKS, day + 7 * REACH_WEEKS);
  return spans.find(({ from, to }) => at >= from && at < to);
}

/** A cutoff in (or at the end of) maintenance is really its beginning: nobody can order after that. */
export const moveCutoff = (at: number, closed: readonly Span[]): number => closed.find(({ from, to }) => at > from && at <= to)?.from ?? at;

/** An opening in maintenance is really its end. */
export const moveOpening = (at: number, closed: readonly Span[]): number => closed.find(({ from, to }) => at >= from && at < to)?.to ?? at;
