import { findRoutesOf } from "../../db/outages/audience.ts";
import type { Outage } from "../../db/outages.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findActor, findStaffOf } from "../people/service.ts";
import type { Locale } from "../people/rules.ts";
import { findDistricts } from "../staff/service.ts";
import { formatTimeLeft } from "../windows/service.ts";
import type { OutageReason, OutageScope } from "./rules.ts";

/** More route codes than these are counted. */
const ROUTES_SHOWN = 8;

/** "今天 17:00", as read now. */
export const momentOf = (deps: Deps, locale: Locale, at: number): string =>
  formatMoment(at, { zone: deps.calendar.zone, locale, now: deps.clock() });

export const listOf = (deps: Deps, locale: Locale, items: readonly string[]): string => items.join(deps.t(locale, "people-list-comma"));

/** "R101、R102", or the first of many and how many there are. */
export async function nameRoutes(deps: Deps, locale: Locale, routeIds: readonly number[]): Promise<string> {
  const codes = (await findRoutesOf(deps.db, routeIds)).map(({ code }) => code);
  const list = listOf(deps, locale, codes.slice(0, ROUTES_SHOWN));
  return codes.length > ROUTES_SHOWN ? deps.t(locale, "outage-routes-more", { list, n: codes.length }) : list;
}

/** What an outage is about: the company, a district by its name, or routes by their codes. */
export async function describeScope(deps: Deps, locale: Locale, scope: OutageScope): Promise<string> {
  if (scope.kind === "all") return deps.t(locale, "outage-scope-all");
  if (scope.kind === "district") return (await findDistricts(deps.db)).find(({ id }) => id === scope.districtId)?.name ?? "";
  if (scope.routeIds.length === 0) return deps.t(locale, "outage-scope-no-routes");
  return deps.t(locale, "outage-scope-routes", { routes: await nameRoutes(deps, locale, scope.routeIds) });
}

/** Why: one of the usual reasons, or the announcer's own words. */
export const describeReason = (
  deps: Deps,
  locale: Locale,
  { reason, reasonText }: { reason: OutageReason; reasonText: string | null },
): string => (reason === "other" && reasonText !== null ? reasonText : deps.t(locale, `outage-reason-${reason}`));

/** What colleagues call a member of staff; of someone who left, the name that Telegram gave. */
export async function nameOf(deps: Deps, personId: number): Promise<string> {
  const staff = await findStaffOf(deps.db, personId);
  return staff?.name ?? (await findActor(deps, personId))?.person.firstName ?? String(personId);
}

/** From when to when, and how long; of one that goes on, since when. */
export function describeSpan(deps: Deps, locale: Locale, { startedAt, endedAt }: Pick<Outage, "startedAt" | "endedAt">): string {
  const from = momentOf(deps, locale, startedAt);
  if (endedAt === null) return deps.t(locale, "outage-since", { from });
  const isSameDay = endedAt - startedAt < 24 * 60 * 60_000 && momentOf(deps, locale, endedAt).slice(0, -5) === from.slice(0, -5);
  const to = isSameDay ? formatTime(endedAt, deps.calendar.zone) : momentOf(deps, locale, endedAt);
  return deps.t(locale, "outage-span", { from, to, duration: formatTimeLeft(deps, locale, endedAt - startedAt) });
}
