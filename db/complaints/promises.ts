import { and, asc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { complaints, promises } from "../complaints.tables.ts";
import type { CasePromise, Complaint } from "./facts.ts";

/** A promise with its case. */
export async function findPromise(db: Db, id: number): Promise<{ promise: CasePromise; complaint: Complaint } | undefined> {
  return db
    .select({ promise: promises, complaint: complaints })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .where(eq(promises.id, id))
    .get();
}

export type Overdue = Pick<CasePromise, "id" | "dueAt" | "dueVersion">;

/** Open promises due until `dueUntil` whose breach nobody was told of, longest overdue first, from the one after `after` on. */
export async function findOverduePromises(
  db: Db,
  dueUntil: number,
  limit: number,
  after?: Pick<Overdue, "id" | "dueAt">,
): Promise<Overdue[]> {
  const isLater = after && or(gt(promises.dueAt, after.dueAt), and(eq(promises.dueAt, after.dueAt), gt(promises.id, after.id)));
  return (
    db
      .select({ id: promises.id, dueAt: promises.dueAt, dueVersion: promises.dueVersion })
      .from(promises)
      // In the words of the partial index, or SQLite would not use it.
      .where(
        and(
          sql`${promises.state} = 'open'`,
          isNull(promises.breachedAt),
          isNull(promises.pausedAt),
          lte(promises.dueAt, dueUntil),
          isLater,
        ),
      )
      .orderBy(asc(promises.dueAt), asc(promises.id))
      .limit(limit)
      .all()
  );
}
