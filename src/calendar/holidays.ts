import chineseDays from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { parseTable, type Rejection } from "../import/csv.ts";
import { parseDate } from "./local-time.ts";

export type DayKind = "off" | "work";

/** Days ("YYYY-MM-DD") that differ from the week's pattern; a year that is not covered has no data, so nobody can rely on it. */
export type Holidays = { kindOf(date: string): DayKind | undefined; coversYear(year: number): boolean };

/** No day differs, and no year lacks data. */
export const noHolidays: Holidays = { kindOf: () => undefined, coversYear: () => true };

// The yearly notice of the State Council always has National Day, while its first days may lie in the December before.
const BUILT_IN_YEARS = Object.keys(chineseDays.holidays)
  .filter((date) => date.endsWith("-10-01"))
  .map((date) => Number(date.slice(0, 4)));

/** First and last year of the built-in calendar: the next year's notice comes in November, with an update of chinese-days. */
export const BUILT_IN_COVERAGE = { firstYear: Math.min(...BUILT_IN_YEARS), lastYear: Math.max(...BUILT_IN_YEARS) } as const;

function fromDays(days: ReadonlyMap<string, DayKind>, years: Iterable<number>): Holidays {
  const covered = new Set(years);
  return { kindOf: (date) => days.get(date), coversYear: (year) => covered.has(year) };
}

/** China's public holidays (with the weekend days inside them) and make-up working days, for the years of BUILT_IN_COVERAGE. */
export function builtInHolidays(): Holidays {
  const days = new Map<string, DayKind>();
  for (const date of Object.keys(chineseDays.holidays)) days.set(date, "off");
  for (const date of Object.keys(chineseDays.workdays)) days.set(date, "work");
  return fromDays(days, BUILT_IN_YEARS);
}

const KINDS: Record<string, DayKind> = { off: "off", work: "work", 休: "off", 休息: "off", 放假: "off", 班: "work", 上班: "work" };
const HEADER_ALIASES = { 日期: "date", 类型: "kind", 类别: "kind" };

/**
 * Reads a CSV `date,kind` (kind off or work). Covered are the years that it names. Bad rows are listed, good ones count; reasons
 * besides parseTable's: not_a_date, not_off_or_work, conflict (the same date as both kinds: the first row stays).
 */
export function parseHolidaysCsv(text: string): { holidays: Holidays; rejected: Rejection[] } {
  const { rows, rejected } = parseTable(text, { columns: { required: ["date", "kind"], optional: [] }, aliases: HEADER_ALIASES });
  const days = new Map<string, DayKind>();
  for (const { line, values } of rows) {
    const date = parseDate(values["date"] ?? "");
    const kind = KINDS[(values["kind"] ?? "").toLowerCase()];
    if (!date) rejected.push({ row: line, field: "date", reason: "not_a_date" });
    else if (!kind) rejected.push({ row: line, field: "kind", reason: "not_off_or_work" });
    else if ((days.get(date) ?? kind) !== kind) rejected.push({ row: line, field: "date", reason: "conflict" });
    else days.set(date, kind);
  }
  rejected.sort((a, b) => a.row - b.row);
  return {
    holidays: fromDays(
      days,
      [...days.keys()].map((date) => Number(date.slice(0, 4))),
    ),
    rejected,
  };
}
