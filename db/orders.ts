import { setImmediate } from "node:timers/promises";
import { and, between, eq, inArray, max, sql, sum, type InferSelectModel } from "drizzle-orm";
import type { FeedSource } from "../src/orders/feed-rules.ts";
import { chunksOf, forEachChunk, ROWS_PER_TRANSACTION } from "./chunks.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { addArrival, findLastArrival } from "./orders/arrivals.ts";
import { findOutside } from "./orders/outside.ts";
import { dropUnclaimed, keepUnclaimed } from "./orders/unclaimed.ts";
import { orders } from "./orders.tables.ts";
import { retailers } from "./retailers.tables.ts";

export { findArrival, findArrivalTimes, findLastArrival } from "./orders/arrivals.ts";

export type Order = InferSelectModel<typeof orders>;
/** An order as the company's system reports it: by licence number. */
export type ReportedOrder = Omit<Order, "retailerId" | "receivedAt"> & { licenceNo: string };

/** SQLite takes 32,766 parameters a statement; an order has six. */
const ROWS_PER_STATEMENT = 1_000;
/** A usual delivery of orders is one transaction: a reminder never counts half of it. */
const ONE_TRANSACTION_MAX = 5_000;

function findShopIds(tx: Tx, reported: ReportedOrder[]): Map<string, number> {
  const licenceNos = [...new Set(reported.map(({ licenceNo }) => licenceNo))];
  const rows = chunksOf(licenceNos).flatMap((some) =>
    tx.select({ licenceNo: retailers.licenceNo, id: retailers.id }).from(retailers).where(inArray(retailers.licenceNo, some)).all(),
  );
  return new Map(rows.map(({ licenceNo, id }) => [licenceNo, id]));
}

function upsert(tx: Tx, rows: Order[]): void {
  const set = {
    retailerId: sql`excluded.retailer_id`,
    orderedAt: sql`excluded.ordered_at`,
    cartons: sql`excluded.cartons`,
    amountCents: sql`excluded.amount_cents`,
    receivedAt: sql`excluded.received_at`,
  };
  for (const some of chunksOf(rows, ROWS_PER_STATEMENT))
    tx.insert(orders).values(some).onConflictDoUpdate({ target: orders.orderNo, set }).run();
}

const isSame = (a: Order, b: Order): boolean =>
  a.retailerId === b.retailerId && a.orderedAt === b.orderedAt && a.cartons === b.cartons && a.amountCents === b.amountCents;

type Saved = { created: number; updated: number; unchanged: number; unknown: ReportedOrder[]; outside: Set<string> };

/** The request a batch came with: `rows` all that it held, `rejected` how many of them were refused before. */
export type Request = { receivedAt: number; source: FeedSource; rows: number; rejected: number };

/**
 * Stores a batch (each order number once), a transaction for some thousands; what arrives now replaces what was there. Orders that say
 * nothing new only get the new `receivedAt`. `unknown` are the orders whose licence number nobody has: they wait for the
 * roster. `outside` are the numbers of the stored ones that lie in no window of their shop. The request itself is noted with the last of
 * its orders: half a batch does not tell how the data stands.
 */
export async function saveOrders(db: Db, reported: ReportedOrder[], request: Request): Promise<Saved> {
  const saved: Saved = { created: 0, updated: 0, unchanged: 0, unknown: [], outside: new Set() };
  const chunks = chunksOf(reported, reported.length > ONE_TRANSACTION_MAX ? ROWS_PER_TRANSACTION : ONE_TRANSACTION_MAX);
  const last = chunks.pop() ?? [];
  await forEachChunk(chunks, 1, ([chunk]) => inTransaction(db, (tx) => addUp(saved, saveChunk(tx, chunk!, request.receivedAt))));
  if (chunks.length > 0) await setImmediate();
  inTransaction(db, (tx) => {
    addUp(saved, saveChunk(tx, last, request.receivedAt));
    const { created, updated, unchanged, unknown } = saved;
    const rejected = request.rejected + unknown.length;
    addArrival(tx, { ...request, created, updated, unchanged, unclaimed: unknown.length, rejected });
  });
  return saved;
}

function addUp(saved: Saved, part: Saved): void {
  saved.created += part.created;
  saved.updated += part.updated;
  saved.unchanged += part.unchanged;
  saved.unknown.push(...part.unknown);
  for (const orderNo of part.outside) saved.outside.add(orderNo);
}

function saveChunk(tx: Tx, reported: ReportedOrder[], now: number): Saved {
  const shopIds = findShopIds(tx, reported);
  const rows = reported.flatMap(({ licenceNo, ...order }): Order[] => {
    const retailerId = shopIds.get(licenceNo);
    return retailerId === undefined ? [] : [{ ...order, retailerId, receivedAt: now }];
  });
  const unknown = reported.filter(({ licenceNo }) => !shopIds.has(licenceNo));
  const orderNos = rows.map(({ orderNo }) => orderNo);
  const known = chunksOf(orderNos).flatMap((some) => tx.select().from(orders).where(inArray(orders.orderNo, some)).all());
  const before = new Map(known.map((order) => [order.orderNo, order]));
  const unchanged = rows.filter((row) => before.has(row.orderNo) && isSame(row, before.get(row.orderNo)!)).length;
  upsert(tx, rows);
  dropUnclaimed(tx, orderNos);
  keepUnclaimed(
    tx,
    unknown.map((order) => ({ ...order, receivedAt: now })),
  );
  return {
    created: rows.length - known.length,
    updated: known.length - unchanged,
    unchanged,
    unknown,
    outside: findOutside(tx, orderNos),
  };
}

/** When the company's order data last arrived; undefined before the first. */
export async function findLastReceived(db: Db): Promise<number | undefined> {
  const arrival = await findLastArrival(db);
  if (arrival) return arrival.receivedAt;
  // Orders from before requests were noted.
  const row = db
    .select({ at: max(orders.receivedAt) })
    .from(orders)
    .get();
  return row?.at ?? undefined;
}

/** Cartons a shop has ordered in a window, both ends included. */
export async function sumCartons(db: Db, retailerId: number, window: { opensAt: number; cutoffAt: number }): Promise<number> {
  const row = db
    .select({ cartons: sum(orders.cartons).mapWith(Number) })
    .from(orders)
    .where(and(eq(orders.retailerId, retailerId), between(orders.orderedAt, window.opensAt, window.cutoffAt)))
    .get();
  return row?.cartons ?? 0;
}
