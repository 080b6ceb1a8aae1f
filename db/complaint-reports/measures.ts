import { and, asc, eq, gte, isNull, lte, or, type InferInsertModel } from "drizzle-orm";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db } from "../client.ts";
import { complaintMeasures } from "../complaint-measures.tables.ts";
import { readNames } from "../complaints/facts.ts";
import { districts } from "../districts.tables.ts";
import { dialogues } from "../people.tables.ts";

/** Someone in charge was asked for the words of a measure. */
export const MEASURE_DIALOGUE = "complaint_measure";

export type NewMeasure = Omit<InferInsertModel<typeof complaintMeasures>, "id">;
export type Measure = { cause: string; text: string; at: number; by: string | null; district: string | null };

/** Notes a measure once a message, in the audit too, and ends the dialogue that asked for it; false when it was noted before. */
export async function addMeasure(db: Db, measure: NewMeasure): Promise<boolean> {
  return inTransaction(db, (tx) => {
    tx.delete(dialogues)
      .where(and(eq(dialogues.personId, measure.byId), eq(dialogues.kind, MEASURE_DIALOGUE)))
      .run();
    const added = tx.insert(complaintMeasures).values(measure).onConflictDoNothing().returning({ id: complaintMeasures.id }).get();
    if (!added) return false;
    addAudit(tx, { at: measure.at, actorId: measure.byId, action: "complaint.measure", subject: `measure ${added.id}` });
    return true;
  });
}

/** Whether a message was noted as a measure already. */
export async function hasMeasure(db: Db, chatId: number, messageId: number): Promise<boolean> {
  const isSame = and(eq(complaintMeasures.chatId, chatId), eq(complaintMeasures.messageId, messageId));
  return db.select({ id: complaintMeasures.id }).from(complaintMeasures).where(isSame).get() !== undefined;
}

/** Measures noted on periods that end between two days (YYYY-MM-DD), oldest first: a district's and the company's own; of all for null. */
export async function findMeasures(db: Db, days: { from: string; to: string }, districtId: number | null): Promise<Measure[]> {
  const isOfPeriod = and(gte(complaintMeasures.periodTo, days.from), lte(complaintMeasures.periodTo, days.to));
  const isOfDistrict =
    districtId === null ? undefined : or(isNull(complaintMeasures.districtId), eq(complaintMeasures.districtId, districtId));
  const rows = db
    .select({ measure: complaintMeasures, district: districts.name })
    .from(complaintMeasures)
    .leftJoin(districts, eq(districts.id, complaintMeasures.districtId))
    .where(and(isOfPeriod, isOfDistrict))
    .orderBy(asc(complaintMeasures.at), asc(complaintMeasures.id))
    .all();
  const names = readNames(
    db,
    rows.map(({ measure }) => measure.byId),
  );
  return rows.map(({ measure, district }) => ({
    cause: measure.cause,
    text: measure.text,
    at: measure.at,
    by: names.get(measure.byId) ?? null,
    district,
  }));
}
