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

/** The lines of a post's table, in its order; empty when it has none. Each time of a repeating post has the table of that post. */
export async function findGoods(db: Db, { id, repeatOf }: { id: number; repeatOf: number | null }): Promise<Goods[]> {
  return db
    .select({
      name: supplyItems.name,
      spec: supplyItems.spec,
      wholesaleFen: supplyItems.wholesaleFen,
      retailFen: supplyItems.retailFen,
      quotas: supplyItems.quotas,
    })
    .from(supplyItems)
    .where(eq(supplyItems.postId, repeatOf ?? id))
    .orderBy(asc(supplyItems.position))
    .all();
}
