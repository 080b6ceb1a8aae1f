import { casual as english } from "chrono-node/en";
import { hans as chinese } from "chrono-node/zh/hans";
import type { Chrono, ParsedComponents } from "chrono-node";
import { parseInstant } from "./instants.ts";
import { DAY_MS, dateOf, dayOf, formatClock, fromLocal, MINUTE_MS, parseClock, parseDate, toLocal, weekdayOf } from "./local-time.ts";
import { TWO_MEANINGS } from "./phrase-days.ts";
import { rewritePhrase } from "./phrase-words.ts";

/** Half a year: a date further off is more likely a slip than a plan. */
export const MAX_AHEAD_DAYS = 183;
const LONGEST_PHRASE = 60;

export type MomentRefusal = "unreadable" | "no_time" | "ambiguous" | "past" | "too_far";
export type Moment = { ok: true; at: number } | { ok: false; reason: MomentRefusal };
export type Weekly = { weekday: number; time: string };
type Where = { now: number; zone: string; locale: "zh" | "en" };
type Refused = { ok: false; reason: MomentRefusal };
type Read = { ok: true; parsed: ParsedComponents; clockMs: number };

const refused = (reason: MomentRefusal): Refused => ({ ok: false, reason });

/** What chrono makes of the whole text, told a day and no hour: nothing, two things, a range or words left over are no answer. */
function parseWhole(chrono: Chrono, text: string, reference: Date): ParsedComponents | undefined {
  const results = chrono.parse(text, reference);
  const [result] = results;
  if (!result || results.length > 1 || result.end) return undefined;
  const rest = text.replace(result.text, " ");
  return /^[\s,]*(?:在|on|at)?[\s,的]*$/.test(rest) ? result.start : undefined;
}

/** Chrono counts in this machine's zone: noon of the company's day there is that day wherever the machine stands, and never skipped. */
function noonHere(day: number): Date {
  const [year, month, date] = dateOf(day).split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, date, 12);
}

function readPhrase(text: string, { now, zone, locale }: Where): Read | Refused {
  const today = toLocal(now, zone).day;
  const isChinese = /\p{Script=Han}/u.test(text);
  const phrase = rewritePhrase(text, today, isChinese || locale === "zh");
  if (phrase.includes(TWO_MEANINGS)) return refused("ambiguous");
  const parsed = parseWhole(/\p{Script=Han}/u.test(phrase) ? chinese : english, phrase, noonHere(today));
  if (!parsed || parsed.isCertain("timezoneOffset")) return refused("unreadable");
  if (!parsed.isCertain("hour")) return refused("no_time");
  const hour = parsed.get("hour")!;
  if (hour >= 1 && hour <= 6 && !parsed.isCertain("meridiem") && !phrase.includes(`0${hour}:`)) return refused("ambiguous");
  return { ok: true, parsed, clockMs: (hour * 60 + parsed.get("minute")!) * MINUTE_MS };
}

/** The instant `text` waits for, when it is a span of hours and minutes: the same on a day that loses an hour. */
function afterSpan(text: string, now: number, locale: Where["locale"]): number | undefined {
  const phrase = rewritePhrase(text, 0, locale === "zh");
  if (!/^in .*[a-z]$/.test(phrase)) return undefined;
  // No zone changes its clocks on this day, so that chrono's sum by the wall clock is the true span.
  const reference = new Date(2026, 0, 15, 12);
  const parsed = parseWhole(english, phrase, reference);
  return parsed?.isCertain("minute") ? now + parsed.date().getTime() - reference.getTime() : undefined;
}

function yearly(parsed: ParsedComponents, year: number): number | undefined {
  const date = parseDate([year, parsed.get("month"), parsed.get("day")].join("-"));
  return date === undefined ? undefined : dayOf(date);
}

