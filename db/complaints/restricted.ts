import { and, asc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from "drizzle-orm";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import { inTransaction, type Db } from "../client.ts";
import { complaints, promises } from "../complaints.tables.ts";
import { deliveries, type Delivery } from "../deliveries.tables.ts";
import { saveDeliveryData } from "../deliveries/outcomes.ts";
import { staff, staffRoles } from "../staff.tables.ts";
import type { StaffRole } from "../../src/staff/rules.ts";

/** Messages of some kinds about a case that stand in their chats, oldest first. */
export async function findStanding(db: Db, kinds: readonly DeliveryKind[], complaintId: number): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(inArray(deliveries.kind, [...kinds]), eq(deliveries.subjectId, complaintId), isNotNull(deliveries.messageId)))
    .orderBy(asc(deliveries.id))
    .all();
}

/** Remembers that a message can not be edited, so that the next attempt deletes it. */
export async function turnToDeletion(db: Db, deliveryId: number, data: Record<string, unknown>): Promise<void> {
  inTransaction(db, (tx) => saveDeliveryData(tx, deliveryId, { ...data, way: "delete" }));
}

export type Colleague = { id: number; name: string; personId: number };

/** Staff of the roles who are on Telegram, of the district or of the whole company, by name. */
export async function findColleagues(db: Db, districtId: number, roles: readonly StaffRole[]): Promise<Colleague[]> {
  const rows = db
    .selectDistinct({ id: staff.id, name: staff.name, personId: staff.personId })
    .from(staff)
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(
      and(
        inArray(staffRoles.role, [...roles]),
        isNull(staff.removedAt),
        isNotNull(staff.personId),
        or(eq(staff.districtId, districtId), isNull(staff.districtId)),
      ),
    )
    .orderBy(asc(staff.name), asc(staff.id))
    .all();
  return rows.map((row) => ({ ...row, personId: row.personId! }));
}

/**
 * True for the cases that may stand in a list of a member of staff: of restricted ones those that are not about them, and, unless
 * `isInCharge` says so, only where they were named. For a query over promises and complaints.
 */
export function isListable(staffId: number | null, isInCharge: SQL | undefined): SQL {
  const isOrdinary = isNull(complaints.restriction);
  if (staffId === null) return or(isOrdinary, isInCharge)!;
  const isAbout = sql`(${complaints.aboutStaffId} is ${staffId} or exists (
    select 1 from staff as reader where reader.id = ${staffId} and length(reader.name) > 1 and instr(lower(${complaints.text}), lower(reader.name)) > 0
  ))`;
  const isNamed = and(eq(promises.ownerId, staffId), eq(promises.isHandedOver, true));
  return or(isOrdinary, and(sql`not ${isAbout}`, or(isInCharge, isNamed)))!;
}
