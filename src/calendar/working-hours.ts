import { formatClock, parseClock } from "./local-time.ts";
import { parseWeekdays } from "./weekdays.ts";

/** Part of a day by the wall clock, in ms of day: from inclusive, to exclusive. */
export type ClockBlock = { from: number; to: number };

/** When clocks run: always, or blocks per weekday (index 0 = Monday), and those of a make-up working day on a weekend. */
export type WorkingHours = { kind: "always" } | { kind: "weekly"; byWeekday: ClockBlock[][]; makeUp: ClockBlock[] };

type Group = { weekdays: number[]; blocks: ClockBlock[] };

function parseBlock(text: string): ClockBlock {
  const [from, to, ...rest] = text.split("-").map(parseClock);
  if (from === undefined || to === undefined || rest.length > 0) throw new RangeError(`"${text}" is not a block like 08:30-12:00`);
  if (from === to) throw new RangeError(`"${text}" is empty`);
  if (from > to) throw new RangeError(`"${text}" runs past midnight: split it at 24:00 into two weekdays`);
  return { from, to };
}

function parseGroup(text: string): Group {
  const parts = /^(.*?)\s+(\d{1,2}:\d\d.*)$/.exec(text);
  if (!parts) throw new RangeError(`"${text}" is not like "Mon-Fri 08:30-12:00,14:00-17:30"`);
  const weekdays = parseWeekdays(parts[1] ?? "");
  if (!weekdays) throw new RangeError(`"${parts[1]}" is not a list of weekdays: use Mon Tue Wed Thu Fri Sat Sun`);
  const blocks = (parts[2] ?? "").split(/[,\s]+/).map(parseBlock);
  blocks.sort((a, b) => a.from - b.from);
  const overlap = blocks.find((block, index) => block.from < (blocks[index - 1]?.to ?? 0));
  if (overlap) throw new RangeError(`"${text}" has overlapping blocks at ${formatClock(overlap.from)}`);
  return { weekdays, blocks };
}

/**
 * Reads "Mon-Fri 08:30-12:00,14:00-17:30; Sat 09:00-12:00" or "always" (the clock never stops, holidays or not). A make-up working
 * day on a weekend has the hours of the first group that names a day from Monday to Friday, else of the first group. Throws
 * RangeError when malformed, overlapping, past midnight, naming a weekday twice, or without any working time.
 */
export function parseWorkingHours(text: string): WorkingHours {
  const plain = text
    .normalize("NFKC")
    .replace(/\s*([-–~,])\s*/g, (_, separator: string) => (separator === "," ? "," : "-"))
    .trim();
  if (plain.toLowerCase() === "always") return { kind: "always" };
  const texts = plain.split(";").filter((part) => part.trim() !== "");
  const groups = texts.map((part) => parseGroup(part.trim()));
  const [first] = groups;
  if (!first) throw new RangeError(`"${text}" has no working time: write weekdays with hours, or always`);
  const byWeekday: ClockBlock[][] = Array.from({ length: 7 }, () => []);
  for (const { weekdays, blocks } of groups) {
    for (const weekday of weekdays) {
      if ((byWeekday[weekday - 1]?.length ?? 0) > 0) throw new RangeError(`"${text}" names a weekday in two groups`);
      byWeekday[weekday - 1] = blocks;
    }
  }
  const weekdayGroup = groups.find((group) => group.weekdays.some((weekday) => weekday <= 5)) ?? first;
  return { kind: "weekly", byWeekday, makeUp: weekdayGroup.blocks };
}
