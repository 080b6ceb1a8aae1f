import { DateTime } from "luxon";
import type { Locale } from "./config.ts";

type Reading = { zone: string; locale: Locale; now: number };

/** "17:00". */
export const formatTime = (at: number, zone: string): string => DateTime.fromMillis(at, { zone }).toFormat("HH:mm");

/** "11月23日（周一）" or "Mon 23 Nov". */
export function formatDay(at: number, { zone, locale }: Pick<Reading, "zone" | "locale">): string {
  const day = DateTime.fromMillis(at, { zone });
  return locale === "zh" ? day.setLocale("zh").toFormat("M月d日（ccc）") : day.setLocale("en-GB").toFormat("ccc d LLL");
}

/** "11月23日" or "23 Nov", for a button that shares its row. */
export function formatShortDay(at: number, { zone, locale }: Pick<Reading, "zone" | "locale">): string {
  const day = DateTime.fromMillis(at, { zone });
  return locale === "zh" ? day.toFormat("M月d日") : day.setLocale("en-GB").toFormat("d LLL");
}

/** The same for a button that shares its row: "11月30日 09:00", "30 Nov, 09:00"; today and tomorrow by their name. */
export function formatShortMoment(at: number, { zone, locale, now }: Reading): string {
  const isNear = DateTime.fromMillis(at, { zone }) < DateTime.fromMillis(now, { zone }).startOf("day").plus({ days: 2 });
  if (isNear) return formatMoment(at, { zone, locale, now });
  return `${formatShortDay(at, { zone, locale })}${locale === "zh" ? " " : ", "}${formatTime(at, zone)}`;
}

/** Day and time, "11月30日（周一）09:00", for what is written down and read later: no day by its name. */
export const formatFullMoment = (at: number, { zone, locale }: Pick<Reading, "zone" | "locale">): string =>
  `${formatDay(at, { zone, locale })}${locale === "zh" ? "" : ", "}${formatTime(at, zone)}`;

/** A moment as people say it: "今天 17:00", "tomorrow 09:00", else the day and the time. */
export function formatMoment(at: number, { zone, locale, now }: Reading): string {
  const moment = DateTime.fromMillis(at, { zone });
  const days = moment.startOf("day").diff(DateTime.fromMillis(now, { zone }).startOf("day"), "days").days;
  const time = moment.toFormat("HH:mm");
  if (days === 0) return locale === "zh" ? `今天 ${time}` : `today, ${time}`;
  if (days === 1) return locale === "zh" ? `明天 ${time}` : `tomorrow, ${time}`;
  return formatFullMoment(at, { zone, locale });
}
