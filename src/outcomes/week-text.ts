import { findReports, findWeeks, findWithoutOrder, type NamedShop, type WeekShare, type WindowReport } from "../../db/outcomes.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { shortenName } from "../windows/service.ts";
import { describePast, findDisturbed as findOutages } from "../outages/service.ts";
import type { FindDisturbed } from "./disturbed.ts";
import { weekPeriod, type Period } from "./periods.ts";
import { shareOf, sparkOf, SPARKS, sumCounts, TREND_WEEKS, type Scope } from "./rules.ts";
import { changeOf, describeCounts, NAMES_SHOWN, nameShops, speak, type Speak } from "./wording.ts";

const LINES_SHOWN = 20;

type Share = { shops: number; ordered: number };
/** A route's weeks, the oldest first; undefined = it had no window. */
type Line = { code: string; weeks: (Share | undefined)[] };

const sumShares = (shares: readonly (Share | undefined)[]): Share =>
  shares.reduce<Share>((sum, share) => ({ shops: sum.shops + (share?.shops ?? 0), ordered: sum.ordered + (share?.ordered ?? 0) }), {
    shops: 0,
    ordered: 0,
  });

function toLines(shares: readonly WeekShare[]): Line[] {
  const lines = new Map<number, Line>();
  for (const { routeId, code, week, shops, ordered } of shares) {
    const line = lines.get(routeId) ?? { code, weeks: Array<Share | undefined>(TREND_WEEKS).fill(undefined) };
    if (shops > 0) line.weeks[week] = sumShares([line.weeks[week], { shops, ordered }]);
    lines.set(routeId, line);
  }
  return [...lines.values()];
}

/** Weeks before the first that was ever counted are left out. */
function trim(lines: readonly Line[]): Line[] {
  const starts = lines.map(({ weeks }) => weeks.findIndex((share) => share !== undefined)).filter((start) => start >= 0);
  const first = starts.length === 0 ? 0 : starts.reduce((a, b) => Math.min(a, b));
  return lines.map(({ code, weeks }) => ({ code, weeks: weeks.slice(first) }));
}

const percentOf = (share: Share | undefined): number | undefined => share && shareOf(share);

function describeLine(t: Speak, { code, weeks }: Line): string {
  const last = weeks.at(-1)!;
  const change = changeOf(last, weeks.at(-2));
  const sparks = weeks.map((share) => sparkOf(percentOf(share))).join("");
  return [t("trend-line", { owner: code, share: percentOf(last) ?? 0 }), sparks, ...(change ? [t("outcome-change", change)] : [])].join(
    " ",
  );
}

/** What the signs mean, the best first. */
function describeSigns(t: Speak): string {
  const lowest = SPARKS.at(-1)!;
  const [bounded, below] = [SPARKS.filter(({ from }) => from > lowest.from), SPARKS.at(-2)!.from];
  return [...bounded.map(({ from, sign }) => t("trend-spark", { from, sign })), t("trend-spark-below", { below, sign: lowest.sign })].join(
    " ",
  );
}

function describeRoutes(t: Speak, lines: readonly Line[]): string[] {
  const current = lines
    .filter(({ weeks }) => weeks.at(-1) !== undefined)
    .toSorted((a, b) => percentOf(a.weeks.at(-1))! - percentOf(b.weeks.at(-1))! || (a.code < b.code ? -1 : 1));
  if (current.length === 0) return [];
  const shown = current.slice(0, LINES_SHOWN);
  const more = current.length - shown.length;
  return [
    "",
    t("trend-weeks", { n: current[0]!.weeks.length }),
    ...shown.map((line) => describeLine(t, line)),
    ...(more > 0 ? [t("outcome-more", { n: more })] : []),
    describeSigns(t),
  ];
}

/** Shops that were without an order in a window of the week, and placed none in any other of their route's. */
async function findNever(deps: Deps, reports: readonly WindowReport[]): Promise<NamedShop[]> {
  const ranges = new Map<number, { from: number; to: number }>();
  for (const { window, route } of reports) {
    const range = ranges.get(route.id);
    const [from, to] = [Math.min(range?.from ?? Infinity, window.opensAt), Math.max(range?.to ?? 0, window.cutoffAt)];
    ranges.set(route.id, { from, to });
  }
  const candidates = new Map<number, { id: number; from: number; to: number }>();
  for (const { outcome, route } of reports)
    for (const id of outcome.missingIds) {
      const [{ from, to }, known] = [ranges.get(route.id)!, candidates.get(id)];
      candidates.set(id, { id, from: Math.min(known?.from ?? Infinity, from), to: Math.max(known?.to ?? 0, to) });
    }
  return findWithoutOrder(deps.db, [...candidates.values()]);
}

function describeNever(t: Speak, shops: readonly NamedShop[]): string[] {
  if (shops.length === 0) return [];
  const names = shops
    .slice(0, NAMES_SHOWN)
    .map(({ routeCode, shopName }) => t("trend-shop", { route: routeCode, shop: shortenName(shopName) }));
  return ["", t("trend-never", { n: shops.length }), nameShops(t, names, shops.length)];
}

function describeTotal(t: Speak, reports: readonly WindowReport[], lines: readonly Line[]): string[] {
  const total = sumCounts(reports.map(({ outcome }) => outcome));
  const before = sumShares(lines.map(({ weeks }) => weeks.at(-2)));
  const change = changeOf(total, before);
  const { shops, ordered } = total;
  return [
    `${t("trend-ordered", { shops, ordered, share: shareOf(total) ?? 0 })}${change ? t("trend-against", change) : ""}`,
    ...describeCounts(t, total),
  ];
}

type Wanted = { locale: Locale; scope: Scope; period: Period; title: string };

/**
 * A week of counted windows in numbers, each route's share over the last weeks, and who ordered nothing; undefined without a window.
 * Windows that were no normal ones are left out, and said to be.
 */
export async function describeWeek(
  deps: Deps,
  { locale, scope, period, title }: Wanted,
  findDisturbed: FindDisturbed = findOutages,
): Promise<string | undefined> {
  const t = speak(deps, locale);
  const found = (await findReports(deps.db, period, scope)).filter(({ outcome }) => outcome.shops > 0);
  const monday = weekPeriod(period.from, 1 - TREND_WEEKS).from;
  const shares = await findWeeks(deps.db, { monday, to: period.to }, scope);
  const disturbed = await findDisturbed(
    deps,
    shares.map(({ windowId }) => windowId),
  );
  const reports = found.filter(({ window }) => !disturbed.has(window.id));
  if (found.length === 0) return undefined;
  const lines = trim(toLines(shares.filter(({ windowId }) => !disturbed.has(windowId))));
  const outages = await describePast(
    deps,
    locale,
    found.map(({ window, route }) => ({ ...window, route })),
  );
  const leftOut = found.length - reports.length;
  return [
    title,
    "",
    ...describeTotal(t, reports, lines),
    ...outages,
    ...(leftOut > 0 ? [t("trend-left-out", { n: leftOut })] : []),
    ...describeRoutes(t, lines),
    ...describeNever(t, await findNever(deps, reports)),
  ].join("\n");
}
