import type { Db } from "../../db/client.ts";
import type { Log } from "../log.ts";
import { backoffMs, isRepeatable } from "./rules.ts";
import { endDelivery, findAbandoned, retryDelivery, type Delivery } from "./store.ts";

/** The call may have reached the chat: true when it is to be made once more, false where a repeat is worse than a miss. */
export async function storeDoubt(db: Db, row: Delivery, reason: string, now: number): Promise<boolean> {
  const isResent = !row.mayRepeat && isRepeatable(row.kind);
  if (isResent) await retryDelivery(db, row.id, now + backoffMs(0, Math.random()), reason, true);
  else await endDelivery(db, row.id, "unknown", reason);
  return isResent;
}

/**
 * Every row that still says `sending` belonged to a process that is gone: the caller holds the role's lease and has sent nothing yet.
 * Whether its call had begun can not be known, so it is in doubt; a row hit by two such ends is left unknown (decision 6 says why).
 */
export async function settleAbandoned(db: Db, log: Log, now: number): Promise<void> {
  const rows = await findAbandoned(db, Number.MAX_SAFE_INTEGER);
  let resent = 0;
  for (const row of rows) if (await storeDoubt(db, row, "the process ended while it was being sent", now)) resent++;
  if (rows.length > 0) log.warn({ resent, left: rows.length - resent }, "deliveries were under way when the last process ended");
}
