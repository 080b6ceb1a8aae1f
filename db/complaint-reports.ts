import { and, asc, eq, gte, lt, notInArray, sql } from "drizzle-orm";
import { isAbout } from "../src/complaints/rights-rules.ts";
import type { Restriction } from "../src/complaints/rules.ts";
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

/** What was taken back, and what goes on under another number: nobody's promise was broken by it. */
const ENDED_UNCOUNTED = ["withdrawn", "duplicate"] as const;

const isInDistrict = (districtId: number | null) => (districtId === null ? undefined : eq(complaints.districtId, districtId));

/** Who reads a report: `staffId` null has no staff row (one of ADMIN_IDS). */
export type ReportReader = { districtId: number | null; isLead: boolean; staffId?: number | null };

type Shown = {
  restriction: Restriction | null;
  aboutStaffId: number | null;
  text: string;
};
const RESTRICTED = { restriction: complaints.restriction, aboutStaffId: complaints.aboutStaffId, text: complaints.text };

/** Whether rows of a case may name it to this reader: of a restricted one only to those in charge, and never to whom it is about. */
async function readMayName(db: Db, { isLead, staffId }: ReportReader): Promise<(shown: Shown) => boolean> {
  const id = staffId ?? null;
  const name = id === null ? "" : (db.select({ name: staff.name }).from(staff).where(eq(staff.id, id)).get()?.name ?? "");
  return (shown) => shown.restriction === null || (isLead && !isAbout({ id, name }, shown));
}

/** What rights were asked for does not leave the query. */
const withoutRights = <T extends Shown>({ restriction: _restriction, aboutStaffId: _about, text: _text, ...row }: T) => row;

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

/**
 * Cases filed within the span in the reader's district (null: in all), oldest first; withdrawn and merged ones too. One that is not for this
 * reader has neither number nor shop (`isHidden`): it is counted and not named.
 */
export async function findFiled(db: Db, { from, to }: Span, reader: ReportReader) {
  const mayName = await readMayName(db, reader);
  const rows = db
    .select({ ...CASE, ...RESTRICTED })
    .from(complaints)
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .innerJoin(districts, eq(districts.id, complaints.districtId))
    .where(and(gte(complaints.openedAt, from), lt(complaints.openedAt, to), isInDistrict(reader.districtId)))
    .orderBy(asc(complaints.openedAt), asc(complaints.id))
    .all();
  return rows.map((row) =>
    mayName(row)
      ? { ...withoutRights(row), isHidden: false }
      : // A shop of its own, which is nobody's repeat.
        { ...withoutRights(row), isHidden: true, number: "", shopName: "", licenceNo: "", route: "", retailerId: -row.id },
  );
}
export type FiledCase = Awaited<ReturnType<typeof findFiled>>[number];

/**
 * Promises of cases neither withdrawn nor merged that fall due within the span, of whichever round, with their case and, where there was one,
 * the end of its door visit. Those of a case that is not for this reader have neither number, shop nor owner.
 */
export async function findDue(db: Db, { from, to }: Span, reader: ReportReader) {
  const mayName = await readMayName(db, reader);
  const rows = db
    .select({
      ...RESTRICTED,
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
    .where(
      and(
        gte(promises.dueAt, from),
        lt(promises.dueAt, to),
        notInArray(complaints.state, [...ENDED_UNCOUNTED]),
        isInDistrict(reader.districtId),
      ),
    )
    .orderBy(asc(promises.dueAt), asc(promises.id))
    .all();
  return rows.map((row) =>
    mayName(row)
      ? { ...withoutRights(row), isHidden: false }
      : { ...withoutRights(row), isHidden: true, number: "", shopName: "", owner: null, ownerId: null },
  );
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
        notInArray(complaints.state, [...ENDED_UNCOUNTED]),
        isInDistrict(districtId),
      ),
    )
    .orderBy(asc(complaintEvents.at), asc(complaintEvents.id))
    .all();
}
export type Rating = Awaited<ReturnType<typeof findRatings>>[number];

/** The promises of the last round of the cases filed within the span, for their list. */
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
    .innerJoin(complaints, and(eq(complaints.id, promises.complaintId), eq(complaints.round, promises.round)))
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
