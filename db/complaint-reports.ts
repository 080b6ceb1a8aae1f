import { and, asc, eq, gte, lt, ne, sql } from "drizzle-orm";
import { addAudit } from "./audit.ts";
import { inTransaction, type Db } from "./client.ts";
import { complaintEvents, complaints, promises } from "./complaints.tables.ts";
import { districts } from "./districts.tables.ts";
import { retailers } from "./retailers.tables.ts";
import { routes } from "./routes.tables.ts";
import { staff } from "./staff.tables.ts";

export { addMeasure, findMeasures, hasMeasure, MEASURE_DIALOGUE, type Measure } from "./complaint-reports/measures.ts";

/** Instants (epoch ms): `from` is within, `to` is not. */
export type Span = { from: number; to: number };

const isInDistrict = (districtId: number | null) => (districtId === null ? undefined : eq(complaints.districtId, districtId));

const CASE = {
  id: complaints.id,
  number: complaints.number,
  openedAt: complaints.openedAt,
  closedAt: complaints.closedAt,
  category: complaints.category,
  cause: complaints.cause,
  state: complaints.state,
  satisfaction: complaints.satisfaction,
  retailerId: complaints.retailerId,
  shopName: retailers.shopName,
  licenceNo: retailers.licenceNo,
  route: routes.code,
  districtId: complaints.districtId,
  district: districts.name,
};

/** Cases filed within the span in a district (null: in all), oldest first; withdrawn ones too. */
export async function findFiled(db: Db, { from, to }: Span, districtId: number | null) {
  return db
    .select(CASE)
    .from(complaints)
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .innerJoin(districts, eq(districts.id, complaints.districtId))
    .where(and(gte(complaints.openedAt, from), lt(complaints.openedAt, to), isInDistrict(districtId)))
    .orderBy(asc(complaints.openedAt), asc(complaints.id))
    .all();
}
export type FiledCase = Awaited<ReturnType<typeof findFiled>>[number];

/** Promises of cases not withdrawn that fall due within the span, with their case and, where there was one, the end of its door visit. */
export async function findDue(db: Db, { from, to }: Span, districtId: number | null) {
  return db
    .select({
      id: promises.id,
      kind: promises.kind,
      state: promises.state,
      dueAt: promises.dueAt,
      endedAt: promises.endedAt,
      owner: staff.name,
      ownerId: promises.ownerId,
      complaintId: complaints.id,
      number: complaints.number,
      openedAt: complaints.openedAt,
      shopName: retailers.shopName,
      districtId: complaints.districtId,
      doorEndedAt: sql<number | null>`(
        select door.ended_at from promises as door where door.complaint_id = ${complaints.id} and door.round = ${promises.round} and door.kind = 'door_visit'
      )`,
    })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .leftJoin(staff, eq(staff.id, promises.ownerId))
    .where(and(gte(promises.dueAt, from), lt(promises.dueAt, to), ne(complaints.state, "withdrawn"), isInDistrict(districtId)))
    .orderBy(asc(promises.dueAt), asc(promises.id))
    .all();
}
export type DuePromise = Awaited<ReturnType<typeof findDue>>[number];

/** What shops said at their return visits within the span, oldest first. */
export async function findRatings(db: Db, { from, to }: Span, districtId: number | null) {
  return db
    .select({ complaintId: complaints.id, at: complaintEvents.at, satisfaction: complaintEvents.text, districtId: complaints.districtId })
    .from(complaintEvents)
    .innerJoin(complaints, eq(complaints.id, complaintEvents.complaintId))
    .where(
      and(
        eq(complaintEvents.kind, "rated"),
        gte(complaintEvents.at, from),
        lt(complaintEvents.at, to),
        ne(complaints.state, "withdrawn"),
        isInDistrict(districtId),
      ),
    )
    .orderBy(asc(complaintEvents.at), asc(complaintEvents.id))
    .all();
}
export type Rating = Awaited<ReturnType<typeof findRatings>>[number];

/** Every promise of the cases filed within the span, for their list. */
export async function findPromisesOfFiled(db: Db, { from, to }: Span, districtId: number | null) {
  return db
    .select({
      complaintId: promises.complaintId,
      kind: promises.kind,
      state: promises.state,
      dueAt: promises.dueAt,
      endedAt: promises.endedAt,
      owner: staff.name,
    })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .leftJoin(staff, eq(staff.id, promises.ownerId))
    .where(and(gte(complaints.openedAt, from), lt(complaints.openedAt, to), isInDistrict(districtId)))
    .all();
}
export type FiledPromise = Awaited<ReturnType<typeof findPromisesOfFiled>>[number];

/** The district's name; undefined when there is none. */
export async function findDistrictName(db: Db, id: number): Promise<string | undefined> {
  return db.select({ name: districts.name }).from(districts).where(eq(districts.id, id)).get()?.name;
}

/** Notes in the audit that someone took the list of a period's cases away. */
export async function noteExport(db: Db, { actorId, subject, rows }: { actorId: number; subject: string; rows: number }, now: number) {
  inTransaction(db, (tx) => addAudit(tx, { at: now, actorId, action: "report.export", subject, detail: { rows } }));
}
