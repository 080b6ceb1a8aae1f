import { and, asc, count, eq, isNull, max, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Restriction } from "../../src/complaints/rules.ts";
import type { Db } from "../client.ts";
import { complaints, promises } from "../complaints.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff } from "../staff.tables.ts";

/** An open door visit and whose it is. */
export type OpenVisit = {
  promiseId: number;
  complaintId: number;
  retailerId: number;
  ownerId: number | null;
  restriction: Restriction | null;
};

const selectVisits = (db: Db) =>
  db
    .select({
      promiseId: promises.id,
      complaintId: promises.complaintId,
      retailerId: complaints.retailerId,
      ownerId: promises.ownerId,
      restriction: complaints.restriction,
    })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId));

/** The open door visits of a member of staff, the most urgent first. */
export async function findVisitsOf(db: Db, staffId: number): Promise<OpenVisit[]> {
  return selectVisits(db)
    .where(and(eq(promises.ownerId, staffId), eq(promises.state, "open"), eq(promises.kind, "door_visit")))
    .orderBy(asc(promises.dueAt))
    .all();
}

/** How far a look through the open promises has come: the last one it has passed. */
export type LookPlace = { dueAt: number; complaintId: number };

/** The open promises after a place, so many of them and no more: by the index alone. */
function sliceOf(db: Db, after: LookPlace, size: number) {
  const isAfter = sql`(${promises.dueAt}, ${promises.complaintId}) > (${after.dueAt}, ${after.complaintId})`;
  const end = db
    .select({ dueAt: promises.dueAt, complaintId: promises.complaintId })
    .from(promises)
    .where(and(sql`${promises.state} = 'open'`, isAfter))
    .orderBy(asc(promises.dueAt), asc(promises.complaintId))
    .limit(1)
    .offset(size - 1)
    .get();
  const isBefore = end && sql`(${promises.dueAt}, ${promises.complaintId}) <= (${end.dueAt}, ${end.complaintId})`;
  return { end, isWithin: and(isAfter, isBefore) };
}

/**
 * Of the next `size` open promises after a place, door visits that may be in the wrong hands at `now`: of someone who left or is away, and of
 * someone who is neither the account manager of the shop's route nor their substitute, unless that one was named by hand. Of nobody where
 * the route has a manager, too. `end`: the place after which the next ones stand; undefined when there are no more.
 */
export async function findDoubtfulVisits(
  db: Db,
  now: number,
  { after, size }: { after: LookPlace; size: number },
): Promise<{ visits: OpenVisit[]; end: LookPlace | undefined }> {
  const { end, isWithin } = sliceOf(db, after, size);
  const owner = alias(staff, "owner");
  const manager = alias(staff, "manager");
  const isGone = sql`${owner.removedAt} is not null or ${owner.awayUntil} > ${now}`;
  const isOthers = and(
    eq(promises.isHandedOver, false),
    sql`${promises.ownerId} is not ${manager.id}`,
    or(isNull(promises.ownerId), sql`${manager.substituteId} is not ${promises.ownerId}`),
  );
  const visits = selectVisits(db)
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .leftJoin(owner, eq(owner.id, promises.ownerId))
    .leftJoin(manager, and(eq(manager.id, routes.accountManagerId), isNull(manager.removedAt)))
    // In the words of the partial index of open promises, or SQLite would not use it.
    .where(and(sql`${promises.state} = 'open'`, isWithin, eq(promises.kind, "door_visit"), or(isGone, isOthers)))
    .orderBy(asc(promises.dueAt))
    .all();
  return { visits, end };
}

/** Changes whenever a route, its account manager, an absence or the roster does: only then can a visit have come into wrong hands. */
export async function readDutyMark(db: Db, now: number): Promise<string> {
  const duties = db
    .select({ mark: sql<string>`group_concat(${routes.id} || ':' || ifnull(${routes.accountManagerId}, 0), ' ')` })
    .from(routes)
    .get();
  const gone = db
    .select({ mark: sql<string>`group_concat(${staff.id} || ':' || ifnull(${staff.substituteId}, 0), ' ')` })
    .from(staff)
    .where(or(ne(sql`ifnull(${staff.removedAt}, 0)`, 0), sql`${staff.awayUntil} > ${now}`))
    .get();
  const shops = db
    .select({ n: count(), at: max(retailers.updatedAt) })
    .from(retailers)
    .get();
  return [duties?.mark, gone?.mark, shops?.n, shops?.at].join("|");
}

/** A shop's telephone number: for those alone who have to go there or to call. */
export async function findShopPhone(
  db: Db,
  retailerId: number,
): Promise<{ shopName: string; phone: string; contactName: string | null } | undefined> {
  return db
    .select({ shopName: retailers.shopName, phone: retailers.phone, contactName: retailers.contactName })
    .from(retailers)
    .where(eq(retailers.id, retailerId))
    .get();
}
