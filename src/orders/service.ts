import { findLastReceived, saveOrders, sumCartons } from "../../db/orders.ts";
import { localDate } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import type { Rejection } from "../import/csv.ts";
import { readObjects } from "../import/json-table.ts";
import type { ImportReport } from "../import/report.ts";
import type { Shop } from "../people/service.ts";
import { findCancelledToday, findCurrentWindows, type OrderWindow } from "../windows/service.ts";
import type { FeedSource } from "./feed-rules.ts";
import { judgeOrders, ORDER_COLUMNS } from "./order-rows.ts";

export { findArrival, findArrivalTimes, findLastArrival } from "../../db/orders.ts";
export { readOrdersCsv, type OrderRow } from "./order-rows.ts";
export { describeOrders } from "./wording.ts";

/**
 * How the company's order data stands: when it last came (also when it said nothing new), and whether it came today, so that "no order"
 * means something.
 */
export type Feed = { receivedAt: number | undefined; isToday: boolean };

/** What the company knows of a shop's orders in its windows of today and next; today's first when it was called off. */
export type ShopOrders = { shop: Pick<Shop, "id" | "shopName">; windows: { window: OrderWindow; cartons: number }[] };

type ImportOptions = {
  source?: FeedSource;
  /** What reading the file refused: no data, and not nothing either. */
  unread?: readonly Rejection[];
};

/**
 * Stores orders (JSON objects, or the rows of readOrdersCsv) in one transaction; by order number the latest wins, 0 cartons cancel.
 * Good rows land, bad ones are listed. Reasons: malformed, missing, too_long, not_12_digits, unknown_licence (kept until the roster has
 * it), not_a_time, not_a_number. Warned of, and stored: outside_window. Without any row the request says that there is nothing new.
 */
export async function importOrders(
  deps: Deps,
  rows: readonly unknown[],
  { source = "api", unread = [] }: ImportOptions = {},
): Promise<ImportReport & { warnings: Rejection[] }> {
  const read = readObjects(rows, ORDER_COLUMNS);
  const { good, rejected } = judgeOrders(read.rows, deps.calendar.zone);
  const refused = [...unread, ...read.rejected, ...rejected];
  const { unknown, outside, ...counts } = await saveOrders(
    deps.db,
    good.map(({ order }) => order),
    { receivedAt: deps.clock(), source, rows: rows.length + unread.length, rejected: refused.length },
  );
  const strangers = new Set(unknown);
  const unknownRows = good.filter(({ order }) => strangers.has(order));
  const unknownRejected = unknownRows.map(({ row }) => ({ row, field: "licence_no", reason: "unknown_licence" }));
  const outsideRows = good.filter(({ order }) => outside.has(order.orderNo));
  return {
    ...counts,
    rejected: [...refused, ...unknownRejected].sort((a, b) => a.row - b.row),
    warnings: outsideRows.map(({ row }) => ({ row, field: "ordered_at", reason: "outside_window" })).sort((a, b) => a.row - b.row),
  };
}

/** When the company's order data last arrived. */
export async function findFeed(deps: Deps): Promise<Feed> {
  const receivedAt = await findLastReceived(deps.db);
  const dayOf = (at: number) => localDate(at, deps.calendar.zone);
  return { receivedAt, isToday: receivedAt !== undefined && dayOf(receivedAt) === dayOf(deps.clock()) };
}

/** Whether the company has each shop's order, for the windows that matter now. */
export async function findOrders(deps: Deps, shops: readonly Pick<Shop, "id" | "routeId" | "shopName">[]): Promise<ShopOrders[]> {
  const found: ShopOrders[] = [];
  for (const shop of shops) {
    const windows: ShopOrders["windows"] = [];
    const cancelled = await findCancelledToday(deps, shop);
    if (cancelled) windows.push({ window: cancelled, cartons: 0 });
    for (const window of await findCurrentWindows(deps, shop)) {
      windows.push({ window, cartons: await sumCartons(deps.db, shop.id, window) });
    }
    found.push({ shop, windows });
  }
  return found;
}
