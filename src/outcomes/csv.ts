import { setImmediate } from "node:timers/promises";
import { DateTime } from "luxon";
import { findReports, findShopOutcomes, noteExport, type ShopOutcome, type Which, type WindowReport } from "../../db/outcomes.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { CSV_START, toCsv } from "../import/write-csv.ts";
import { NOT_NOW_REASONS } from "../windows/rules.ts";
import type { Period } from "./periods.ts";
import { medianOf, shareOf, type Scope } from "./rules.ts";
import { speak, type Speak } from "./wording.ts";

const PLACE_COLUMNS = ["date", "cutoff", "district", "route", "licence", "shop"] as const;
const SHOP_COLUMNS = [...PLACE_COLUMNS, "ordered_at", "cartons", "reminded_at", "minutes", "answer", "reason", "call", "reach"] as const;
const WINDOW_COLUMNS = [
  ...PLACE_COLUMNS,
  "shops",
  "ordered",
  "share",
  "reminded",
  "ordered_after",
  "median",
  "missing",
  ...NOT_NOW_REASONS,
  "said",
  "unreachable",
  "muted",
  "data_until",
] as const;

type Writing = { deps: Deps; locale: Locale; t: Speak };
type Line = Record<string, string>;
export type Csv = { name: string; content: Buffer; rows: number };
/** `cutoffAt`: the windows that closed at one instant. */
export type Wanted = Period | { kind: "cutoff"; cutoffAt: number };

const MINUTE_MS = 60_000;

const formatAt = ({ deps }: Writing, at: number | null): string =>
  at === null ? "" : DateTime.fromMillis(at, { zone: deps.calendar.zone }).toFormat("yyyy-MM-dd HH:mm:ss");

/** The same few words for tens of thousands of shops: each is worded once. */
function wordOnce(t: Speak): Speak {
  const known = new Map<string, string>();
  return (key, variables) => {
    const name = `${key} ${JSON.stringify(variables)}`;
    const words = known.get(name) ?? t(key, variables);
    known.set(name, words);
    return words;
  };
}

const toPlace = (writing: Writing, { window, route, shop }: WindowReport): Line => ({
  date: window.date,
  cutoff: formatAt(writing, window.cutoffAt),
  district: route.district,
  route: route.code,
  licence: shop?.licenceNo ?? "",
  shop: shop?.shopName ?? "",
});

/** "Not this time: price": what the caller noted, besides what the shop's people answered themselves. */
function nameCall(t: Speak, call: ShopOutcome["call"]): string {
  if (call === null) return "";
  const why = call.reason === null ? "" : t("call-card-because", { reason: t("outcome-reason-name", { reason: call.reason }) });
  return `${t("call-outcome", { outcome: call.outcome })}${why}`;
}

function toShopLine(writing: Writing, place: Line, shop: ShopOutcome): Line {
  const { t } = writing;
  const { orderedAt, remindedAt, answer, reason } = shop;
  const isAfter = orderedAt !== null && remindedAt !== null && orderedAt >= remindedAt;
  const reach = shop.isReachable ? (shop.isMuted ? "muted" : "yes") : "no";
  return {
    ...place,
    licence: shop.licenceNo,
    shop: shop.shopName,
    ordered_at: formatAt(writing, orderedAt),
    cartons: orderedAt === null ? "" : String(shop.cartons),
    reminded_at: formatAt(writing, remindedAt),
    minutes: isAfter ? String(Math.floor((orderedAt - remindedAt) / MINUTE_MS)) : "",
    answer: answer === null ? "" : t("report-csv-answer", { answer }),
    reason: reason === null ? "" : t("outcome-reason-name", { reason }),
    call: nameCall(t, shop.call),
    reach: t("report-csv-reach", { reach }),
  };
}

function toWindowLine(writing: Writing, report: WindowReport): Line {
  const { outcome } = report;
  const { shops, ordered, reminded, minutes, reasons } = outcome;
  return {
    ...toPlace(writing, report),
    shops: String(shops),
    ordered: String(ordered),
    share: String(shareOf(outcome) ?? ""),
    reminded: String(reminded),
    ordered_after: String(outcome.orderedAfter),
    median: String(medianOf(minutes) ?? ""),
    missing: String(shops - ordered),
    ...Object.fromEntries(NOT_NOW_REASONS.map((reason) => [reason, String(reasons[reason] ?? 0)])),
    said: String(outcome.saidOrdered),
    unreachable: String(outcome.unreachable),
    muted: String(outcome.muted),
    data_until: formatAt(writing, outcome.feedAt),
  };
}

const headOf = (t: Speak, column: string): string =>
  (NOT_NOW_REASONS as readonly string[]).includes(column)
    ? t("outcome-reason-name", { reason: column })
    : t("report-csv-column", { column });

async function* readLines(writing: Writing, reports: readonly WindowReport[], byShop: boolean): AsyncGenerator<Line[]> {
  for (const report of reports) {
    if (!byShop) yield [toWindowLine(writing, report)];
    else {
      const place = toPlace(writing, report);
      yield (await findShopOutcomes(writing.deps.db, report.window)).map((shop) => toShopLine(writing, place, shop));
    }
  }
}

const toWhich = (wanted: Wanted): Which => (wanted.kind === "cutoff" ? { cutoffAt: wanted.cutoffAt } : wanted);

/**
 * Counted windows as a file that Excel opens as it is: a line a shop for a day or a cutoff, as it stands now; a line a window for a week.
 * Refused when the scope has none; noted in the audit, since it names shops.
 */
export async function exportOutcomes(
  deps: Deps,
  { locale, actorId, scope, wanted }: { locale: Locale; actorId: number; scope: Scope; wanted: Wanted },
): Promise<({ ok: true } & Csv) | { ok: false; reason: "nothing" }> {
  const reports = await findReports(deps.db, toWhich(wanted), scope);
  if (reports.length === 0) return { ok: false, reason: "nothing" };
  const writing = { deps, locale, t: wordOnce(speak(deps, locale)) };
  const byShop = wanted.kind !== "week";
  const columns: readonly string[] = byShop ? SHOP_COLUMNS : WINDOW_COLUMNS;
  const pieces = [CSV_START, toCsv([columns.map((column) => headOf(writing.t, column))])];
  let rows = 0;
  for await (const lines of readLines(writing, reports, byShop)) {
    rows += lines.length;
    pieces.push(toCsv(lines.map((line) => columns.map((column) => line[column] ?? ""))));
    await setImmediate();
  }
  const first = reports[0]!.window.date;
  const name = `${writing.t("report-csv-file")}-${wanted.kind === "week" ? `${wanted.from}-${wanted.to}` : first}.csv`;
  await noteExport(deps.db, { actorId, subject: name, rows }, deps.clock());
  return { ok: true, name, content: Buffer.from(pieces.join("")), rows };
}
