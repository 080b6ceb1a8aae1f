import { formatNumber, renderTable } from "./table.ts";
import type { Timing, WindowFigures } from "./windows.ts";

const ms = (value: number): string => `${formatNumber(value)} ms`;
const megabytes = (bytes: number): string => `${formatNumber(bytes / 1e6)} MB`;

/** What the order windows must keep, beside what was measured. */
export function goalsOfWindows({ planning, rows, first, peakRssBytes, shops, routes }: WindowFigures): [string, string, string][] {
  const company = `${formatNumber(shops)} shops, ${formatNumber(routes)} routes`;
  return [
    [`planning with ${formatNumber(planning.dueShops)} shops due a day (${company})`, "< 2,000 ms", ms(planning.routes.ms)],
    [`a reminder for ${formatNumber(rows.shops)} shops written as rows`, "< 1,000 ms", ms(rows.many.ms)],
    ["first message out after a reminder is due", "< 2,000 ms", ms(first.message)],
    ["memory with order windows", "< 300 MB", megabytes(peakRssBytes)],
  ];
}

type Row = [what: string, measured: string, cpu: string];
const timed = (what: string, timing: Timing): Row => [what, ms(timing.ms), ms(timing.cpuMs)];
const plain = (what: string, measured: string): Row => [what, measured, ""];

/** Every figure of the order windows, with what the same would cost otherwise. */
export function renderWindows(figures: WindowFigures | undefined): string {
  if (!figures) return "not run";
  const { planning, own, rows, first, feed, listing, peakRssBytes, shops, routes } = figures;
  const count = formatNumber;
  const table: Row[] = [
    timed(`plan 14 days of ${count(routes)} routes, nothing planned yet`, planning.routes),
    timed("plan again, nothing changed (every hour)", planning.again),
    timed(`remind: ${count(rows.windows)} windows due at once, ${count(rows.messages)} messages, a transaction a window`, rows.many),
    timed("- the slowest window of them", rows.slowest),
    timed(`- the same ${count(rows.shops)} shops in one window, one transaction`, rows.single),
    timed("- for comparison: 1,000 of those messages in a transaction each", rows.oneByOne),
    plain("due to first message taken by Telegram (BullMQ, worker, sender)", ms(first.message)),
    plain("due to first private reminder taken", ms(first.reminder)),
    plain("peak memory of planning, 10,000 reminders written and the first ones sent", megabytes(peakRssBytes)),
    timed(`import of ${count(feed.orders)} orders, with the look whether their window is open`, feed.first),
    timed("- the same orders again", feed.again),
    timed("counts of all windows of one date (API)", listing),
    timed(`for comparison: plan ${count(own.windows)} shops with a cycle each of their own`, own.first),
    timed("- again, nothing changed", own.again),
    plain("peak memory with all of this", megabytes(own.peakRssBytes)),
  ];
  return renderTable([`${count(shops)} shops, ${count(routes)} routes, 8 weeks of orders`, "measured", "CPU"], table);
}
