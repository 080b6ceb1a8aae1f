import { dateOf, dayOf, weekdayOf } from "./local-time.ts";

/** Stands in a rewritten phrase where a word has two meanings; no typed text keeps one. */
export const TWO_MEANINGS = "\u0000";

const MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const WEEKDAYS = "mon|tue|wed|thu|fri|sat|sun";
const CHINESE_WEEKDAYS = "一二三四五六日天";

const monday = (day: number): number => day - weekdayOf(day) + 1;
const iso = (day: number): string => ` ${dateOf(day)} `;
const chineseWeekday = (sign: string): number => Math.min(CHINESE_WEEKDAYS.indexOf(sign), 6);
const englishWeekday = (name: string): number => WEEKDAYS.split("|").indexOf(name);

/** The date of a day of the month, counting months from that of `today`; undefined where that month has no such day. */
function dayOfMonth(today: number, months: number, date: number): number | undefined {
  const [year, month] = dateOf(today).split("-").map(Number) as [number, number];
  const at = new Date(Date.UTC(year, month - 1 + months, date));
  return at.getUTCDate() === date ? dayOf(at.toISOString().slice(0, 10)) : undefined;
}

/** " 2026-11-30 " for the next 30th, today's included. */
function nextDayOfMonth(today: number, date: string): string {
  const days = [0, 1, 2].map((months) => dayOfMonth(today, months, Number(date)));
  const next = days.find((day) => day !== undefined && day >= today);
  return next === undefined ? date : iso(next);
}

function chineseDays(text: string, today: number): string {
  return text
    .replace(/(下+|本|这)个?周([一二三四五六日天])/g, (_, week: string, sign: string) =>
      iso(monday(today) + (week.startsWith("下") ? week.length * 7 : 0) + chineseWeekday(sign)),
    )
    .replace(/(本|这个|下个|下)月(\d{1,2})[号日]?/g, (all, month: string, date: string) => {
      const day = dayOfMonth(today, month.startsWith("下") ? 1 : 0, Number(date));
      return day === undefined ? all : iso(day);
    })
    .replace(/(?<![\d月年.])(\d{1,2})[号日]/g, (_, date: string) => nextDayOfMonth(today, date));
}

function englishDays(text: string, today: number): string {
  const weekdays = `(${WEEKDAYS})[a-z]*`;
  const nextWeek = (_: string, name: string): string => iso(monday(today) + 7 + englishWeekday(name));
  return (
    text
      .replace(/(?:the )?day after tomorrow/g, () => iso(today + 2))
      .replace(new RegExp(`\\bnext week (?:on )?${weekdays}`, "g"), nextWeek)
      .replace(new RegExp(`\\b${weekdays} next week`, "g"), nextWeek)
      .replace(new RegExp(`\\bnext ${weekdays}`, "g"), (_, name: string) => {
        // On a Wednesday, "next Friday" is the day after tomorrow to some and nine days off to others; "next Monday" is one day to all.
        const inNextWeek = monday(today) + 7 + englishWeekday(name);
        return inNextWeek - today <= 7 ? iso(inNextWeek) : TWO_MEANINGS;
      })
      .replace(
        new RegExp(`(?<!(?:${MONTHS})[a-z]* )\\b(?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b(?! (?:of )?(?:${MONTHS}))`, "g"),
        (_, date: string) => nextDayOfMonth(today, date),
      )
      // Chrono takes "next week" for this weekday in a week's time; midnight is the beginning of a day to some and its end to others.
      .replace(/\b(?:(?:next|this) (?:week|month|year)|midnight)\b/g, TWO_MEANINGS)
  );
}

/** 11.30 and 11/30 are month and day to Chinese readers; to English ones 5/6 is the fifth of June or the sixth of May. */
function numericDates(text: string, monthFirst: boolean): string {
  const plain = text.replace(/(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)/g, "$1-$2-$3");
  return plain.replace(
    /(?<![\d:/.-])(\d{1,2})([/.-])(\d{1,2})(?![\d:]|[/.-]\d(?!\d{1,3}(?!\d)))((?:[/.-]\d{2,4})?)/g,
    (all, first: string, sign: string, second: string, year: string) => {
      if (sign === "." && year === "" && !monthFirst) return all;
      if (monthFirst && year === "") return `${first}月${second}日`;
      const isOneDate = first === second || Number(first) > 12 || Number(second) > 12;
      return isOneDate ? all : TWO_MEANINGS;
    },
  );
}

/** The phrase with dates in place of the days that chrono misreads: 下周一, 30号, "next monday", "the 30th", 11/30. */
export function namedDays(text: string, today: number, monthFirst: boolean): string {
  return englishDays(chineseDays(numericDates(text, monthFirst), today), today);
}
