import { findShares, findShops, type Share, type WindowReport } from "../../db/outcomes.ts";
import { dateOf, dayOf } from "../calendar/local-time.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { describePast } from "../outages/service.ts";
import { shareOf, sumCounts } from "./rules.ts";
import { changeOf, describeCounts, nameWeekday, NAMES_SHOWN, speak, type Outcomes, type Speak } from "./wording.ts";

/** So many routes fit one screen below the numbers. */
const LINES_SHOWN = 20;
/** Telegram takes 4,096 characters; a block of ten long names has about 700, and a line 60. */
const BLOCKS_UNTIL = 2_000;
/** A holiday may have taken the same weekday of last week. */
const WEEKS_BACK = 4;

/** One owner's windows as they are told of: a route, or all single shops together. */
type Item = { owner: string; code: string; counts: Outcomes; before: Share | undefined; weekday: string; missingIds: number[] };

export type Telling = { deps: Deps; locale: Locale; reports: readonly WindowReport[] };

/** The same weekday's window before each one: of the last week, or of the nearest week before that has one. */
async function findBefore({ deps, reports }: Telling): Promise<Map<number, Share>> {
  const routes = reports.filter(({ shop }) => shop === null);
  const datesOf = ({ window }: WindowReport) => Array.from({ length: WEEKS_BACK }, (_, n) => dateOf(dayOf(window.date) - 7 * (n + 1)));
  const wanted = routes.flatMap((report) => datesOf(report).map((date) => ({ scope: report.window.scope, date })));
  const found = await findShares(deps.db, wanted);
  const byKey = new Map(found.map((share) => [`${share.scope} ${share.date}`, share]));
  return new Map(
    routes.flatMap((report) => {
      const share = datesOf(report).flatMap((date) => byKey.get(`${report.window.scope} ${date}`) ?? [])[0];
      return share ? [[report.window.id, share] as const] : [];
    }),
  );
}

async function readItems(telling: Telling): Promise<Item[]> {
  const { deps, locale, reports } = telling;
  const t = speak(deps, locale);
  const before = await findBefore(telling);
  const routes = reports
    .filter(({ shop }) => shop === null)
    .map(({ window, outcome, route }) => ({
      owner: t("outcome-route", { route: route.code }),
      code: route.code,
      counts: outcome,
      before: before.get(window.id),
      weekday: nameWeekday(window.date, locale),
      missingIds: outcome.missingIds,
    }));
  const single = reports.filter(({ shop }) => shop !== null).map(({ outcome }) => outcome);
  if (single.length === 0) return routes;
  const owner = t("outcome-single");
  const missingIds = single.flatMap((outcome) => outcome.missingIds);
  return [...routes, { owner, code: owner, counts: sumCounts(single), before: undefined, weekday: "", missingIds }];
}

function describeShare(t: Speak, { owner, counts, before, weekday }: Item): string {
  const { shops, ordered } = counts;
  const change = changeOf(counts, before);
  const against = change ? t("outcome-against", { ...change, weekday }) : "";
  return `${t("outcome-ordered", { owner, shops, ordered, share: shareOf(counts) ?? 0 })}${against}`;
}

function describeLine(t: Speak, { code, counts, before }: Item): string {
  const { shops, ordered, reminded, orderedAfter: after } = counts;
  const change = changeOf(counts, before);
  const parts = [
    t("outcome-line", { owner: code, shops, ordered, share: shareOf(counts) ?? 0 }),
    ...(change ? [t("outcome-change", change)] : []),
    ...(reminded > 0 ? [t("outcome-line-reminded", { reminded, after })] : []),
  ];
  return parts.join(" ");
}

/** The lowest share first: those are the ones to ask about. */
const worstFirst = (items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => (shareOf(a.counts) ?? 0) - (shareOf(b.counts) ?? 0) || (a.code < b.code ? -1 : 1));

async function nameMissing({ deps }: Telling, items: readonly Item[]): Promise<Map<number, string>> {
  const shops = await findShops(
    deps.db,
    items.flatMap(({ missingIds }) => missingIds.slice(0, NAMES_SHOWN)),
  );
  return new Map(shops.map(({ id, shopName }) => [id, shopName]));
}

const moreLine = (t: Speak, hidden: number): string[] => (hidden > 0 ? ["", t("outcome-more", { n: hidden })] : []);

/** Each in a block with the names of its shops, for as long as there is room; then in lines. */
async function describeBlocks(telling: Telling, items: readonly Item[]): Promise<string[]> {
  const t = speak(telling.deps, telling.locale);
  const sorted = worstFirst(items);
  const names = await nameMissing(telling, sorted);
  const lines: string[] = [];
  let length = 0;
  let shown = 0;
  for (const item of sorted) {
    if (length > BLOCKS_UNTIL) break;
    const named = item.missingIds.slice(0, NAMES_SHOWN).flatMap((id) => names.get(id) ?? []);
    const block = ["", describeShare(t, item), ...describeCounts(t, item.counts, named)];
    lines.push(...block);
    length += block.join("\n").length;
    shown += 1;
  }
  const rest = sorted.slice(shown, shown + LINES_SHOWN);
  const gap = rest.length > 0 ? [""] : [];
  return [...lines, ...gap, ...rest.map((item) => describeLine(t, item)), ...moreLine(t, sorted.length - shown - rest.length)];
}

/** All together in numbers, then a line each. */
function describeLines({ deps, locale }: Telling, items: readonly Item[]): string[] {
  const t = speak(deps, locale);
  const counts = sumCounts(items.map((item) => item.counts));
  const all: Item = { owner: t("outcome-total"), code: "", counts, before: undefined, weekday: "", missingIds: [] };
  const lines = worstFirst(items)
    .slice(0, LINES_SHOWN)
    .map((item) => describeLine(t, item));
  const total = ["", describeShare(t, all), ...describeCounts(t, counts)];
  return [...total, "", ...lines, ...moreLine(t, items.length - lines.length)];
}

/** When the order data that was counted is older than the cutoff, the numbers are to be read with care. */
function describeFeed({ deps, locale, reports }: Telling): string[] {
  const t = speak(deps, locale);
  const stale = reports.filter(({ window, outcome }) => (outcome.feedAt ?? 0) < window.cutoffAt);
  if (stale.length === 0) return [];
  const times = stale.map(({ outcome }) => outcome.feedAt ?? 0);
  const at = times.reduce((a, b) => Math.min(a, b));
  if (at === 0) return [t("outcome-no-feed")];
  return [t("outcome-as-of", { time: formatMoment(at, { zone: deps.calendar.zone, locale, now: deps.clock() }) })];
}

/** Fewer orders have a reason when nobody could place one. */
const describeOutages = ({ deps, locale, reports }: Telling): Promise<string[]> =>
  describePast(
    deps,
    locale,
    reports.map(({ window, route }) => ({ ...window, route })),
  );

/** What became of counted windows; `isOwn`: by the name of each shop, as the one who looks after them reads it. */
export async function describeOutcomes(telling: Telling, title: string, isOwn: boolean): Promise<string> {
  const items = await readItems(telling);
  const body = isOwn || items.length === 1 ? await describeBlocks(telling, items) : describeLines(telling, items);
  return [title, ...describeFeed(telling), ...(await describeOutages(telling)), ...body].join("\n");
}
