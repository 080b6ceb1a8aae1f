import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, ne, notInArray, or } from "drizzle-orm";
import { HISTORY_MS, type Category, type Satisfaction } from "../../src/complaints/rules.ts";
import type { Db } from "../client.ts";
import { complaints, promises } from "../complaints.tables.ts";
import { districts } from "../districts.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff } from "../staff.tables.ts";
import { readActor, readFacts, readNames, readReaders, type CaseFacts, type CasePromise, type Complaint } from "./facts.ts";

export type CaseShop = {
  licenceNo: string;
  shopName: string;
  tier: string | null;
  address: string | null;
  routeId: number;
  routeCode: string;
  district: string;
};
export type WholeCase = {
  complaint: Complaint;
  shop: CaseShop;
  promises: (CasePromise & { owner: string | null })[];
  filer: string | null;
};

/** A case with its shop and the promises of its round. */
export async function findCase(db: Db, id: number): Promise<WholeCase | undefined> {
  return (await findCasesByIds(db, [id]))[0];
}

export async function findCasesByIds(db: Db, ids: number[]): Promise<WholeCase[]> {
  const rows = db
    .select({
      complaint: complaints,
      shop: {
        licenceNo: retailers.licenceNo,
        shopName: retailers.shopName,
        tier: retailers.tier,
        address: retailers.address,
        routeId: routes.id,
        routeCode: routes.code,
        district: districts.name,
      },
    })
    .from(complaints)
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .innerJoin(districts, eq(districts.id, complaints.districtId))
    .where(inArray(complaints.id, ids))
    .orderBy(asc(complaints.id))
    .all();
  const promised = db
    .select({ promise: promises, owner: staff.name })
    .from(promises)
    .innerJoin(complaints, and(eq(complaints.id, promises.complaintId), eq(complaints.round, promises.round)))
    .leftJoin(staff, eq(staff.id, promises.ownerId))
    .where(inArray(promises.complaintId, ids))
    .orderBy(asc(promises.id))
    .all()
    .map(({ promise, owner }) => ({ ...promise, owner }));
  const filers = readNames(
    db,
    rows.map(({ complaint }) => complaint.filedBy),
  );
  return rows.map((row) => ({
    ...row,
    promises: promised.filter(({ complaintId }) => complaintId === row.complaint.id),
    filer: row.complaint.filedBy === null ? null : (filers.get(row.complaint.filedBy) ?? null),
  }));
}

/** The id of the case with a number's day and place in it. */
export async function findCaseId(db: Db, { day, seq }: { day: string; seq: number }): Promise<number | undefined> {
  return db
    .select({ id: complaints.id })
    .from(complaints)
    .where(and(eq(complaints.day, day), eq(complaints.seq, seq)))
    .get()?.id;
}

/** Ids of the cases after a place in the sequence of numbers, oldest first. */
export async function findCaseIdsAfter(db: Db, after: { day: string; seq: number } | undefined, limit: number): Promise<number[]> {
  const isLater = after && or(gt(complaints.day, after.day), and(eq(complaints.day, after.day), gt(complaints.seq, after.seq)));
  const rows = db
    .select({ id: complaints.id })
    .from(complaints)
    .where(isLater)
    .orderBy(asc(complaints.day), asc(complaints.seq))
    .limit(limit)
    .all();
  return rows.map(({ id }) => id);
}

/** The person's latest open case, to which a stray message may belong. */
export async function findOpenCaseOf(db: Db, personId: number): Promise<Complaint | undefined> {
  return db
    .select()
    .from(complaints)
    .where(and(eq(complaints.personId, personId), eq(complaints.state, "open")))
    .orderBy(desc(complaints.openedAt), desc(complaints.id))
    .get();
}

/** The case as one person may see and change it, outside a write: for what is only shown. */
export const findFacts = async (db: Db, complaintId: number, personId: number): Promise<CaseFacts | undefined> =>
  readFacts(db, complaintId, personId);

/** Whom the company writes to about a case. */
export const findReaders = async (db: Db, complaint: Complaint): Promise<number[]> => readReaders(db, complaint);

/** The shops a person acts for. */
export const findShopIds = async (db: Db, personId: number): Promise<readonly number[]> => readActor(db, personId).shopIds;

/** What the desk should know of a shop's other complaints of the last 90 days; questions and withdrawn ones do not count. */
export async function findHistory(db: Db, complaint: Complaint, now: number): Promise<{ count: number; last: Satisfaction | null }> {
  const advice: Category = "advice";
  const isOther = and(
    eq(complaints.retailerId, complaint.retailerId),
    ne(complaints.id, complaint.id),
    gte(complaints.openedAt, now - HISTORY_MS),
    notInArray(complaints.state, ["withdrawn", "duplicate"]),
    ne(complaints.category, advice),
  );
  const total = db.select({ n: count() }).from(complaints).where(isOther).get();
  const rated = db
    .select({ satisfaction: complaints.satisfaction })
    .from(complaints)
    .where(and(isOther, isNotNull(complaints.satisfaction), isNull(complaints.restriction)))
    .orderBy(desc(complaints.openedAt))
    .get();
  return { count: total?.n ?? 0, last: rated?.satisfaction ?? null };
}
