import { sql } from "drizzle-orm";
import { chunksOf } from "../chunks.ts";
import type { Db, Tx } from "../client.ts";
import { orders } from "../orders.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import { followsRoute, scopeOfShop } from "../windows/shops.ts";

/** A window closes at most a day after its ordering date, whatever the time zone; what was moved by hand a few days more. */
const CUTOFF_AFTER_DAYS = 7;

/**
 * Those of the stored orders that lie in no window of their shop: closed, not open yet, cancelled, or none planned. A cancelled order is
 * none. One statement for a batch, in which each order looks at the few windows of its shop's and its route's scope near its time.
 */
export function findOutside(tx: Db | Tx, orderNos: string[]): Set<string> {
  const windowDate = sql`date(${orders.orderedAt} / 1000, 'unixepoch', ${`-${CUTOFF_AFTER_DAYS} days`})`;
  const isOfShop = sql`${orderWindows.scope} = ${scopeOfShop}`;
  const isOfRoute = sql`${orderWindows.scope} = 'route-' || ${retailers.routeId} and ${followsRoute(scopeOfShop, orderWindows.date)}`;
  const isOpen = sql`${orderWindows.state} = 'planned' and ${orderWindows.date} >= ${windowDate}
    and ${orders.orderedAt} between ${orderWindows.opensAt} and ${orderWindows.cutoffAt}`;
  const rows = chunksOf(orderNos).flatMap((some) =>
    tx.all<{ orderNo: string }>(sql`
      select ${orders.orderNo} as orderNo
      from json_each(${JSON.stringify(some)}) batch
      cross join ${orders} on ${orders.orderNo} = batch.value
      join ${retailers} on ${retailers.id} = ${orders.retailerId}
      where ${orders.cartons} > 0
        and not exists (select 1 from ${orderWindows} where ${isOfShop} and ${isOpen})
        and not exists (select 1 from ${orderWindows} where ${isOfRoute} and ${isOpen})`),
  );
  return new Set(rows.map(({ orderNo }) => orderNo));
}
