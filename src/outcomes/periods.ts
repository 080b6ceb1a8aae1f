import { dateOf, dayOf, localDate, parseDate, weekdayOf } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";

/** The week that begins on a Monday, or one ordering day; dates are YYYY-MM-DD. */
export type Period = { kind: "week" | "day"; from: string; to: string };

const WEEK_DAYS = 7;

export const dayPeriod = (date: string): Period => ({ kind: "day", from: date, to: date });

/** The week of a date, `weeks` later. */
export function weekPeriod(date: string, weeks = 0): Period {
  const day = dayOf(date);
  const monday = day - weekdayOf(day) + 1 + weeks * WEEK_DAYS;
  return { kind: "week", from: dateOf(monday), to: dateOf(monday + WEEK_DAYS - 1) };
}

export const today = ({ clock, calendar }: Pick<Deps, "clock" | "calendar">): string => localDate(clock(), calendar.zone);

const WORDS: [RegExp, (date: string) => Period][] = [
  [/^(?:this week|week|本周|这周|这一周)$/, (date) => weekPeriod(date)],
  [/^(?:last week|上周|上一周)$/, (date) => weekPeriod(date, -1)],
  [/^(?:today|今天|今日)$/, dayPeriod],
  [/^(?:yesterday|昨天|昨日)$/, (date) => dayPeriod(dateOf(dayOf(date) - 1))],
];

/** "last week", "上周", "2026-11-23"; nothing typed is this week. Undefined when it is none of these. */
export function parsePeriod(text: string, date: string): Period | undefined {
  const plain = text.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  if (plain === "") return weekPeriod(date);
  const known = WORDS.find(([words]) => words.test(plain));
  if (known) return known[1](date);
  const day = parseDate(plain);
  return day === undefined ? undefined : dayPeriod(day);
}