/** The days (counted since 1970-01-01) that the words can mean, soonest first. */
function daysMeant(parsed: ParsedComponents, today: number): number[] {
  const year = parsed.get("year")!;
  if (parsed.isCertain("day")) {
    const years = parsed.isCertain("year") ? [year] : [year, year + 1];
    return years.flatMap((each) => yearly(parsed, each) ?? []);
  }
  if (!parsed.isCertain("weekday")) return [today, today + 1];
  const ahead = (parsed.get("weekday")! - (weekdayOf(today) % 7) + 7) % 7;
  return [today + ahead, today + ahead + 7];
}

function bounded(at: number, now: number): Moment {
  if (at <= now) return refused("past");
  return at > now + MAX_AHEAD_DAYS * DAY_MS ? refused("too_far") : { ok: true, at };
}

/**
 * The moment that someone typed ("明天 9点", "周五下午三点半", "fri 3pm", "in 2 hours"), by the wall clock of `zone`. A time alone is today's or,
 * when that has passed, tomorrow's; a skipped or doubled time means what fromLocal says. Refused: what is not wholly understood, a
 * day without a time (no_time), what can be taken in two ways (3点, 5/6, 今晚12点), the past, and more than MAX_AHEAD_DAYS ahead.
 */
export function readMoment(text: string, where: Where): Moment {
  const { now, zone } = where;
  // "Now" is a button of its own; chrono would ask it for a time.
  if (text.length > LONGEST_PHRASE || /^\s*(?:now|现在|马上|立刻|立即)\s*$/i.test(text)) return refused("unreadable");
  const exact = parseInstant(text, zone) ?? afterSpan(text, now, where.locale);
  if (exact !== undefined) return bounded(exact, now);
  const read = readPhrase(text, where);
  if (!read.ok) return read;
  const { parsed, clockMs } = read;
  const moments = daysMeant(parsed, toLocal(now, zone).day).map((day) => ({ day, at: fromLocal(day, clockMs, zone) }));
  const isOfItsWeekday = ({ day }: { day: number }) => !parsed.isCertain("weekday") || weekdayOf(day) % 7 === parsed.get("weekday");
  const next = moments.find(({ at }) => at > now) ?? moments.at(-1);
  if (!next) return refused("unreadable");
  if (!isOfItsWeekday(next)) return refused("ambiguous");
  const answer = bounded(next.at, now);
  // "20 November" said on the 25th is a slip, not a plan for next year.
  return !answer.ok && next !== moments[0] ? refused("past") : answer;
}

/** The weekday (1 = Monday) and time of "每周一 9:00" or "every friday 3pm"; undefined for anything else, two weekdays too. */
export function readWeekly(text: string, where: Where): Weekly | undefined {
  const words = /^\s*(?:每逢|每个|每|every|each|weekly(?: on)?)\s*(\S.*)$/isu.exec(text.normalize("NFKC"))?.[1];
  if (words === undefined || words.length > LONGEST_PHRASE) return undefined;
  const read = readPhrase(words.replace(/days\b/i, "day"), where);
  if (!read.ok || !read.parsed.isCertain("weekday") || read.parsed.isCertain("day")) return undefined;
  return { weekday: read.parsed.get("weekday")! || 7, time: formatClock(read.clockMs) };
}

/**
 * The first instant later than `after` at which it is that weekday and time in `zone`. A skipped time is shifted forward by the gap
 * and a doubled one is its first occurrence (fromLocal): once in every week, in the weeks of a clock change too.
 */
export function nextWeekly({ weekday, time }: Weekly, after: number, zone: string): number {
  const clockMs = parseClock(time);
  if (clockMs === undefined) throw new RangeError(`"${time}" is not a time of day`);
  const today = toLocal(after, zone).day;
  const first = today + ((weekday - weekdayOf(today) + 7) % 7);
  const soonest = fromLocal(first, clockMs, zone);
  return soonest > after ? soonest : fromLocal(first + 7, clockMs, zone);
}
