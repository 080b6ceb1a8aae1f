import { and, asc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { CaseActor } from "../../src/complaints/rights-rules.ts";
import { decideWarning } from "../../src/complaints/promise-rules.ts";
import { inTransaction, type Db } from "../client.ts";
import { promises } from "../complaints.tables.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { staff } from "../staff.tables.ts";
import { readActor, type CasePromise } from "./facts.ts";

export type Unwarned = Pick<CasePromise, "id" | "dueVersion"> & { warnAt: number };

/** Promises whose owner was to be warned until `until` and was not, the longest waiting first, from the one after `after` on. */
export async function findUnwarned(db: Db, until: number, limit: number, after?: Pick<Unwarned, "id" | "warnAt">): Promise<Unwarned[]> {
  const isLater = after && or(gt(promises.warnAt, after.warnAt), and(eq(promises.warnAt, after.warnAt), gt(promises.id, after.id)));
  const rows = db
    .select({ id: promises.id, dueVersion: promises.dueVersion, warnAt: promises.warnAt })
    .from(promises)
    // In the words of the partial index, or SQLite would not use it.
    .where(and(sql`${promises.state} = 'open'`, isNull(promises.pausedAt), lte(promises.warnAt, until), isLater))
    .orderBy(asc(promises.warnAt), asc(promises.id))
    .limit(limit)
    .all();
  return rows.map((row) => ({ ...row, warnAt: row.warnAt! }));
}

/** Records that the owner of a promise was warned, with the warning, once; nothing is written when it does not apply any more. */
export async function markWarned(
  db: Db,
  promise: Pick<CasePromise, "id" | "dueVersion">,
  warning: NewDelivery[],
  now: number,
): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const current = tx.select().from(promises).where(eq(promises.id, promise.id)).get();
    const decision = current ? decideWarning(current, promise.dueVersion, now) : "void";
    if (decision !== "warn" && decision !== "late") return false;
    tx.update(promises).set({ warnAt: null }).where(eq(promises.id, promise.id)).run();
    return decision === "warn" && addDeliveries(tx, warning, now) > 0;
  });
}

/** Telegram id of a member of staff who is still with the company. */
export async function findStaffChat(db: Db, staffId: number): Promise<number | undefined> {
  const row = db
    .select({ personId: staff.personId })
    .from(staff)
    .where(and(eq(staff.id, staffId), isNull(staff.removedAt)))
    .get();
  return row?.personId ?? undefined;
}

/** Someone's rights now, for a message that waits to be sent to them. */
export const findActor = async (db: Db, personId: number): Promise<CaseActor> => readActor(db, personId);
