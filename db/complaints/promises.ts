import { and, asc, count, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { complaints, promises } from "../complaints.tables.ts";
import { retailers } from "../retailers.tables.ts";
import type { CasePromise, Complaint } from "./facts.ts";

export type Task = { promise: CasePromise; complaint: Complaint; shopName: string };

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

type District = { districtId: number | null } | undefined;

/** Whose open promises to list: a member of staff's own, the desk's replies, and all of a district (null: of every district) for those in charge. */
export type TaskScope = { staffId: number | null; inCharge: District; atDesk?: District };

/** True for the cases of the district; undefined when nothing is asked for. */
const isIn = (district: District) =>
  district && (district.districtId === null ? sql`true` : eq(complaints.districtId, district.districtId));

/** The open promises of a scope, the longest overdue first, and how many there are. */
export async function findTasks(db: Db, scope: TaskScope, limit: number): Promise<{ tasks: Task[]; total: number }> {
  // An empty condition would list everybody's.
  if (scope.staffId === null && !scope.inCharge && !scope.atDesk) return { tasks: [], total: 0 };
  const mine = scope.staffId === null ? undefined : eq(promises.ownerId, scope.staffId);
  const ofDesk = scope.atDesk && and(eq(promises.kind, "desk_reply"), isIn(scope.atDesk));
  const where = and(eq(promises.state, "open"), or(mine, ofDesk, isIn(scope.inCharge)));
  const tasks = db
    .select({ promise: promises, complaint: complaints, shopName: retailers.shopName })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .where(where)
    .orderBy(asc(promises.dueAt), asc(promises.id))
    .limit(limit)
    .all();
  const total = db.select({ n: count() }).from(promises).innerJoin(complaints, eq(complaints.id, promises.complaintId)).where(where).get();
  return { tasks, total: total?.n ?? 0 };
}
