import type { Within } from "./durations.ts";
import type { Holidays } from "./holidays.ts";
import { dateOf, fromLocal, toLocal, weekdayOf } from "./local-time.ts";
import type { ClockBlock, WorkingHours } from "./working-hours.ts";

export { parseWorkingHours, type WorkingHours } from "./working-hours.ts";

/** When clocks run. Never changed in place: a changed setting is a new object, since the blocks of its days are remembered. */
export type WorkingCalendar = { readonly zone: string; readonly hours: WorkingHours; readonly holidays: Holidays };

type Block = { from: number; to: number };

// Ten years: only holidays that never end can do this, and then no promise has a due time.
const MAX_IDLE_DAYS = 3660;
// A century: a long promise over a minute of work a week must end as an error, not as a long wait.
const MAX_SPAN_DAYS = 36_600;
const MAX_REMEMBERED_DAYS = 4000;
// A promise recomputed for thousands of cases asks for the same few days; each costs several time-zone look-ups.
const remembered = new WeakMap<WorkingCalendar, Map<number, Block[]>>();

function clockBlocks(day: number, hours: Extract<WorkingHours, { kind: "weekly" }>, holidays: Holidays): ClockBlock[] {
  const kind = holidays.kindOf(dateOf(day));
  if (kind === "off") return [];
  const weekday = weekdayOf(day);
  const usual = hours.byWeekday[weekday - 1] ?? [];
  // A make-up Saturday replaces a whole weekday, so it has a weekday's hours even where Saturdays have short ones.
  return kind === "work" && (weekday > 5 || usual.length === 0) ? hours.makeUp : usual;
}

function blocksOf(day: number, calendar: WorkingCalendar): Block[] {
  const { zone, hours, holidays } = calendar;
  if (hours.kind === "always") return [{ from: fromLocal(day, 0, zone), to: fromLocal(day + 1, 0, zone) }];
  let days = remembered.get(calendar);
  if (!days || days.size > MAX_REMEMBERED_DAYS) remembered.set(calendar, (days = new Map<number, Block[]>()));
  let blocks = days.get(day);
  if (!blocks) {
    blocks = clockBlocks(day, hours, holidays)
      .map(({ from, to }) => ({ from: fromLocal(day, from, zone), to: fromLocal(day, to, zone) }))
      // A block inside a skipped hour may come out empty.
      .filter(({ from, to }) => from < to);
    days.set(day, blocks);
  }
  return blocks;
}

function nextWorkingDay(from: number, calendar: WorkingCalendar): { day: number; blocks: Block[] } {
  for (let day = from; day < from + MAX_IDLE_DAYS; day += 1) {
    const blocks = blocksOf(day, calendar);
    if (blocks.length > 0) return { day, blocks };
  }
  throw new RangeError(`no working time in the ten years after ${dateOf(from)}`);
}

function clampInto(blocks: Block[], at: number): number {
  const block = blocks.find(({ to }) => at <= to);
  return block ? Math.max(at, block.from) : (blocks.at(-1)?.to ?? at);
}

/**
 * The first instant (epoch ms) by which `ms` of working time have passed since `start`: a promise used up exactly at closing is due
 * at closing. Blocks begin and end by the wall clock, what counts is real time, so a block over a skipped hour is an hour shorter.
 * Throws RangeError for negative or non-finite input, when no working time comes for ten years, or the end lies a century away.
 */
export function addWorkingTime(start: number, ms: number, calendar: WorkingCalendar): number {
  if (!Number.isFinite(start) || !Number.isFinite(ms) || ms < 0) throw new RangeError(`cannot add ${ms} ms of working time to ${start}`);
  if (ms === 0 || calendar.hours.kind === "always") return start + ms;
  let left = ms;
  let cursor = start;
  const startDay = toLocal(start, calendar.zone).day;
  for (let next = startDay; next < startDay + MAX_SPAN_DAYS; next += 1) {
    const { day, blocks } = nextWorkingDay(next, calendar);
    for (const { from, to } of blocks) {
      const begin = Math.max(from, cursor);
      if (begin >= to) continue;
      if (left <= to - begin) return begin + left;
      left -= to - begin;
      cursor = to;
    }
    next = day;
  }
  throw new RangeError(`${ms} ms of working time take more than a century`);
}

/**
 * `days` working days after `start`, at the same clock time moved into that day's hours: before opening means opening, a break means
 * its end, after closing means closing. A start on a day without work counts from the next working day's opening. With hours
 * "always" every day counts. Throws RangeError unless `days` is a whole number >= 0, or when no working time comes for ten years.
 */
export function addWorkingDays(start: number, days: number, calendar: WorkingCalendar): number {
  if (!Number.isFinite(start) || !Number.isInteger(days) || days < 0) throw new RangeError(`cannot add ${days} working days to ${start}`);
  const { day: startDay, clockMs } = toLocal(start, calendar.zone);
  let target = nextWorkingDay(startDay, calendar);
  const fromOpening = target.day !== startDay;
  for (let counted = 0; counted < days; counted += 1) target = nextWorkingDay(target.day + 1, calendar);
  if (fromOpening) return target.blocks[0]?.from ?? start;
  return clampInto(target.blocks, fromLocal(target.day, clockMs, calendar.zone));
}

/** When a promise given at `start` (epoch ms) is due; throws as addWorkingTime and addWorkingDays do. */
export function dueAt(start: number, within: Within, calendar: WorkingCalendar): number {
  return within.kind === "days" ? addWorkingDays(start, within.days, calendar) : addWorkingTime(start, within.ms, calendar);
}

/** Working time in ms from `from` to `to` (epoch ms), 0 when `to` is not later; throws RangeError for non-finite input. */
export function workingTimeBetween(from: number, to: number, calendar: WorkingCalendar): number {
  if (!Number.isFinite(from) || !Number.isFinite(to)) throw new RangeError(`no working time between ${from} and ${to}`);
  if (to <= from) return 0;
  if (calendar.hours.kind === "always") return to - from;
  const lastDay = toLocal(to, calendar.zone).day;
  let total = 0;
  let cursor = from;
  for (let day = toLocal(from, calendar.zone).day; day <= lastDay; day += 1) {
    for (const block of blocksOf(day, calendar)) {
      const begin = Math.max(block.from, cursor);
      const end = Math.min(block.to, to);
      if (begin >= end) continue;
      total += end - begin;
      cursor = end;
    }
  }
  return total;
}
