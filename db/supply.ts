import { asc, eq } from "drizzle-orm";
import type { Goods } from "../src/supply/rules.ts";
import type { Db, Tx } from "./client.ts";
import { supplyItems } from "./supply.tables.ts";

/** Puts these lines in place of a post's table, inside the caller's transaction; none = it has no table. */
export function replaceGoods(tx: Tx, postId: number, goods: readonly Goods[]): void {
  tx.delete(supplyItems).where(eq(supplyItems.postId, postId)).run();
  if (goods.length > 0)
    tx.insert(supplyItems)
      .values(goods.map((each, position) => ({ ...each, postId, position })))
      .run();
}

const selectGoods = (tx: Db | Tx, postId: number): Goods[] =>
  tx
    .select({
      name: supplyItems.name,
      spec: supplyItems.spec,
      wholesaleFen: supplyItems.wholesaleFen,
      retailFen: supplyItems.retailFen,
      quotas: supplyItems.quotas,
    })
    .from(supplyItems)
    .where(eq(supplyItems.postId, postId))
    .orderBy(asc(supplyItems.position))
    .all();

/** The lines of a post's table, in its order; empty when it has none. */
export async function findGoods(db: Db, postId: number): Promise<Goods[]> {
  return selectGoods(db, postId);
}

/** Gives a post the table that another has now, inside the caller's transaction: a later change of that one must not reach what was sent. */
export const copyGoods = (tx: Tx, { from, to }: { from: number; to: number }): void => replaceGoods(tx, to, selectGoods(tx, from));
