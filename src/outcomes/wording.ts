import { DateTime } from "luxon";
import type { Share } from "../../db/outcomes.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import { NOT_NOW_REASONS, type NotNowReason } from "../windows/rules.ts";
import { shortenName } from "../windows/service.ts";
import { medianOf, shareOf, type Counts } from "./rules.ts";

export type Speak = (key: string, variables?: Variables) => string;
export type Outcomes = Counts<NotNowReason>;

export const speak =
  (deps: Deps, locale: Locale): Speak =>
  (key, variables) =>
    deps.t(locale, key, variables);

/** More names would bury the numbers; the list has them all. */
export const NAMES_SHOWN = 10;

/** By how many points a share rose or fell; undefined where one of the two is not known. */
export function changeOf(now: Share, before: Share | undefined): { way: "up" | "down" | "same"; points: number } | undefined {
  const [share, earlier] = [shareOf(now), before && shareOf(before)];
  if (share === undefined || earlier === undefined) return undefined;
  const points = share - earlier;
  return { way: points > 0 ? "up" : points < 0 ? "down" : "same", points: Math.abs(points) };
}

/** "周一", "Monday". */
export function nameWeekday(date: string, locale: Locale): string {
  const day = DateTime.fromISO(date, { zone: "utc" });
  return locale === "zh" ? day.setLocale("zh").toFormat("ccc") : day.setLocale("en-GB").toFormat("cccc");
}

function describeReasons(t: Speak, { shops, ordered, reasons, saidOrdered }: Outcomes): string {
  const told = NOT_NOW_REASONS.flatMap((reason) => (reasons[reason] ? [{ reason, n: reasons[reason] }] : []));
  const silent = shops - ordered - saidOrdered - told.reduce((sum, { n }) => sum + n, 0);
  return [
    ...told.map(({ reason, n }) => t("outcome-reason", { reason, n })),
    ...(saidOrdered > 0 ? [t("outcome-said", { n: saidOrdered })] : []),
    ...(silent > 0 ? [t("outcome-silent", { n: silent })] : []),
  ].join(t("people-list-comma"));
}

/** Who was reminded and what came of it; nothing when nobody was. */
export function describeReminded(t: Speak, { reminded, orderedAfter, minutes }: Outcomes): string[] {
  if (reminded === 0) return [];
  const median = medianOf(minutes);
  if (median === undefined) return [t("outcome-reminded-none", { reminded })];
  const share = shareOf({ shops: reminded, ordered: orderedAfter }) ?? 0;
  return [t("outcome-reminded", { reminded, after: orderedAfter, share, median })];
}

/** The lines below a share: reminded, not ordered and why, with names when given, and who was out of reach. */
export function describeCounts(t: Speak, counts: Outcomes, names: readonly string[] = []): string[] {
  const missing = counts.shops - counts.ordered;
  const { unreachable, muted } = counts;
  return [
    ...describeReminded(t, counts),
    ...(missing > 0 ? [t("outcome-missing", { missing, reasons: describeReasons(t, counts) })] : []),
    ...(missing > 0 && names.length > 0
      ? [
          nameShops(
            t,
            names.map((shop) => t("outcome-shop", { shop: shortenName(shop) })),
            missing,
          ),
        ]
      : []),
    ...(unreachable > 0 ? [t("outcome-unreachable", { n: unreachable })] : []),
    ...(muted > 0 ? [t("outcome-muted", { n: muted })] : []),
  ];
}

/** The first names of a list of `total`, as they are to read. */
export function nameShops(t: Speak, names: readonly string[], total: number): string {
  const list = names.slice(0, NAMES_SHOWN).join(t("outcome-shop-comma"));
  return total > NAMES_SHOWN ? t("outcome-shops-more", { list, n: total }) : list;
}
