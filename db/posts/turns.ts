import { min, sql, type SQL } from "drizzle-orm";
import { TURN_STEP_MS } from "../../src/telegram/rules.ts";
import type { Tx } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";

/**
 * Turns from an instant on, in the order and with the spacing that some rows of one post had: with their old turns they would go before
 * everything that began meanwhile, or be passed over at every look while they wait.
 */
export function turnsFrom(tx: Tx, isMeant: SQL | undefined, at: number | SQL): SQL {
  const first = tx
    .select({ id: min(deliveries.id) })
    .from(deliveries)
    .where(isMeant)
    .get()?.id;
  return sql`${at} + (${deliveries.id} - ${first ?? 0}) * ${TURN_STEP_MS}`;
}
