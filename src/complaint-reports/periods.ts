import { DateTime } from "luxon";
import type { Span } from "../../db/complaint-reports.ts";
import { dateOf, dayOf, fromLocal, localDate, weekdayOf } from "../calendar/local-time.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";

/** A week from Monday on, or a calendar month; first and last day as YYYY-MM-DD. */
export type Period = { kind: "week" | "month"; from: string; to: string };

const WEEK_DAYS = 7;

/** The week of a date, `weeks` later. */
export function weekPeriod(date: string, weeks = 0): Period {
  const day = dayOf(date);
  const monday = day - weekdayOf(day) + 1 + weeks * WEEK_DAYS;
  return { kind: "week", from: dateOf(monday), to: dateOf(monday + WEEK_DAYS - 1) };
}

/** The month of a date, `months` later. */
export function monthPeriod(date: string, months = 0): Period {
  const first = DateTime.fromISO(`${date.slice(0, 7)}-01`, { zone: "utc" }).plus({ months });
  return { kind: "month", from: first.toISODate()!, to: first.endOf("month").toISODate()! };
}

/** The same kind of period, `n` later. */
export const stepPeriod = ({ kind, from }: Period, n: number): Period => (kind === "week" ? weekPeriod(from, n) : monthPeriod(from, n));

export const today = ({ clock, calendar }: Pick<Deps, "clock" | "calendar">): string => localDate(clock(), calendar.zone);

/** From the first day's midnight to the midnight after the last. */
export const spanOf = ({ from, to }: Period, zone: string): Span => ({
  from: fromLocal(dayOf(from), 0, zone),
  to: fromLocal(dayOf(to) + 1, 0, zone),
});

const WORDS: [RegExp, (date: string) => Period][] = [
  [/^(?:this week|week|本周|这周)?$/, (date) => weekPeriod(date)],
  [/^(?:last week|上周)$/, (date) => weekPeriod(date, -1)],
  [/^(?:this month|month|本月|这个月)$/, (date) => monthPeriod(date)],
  [/^(?:last month|上月|上个月)$/, (date) => monthPeriod(date, -1)],
];

/** "last week", "上月", "2026-11", "2026年11月"; nothing typed is this week. Undefined when it is none of these. */
export function parsePeriod(text: string, date: string): Period | undefined {
  const plain = text.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  const known = WORDS.find(([words]) => words.test(plain));
  if (known) return known[1](date);
  const month = /^(20\d\d)[-/.年](0?[1-9]|1[0-2])月?$/.exec(plain);
  return month ? monthPeriod(`${month[1]}-${month[2]!.padStart(2, "0")}-01`) : undefined;
}

/** "11月16日—22日", "2026年11月"; "16–22 Nov", "November 2026". */
export function namePeriod({ kind, from, to }: Period, locale: Locale): string {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: "utc" }).setLocale(locale === "zh" ? "zh" : "en-GB"));
  if (kind === "month") return first!.toFormat(locale === "zh" ? "yyyy年M月" : "LLLL yyyy");
  const isOneMonth = first!.month === last!.month;
  if (locale === "zh") return `${first!.toFormat("M月d日")}—${last!.toFormat(isOneMonth ? "d日" : "M月d日")}`;
  return isOneMonth ? `${first!.day}–${last!.toFormat("d LLL")}` : `${first!.toFormat("d LLL")} – ${last!.toFormat("d LLL")}`;
}

/** A period as short as below a chart's bar: "11/16", "2026-11". */
export const nameShort = ({ kind, from }: Period): string =>
  kind === "month" ? from.slice(0, 7) : `${Number(from.slice(5, 7))}/${Number(from.slice(8))}`;
