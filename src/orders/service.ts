import { findLastReceived, saveOrders, sumCartons } from "../../db/orders.ts";
import { localDate } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { readObjects } from "../import/json-table.ts";
import type { ImportReport } from "../import/report.ts";
import type { Shop } from "../people/service.ts";
import { findCurrentWindows, type OrderWindow } from "../windows/service.ts";
import { judgeOrders, ORDER_COLUMNS } from "./order-rows.ts";

export { readOrdersCsv, type OrderRow } from "./order-rows.ts";
export { describeOrders } from "./wording.ts";

/** How the company's order data stands: when it last came, and whether it came today, so that "no order" means something. */
export type Feed = { receivedAt: number | undefined; isToday: boolean };

/** What the company knows of a shop's orders in its windows of today and next. */
export type ShopOrders = { shop: Pick<Shop, "id" | "shopName">; windows: { window: OrderWindow; cartons: number }[] };

/**
 * Stores orders (JSON objects, or the rows of readOrdersCsv) in one transaction; by order number the latest wins, 0 cartons cancel.
 * Good rows land, bad ones are listed. Reasons: malformed, missing, too_long, not_12_digits, unknown_licence, not_a_time, not_a_number.
 */
export async function importOrders(deps: Deps, rows: readonly unknown[]): Promise<ImportReport> {
  const read = readObjects(rows, ORDER_COLUMNS);
  const { good, rejected } = judgeOrders(read.rows, deps.calendar.zone);
  const { unknown, ...counts } = await saveOrders(
    deps.db,
    good.map(({ order }) => order),
    deps.clock(),
  );
  const strangers = new Set(unknown);
  const unknownRows = good.filter(({ order }) => strangers.has(order));
  const unknownRejected = unknownRows.map(({ row }) => ({ row, field: "licence_no", reason: "unknown_licence" }));
  return { ...counts, rejected: [...read.rejected, ...rejected, ...unknownRejected].sort((a, b) => a.row - b.row) };
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
    for (const window of await findCurrentWindows(deps, shop)) {
      windows.push({ window, cartons: await sumCartons(deps.db, shop.id, window) });
    }
    found.push({ shop, windows });
  }
  return found;
}
