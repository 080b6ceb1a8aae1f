import { dateOf, dayOf, fromLocal, parseDate, toLocal } from "./local-time.ts";

const endOf = (day: number, zone: string): number => fromLocal(day + 1, 0, zone);

/** The day `days` after an instant's own, and the instant at which it ends in `zone`. */
export function addDays(now: number, days: number, zone: string): { date: string; until: number } {
  const day = toLocal(now, zone).day + days;
  return { date: dateOf(day), until: endOf(day, zone) };
}

/** "12-05" of the year in which it lies nearer: this one, or the next when that day has long passed. */
function nearestYear(month: string, date: string, today: number): string | undefined {
  const year = Number(dateOf(today).slice(0, 4));
  const [soon, next] = [year, year + 1].map((each) => parseDate(`${each}-${month}-${date}`));
  const hasLongPassed = soon !== undefined && today - dayOf(soon) > 183;
  return hasLongPassed ? next : soon;
}

/** The end (epoch ms) of the day someone typed as 12-05, 12/5, 12月5日 or with its year; undefined when it is none. */
export function readAwayDay(text: string, now: number, zone: string): number | undefined {
  const plain = text.normalize("NFKC").trim();
  const short = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(plain);
  const date = short ? nearestYear(short[1]!, short[2]!, toLocal(now, zone).day) : parseDate(plain);
  return date === undefined ? undefined : endOf(dayOf(date), zone);
}
