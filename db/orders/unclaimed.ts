import { inArray, sql } from "drizzle-orm";
import { chunksOf } from "../chunks.ts";
import type { Tx } from "../client.ts";
import { orders, unclaimedOrders } from "../orders.tables.ts";
import { retailers } from "../retailers.tables.ts";

type Unclaimed = typeof unclaimedOrders.$inferSelect;

/** SQLite takes 32,766 parameters a statement; an order has six. */
const ROWS_PER_STATEMENT = 1_000;

/**
 * Keeps orders of unknown licence numbers. What the same numbers said before is void, also where it counted for a shop: the latest
 * word on an order is that it is not that shop's.
 */
export function keepUnclaimed(tx: Tx, rows: Unclaimed[]): void {
  const set = {
    licenceNo: sql`excluded.licence_no`,
    orderedAt: sql`excluded.ordered_at`,
    cartons: sql`excluded.cartons`,
    amountCents: sql`excluded.amount_cents`,
    receivedAt: sql`excluded.received_at`,
  };
  for (const some of chunksOf(rows, ROWS_PER_STATEMENT)) {
    tx.insert(unclaimedOrders).values(some).onConflictDoUpdate({ target: unclaimedOrders.orderNo, set }).run();
    const numbers = some.map(({ orderNo }) => orderNo);
    tx.delete(orders).where(inArray(orders.orderNo, numbers)).run();
  }
}

/** Forgets what was kept under these numbers: a known shop has the orders now. */
export function dropUnclaimed(tx: Tx, orderNos: string[]): void {
  const numbers = sql`(select value from json_each(${JSON.stringify(orderNos)}))`;
  tx.delete(unclaimedOrders).where(inArray(unclaimedOrders.orderNo, numbers)).run();
}

/** Gives shops that the roster has just brought the orders that were kept for them; returns how many. */
export function claimOrders(tx: Tx, licenceNos: string[]): number {
  let claimed = 0;
  for (const some of chunksOf(licenceNos)) {
    const isTheirs = inArray(unclaimedOrders.licenceNo, some);
    const found = tx
      .select({
        orderNo: unclaimedOrders.orderNo,
        retailerId: retailers.id,
        orderedAt: unclaimedOrders.orderedAt,
        cartons: unclaimedOrders.cartons,
        amountCents: unclaimedOrders.amountCents,
        receivedAt: unclaimedOrders.receivedAt,
      })
      .from(unclaimedOrders)
      .innerJoin(retailers, sql`${retailers.licenceNo} = ${unclaimedOrders.licenceNo}`)
      .where(isTheirs)
      .all();
    for (const rows of chunksOf(found, ROWS_PER_STATEMENT)) tx.insert(orders).values(rows).onConflictDoNothing().run();
    if (found.length > 0) tx.delete(unclaimedOrders).where(isTheirs).run();
    claimed += found.length;
  }
  return claimed;
}
