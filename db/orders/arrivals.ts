import { and, desc, eq, gte, type InferInsertModel } from "drizzle-orm";
import { tellsState } from "../../src/orders/feed-rules.ts";
import type { Db, Tx } from "../client.ts";
import { feedArrivals } from "../orders.tables.ts";

/** Notes one request, inside the transaction that ends it. */
export function addArrival(tx: Tx, row: Omit<InferInsertModel<typeof feedArrivals>, "id" | "isFresh">): void {
  tx.insert(feedArrivals)
    .values({ ...row, isFresh: tellsState(row) })
    .run();
}

/** The last request that told how the company's order data stands; undefined before the first. */
export async function findLastArrival(db: Db): Promise<{ id: number; receivedAt: number } | undefined> {
  return db
    .select({ id: feedArrivals.id, receivedAt: feedArrivals.receivedAt })
    .from(feedArrivals)
    .where(eq(feedArrivals.isFresh, true))
    .orderBy(desc(feedArrivals.receivedAt), desc(feedArrivals.id))
    .limit(1)
    .get();
}

/** One request; undefined when it was purged. */
export async function findArrival(db: Db, id: number): Promise<{ receivedAt: number } | undefined> {
  return db.select({ receivedAt: feedArrivals.receivedAt }).from(feedArrivals).where(eq(feedArrivals.id, id)).get();
}

/** When such requests came, from `since` on and the latest `limit` of them, oldest first. */
export async function findArrivalTimes(db: Db, since: number, limit: number): Promise<number[]> {
  const rows = db
    .select({ receivedAt: feedArrivals.receivedAt })
    .from(feedArrivals)
    .where(and(eq(feedArrivals.isFresh, true), gte(feedArrivals.receivedAt, since)))
    .orderBy(desc(feedArrivals.receivedAt))
    .limit(limit)
    .all();
  return rows.map(({ receivedAt }) => receivedAt).toReversed();
}
