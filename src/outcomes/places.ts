import { DateTime } from "luxon";
import { findDistricts } from "../../db/staff.ts";
import { dayOf, fromLocal } from "../calendar/local-time.ts";
import type { Locale } from "../config.ts";
import { formatDay, formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Period } from "./periods.ts";
import type { Scope } from "./rules.ts";
import { isOwnOnly } from "./scope.ts";
import { speak } from "./wording.ts";

/** Whose numbers they are: "城东区", "my routes", "the whole company". */
export async function namePlace(deps: Deps, locale: Locale, scope: Scope): Promise<string> {
  const t = speak(deps, locale);
  if (scope.isAll) return t("report-place-all");
  if (isOwnOnly(scope)) return t("report-place-own");
  const districts = await findDistricts(deps.db);
  return districts.find(({ id }) => id === scope.districtId)?.name ?? t("report-place-own");
}

const formatDate = (date: string, locale: Locale, format: string): string =>
  DateTime.fromISO(date, { zone: "utc" })
    .setLocale(locale === "zh" ? "zh" : "en-GB")
    .toFormat(format);

/** "11月23日—29日", "30 Nov – 6 Dec". */
function nameWeek(locale: Locale, from: string, to: string): string {
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  if (locale === "zh") return `${formatDate(from, locale, "M月d日")}—${formatDate(to, locale, isOneMonth ? "d日" : "M月d日")}`;
  return isOneMonth
    ? `${formatDate(from, locale, "d")}–${formatDate(to, locale, "d LLL")}`
    : `${formatDate(from, locale, "d LLL")} – ${formatDate(to, locale, "d LLL")}`;
}

/** "11月23日（周一）", or the first and the last day of a week. */
export function namePeriod({ calendar: { zone } }: Deps, locale: Locale, { kind, from, to }: Period): string {
  return kind === "week" ? nameWeek(locale, from, to) : formatDay(fromLocal(dayOf(from), 0, zone), { zone, locale });
}

export const nameMoment = (deps: Deps, locale: Locale, at: number): string =>
  formatMoment(at, { zone: deps.calendar.zone, locale, now: deps.clock() });
