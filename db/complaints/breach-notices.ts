import { and, asc, desc, eq, exists, gt, gte, inArray, isNull, or, type InferSelectModel } from "drizzle-orm";
import { NOT_IN_CHARGE, NOTICE_EVERY_MS, placeBreach } from "../../src/complaints/breach/rules.ts";
import { decideBreach } from "../../src/complaints/promise-rules.ts";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { breachNotices, complaintEvents, complaints, promises } from "../complaints.tables.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { districts } from "../districts.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { staff } from "../staff.tables.ts";
import { addCardEdits } from "./card-edits.ts";
import type { CasePromise, Complaint } from "./facts.ts";

export type BreachNotice = InferSelectModel<typeof breachNotices>;

/** The latest notice in which a breach of the case may be told: what few may read stands in no other than the case's own. */
function findLatest(tx: Tx, { id, restriction, districtId }: Complaint, now: number): BreachNotice | undefined {
  const isAlike = restriction === null ? isNull(complaints.restriction) : eq(complaints.id, id);
  const ofAlike = tx
    .select({ id: promises.id })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .where(and(eq(promises.breachNoticeId, breachNotices.id), isAlike));
  const isRecent = and(eq(breachNotices.districtId, districtId), gt(breachNotices.sendAt, now - NOTICE_EVERY_MS));
  return tx
    .select()
    .from(breachNotices)
    .where(and(isRecent, exists(ofAlike)))
    .orderBy(desc(breachNotices.sendAt), desc(breachNotices.id))
    .limit(1)
    .get();
}

/**
 * Records a breach once, with its timeline entry, and puts it into the notice of its district that waits to be sent, or into a new one
 * with the messages that `tell` makes; false when it no longer applies.
 */
export async function markBreached(
  db: Db,
  { id, dueVersion }: Pick<CasePromise, "id" | "dueVersion">,
  tell: (notice: BreachNotice) => NewDelivery[],
  now: number,
): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const found = tx
      .select({ promise: promises, complaint: complaints })
      .from(promises)
      .innerJoin(complaints, eq(complaints.id, promises.complaintId))
      .where(eq(promises.id, id))
      .get();
    if (!found || decideBreach(found.promise, dueVersion, now) !== "breach") return false;
    const { promise, complaint } = found;
    const latest = findLatest(tx, complaint, now);
    const place = placeBreach(latest?.sendAt, now);
    const isNew = place !== "latest";
    const notice = isNew ? tx.insert(breachNotices).values({ districtId: complaint.districtId, sendAt: place }).returning().get() : latest!;
    tx.update(promises).set({ breachedAt: now, warnAt: null, breachNoticeId: notice.id }).where(eq(promises.id, id)).run();
    const { kind, complaintId } = promise;
    tx.insert(complaintEvents).values({ complaintId, at: now, kind: "breached", promise: kind, text: kind }).run();
    addCardEdits(tx, complaintId, now);
    if (isNew) addDeliveries(tx, tell(notice), now);
    return true;
  });
}

export type Noticed = { promise: CasePromise; complaint: Complaint; shopName: string; owner: string | null };

/** The promises of a notice that are still not kept, longest overdue first. */
export async function findNoticed(db: Db, noticeId: number): Promise<Noticed[]> {
  return db
    .select({ promise: promises, complaint: complaints, shopName: retailers.shopName, owner: staff.name })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
    .leftJoin(staff, eq(staff.id, promises.ownerId))
    .where(and(eq(promises.breachNoticeId, noticeId), eq(promises.state, "open"), eq(complaints.state, "open")))
    .orderBy(asc(promises.dueAt), asc(promises.id))
    .all();
}

/** The cases of a notice, whatever became of them; all of one district, and when one is restricted there is no other. */
export async function findNoticedCase(db: Db, noticeId: number): Promise<Complaint | undefined> {
  const row = db
    .select({ complaint: complaints })
    .from(promises)
    .innerJoin(complaints, eq(complaints.id, promises.complaintId))
    .where(eq(promises.breachNoticeId, noticeId))
    .orderBy(asc(promises.id))
    .get();
  return row?.complaint;
}

/** Notices to be sent since, that Telegram refused for good or whose reader had left. */
export async function findUndeliveredNotices(db: Db, since: number): Promise<number[]> {
  // District by district, as the notices' index is; the outbox keeps years of deliveries.
  const recent = db
    .select({ id: breachNotices.id })
    .from(districts)
    .crossJoin(breachNotices)
    .where(and(eq(breachNotices.districtId, districts.id), gte(breachNotices.sendAt, since)))
    .all();
  const isDead = or(
    inArray(deliveries.state, ["failed", "unreachable"]),
    and(eq(deliveries.state, "skipped"), eq(deliveries.reason, NOT_IN_CHARGE)),
  );
  return chunksOf(recent.map(({ id }) => id)).flatMap((chunk) =>
    db
      .selectDistinct({ id: deliveries.subjectId })
      .from(deliveries)
      .where(and(eq(deliveries.kind, "breach_notice"), inArray(deliveries.subjectId, chunk), isDead))
      .orderBy(asc(deliveries.subjectId))
      .all()
      .map(({ id }) => id),
  );
}
