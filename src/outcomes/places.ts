import { findDistricts } from "../../db/staff.ts";
import type { Locale } from "../config.ts";
import { formatDay, formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { fromLocal, dayOf } from "../calendar/local-time.ts";
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

const nameDate = ({ calendar }: Deps, locale: Locale, date: string): string =>
  formatDay(fromLocal(dayOf(date), 0, calendar.zone), { zone: calendar.zone, locale });

/** "11月23日（周一）", or the first and the last day of a week. */
export function namePeriod(deps: Deps, locale: Locale, { kind, from, to }: Period): string {
  const t = speak(deps, locale);
  return kind === "day"
    ? nameDate(deps, locale, from)
    : t("report-days", { from: nameDate(deps, locale, from), to: nameDate(deps, locale, to) });
}

export const nameMoment = (deps: Deps, locale: Locale, at: number): string =>
  formatMoment(at, { zone: deps.calendar.zone, locale, now: deps.clock() });
