import { and, asc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from "drizzle-orm";
import { TITLES } from "../../src/complaints/rights-rules.ts";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import { inTransaction, type Db } from "../client.ts";
import { complaints } from "../complaints.tables.ts";
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

export type Nameable = { id: number; name: string; personId: number };

/** Staff of the roles who are on Telegram, of the district or of the whole company, by name. */
export async function findNameable(db: Db, districtId: number, roles: readonly StaffRole[]): Promise<Nameable[]> {
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

/** What a shop calls a person with a title in a case's words: the surname and the title (the rule in isNamedIn). */
const titled = sql.join(
  TITLES.map(
    (title) =>
      sql`or (unicode(reader.name) between 13312 and 40959 and instr(${complaints.text}, substr(reader.name, 1, 1) || ${title}) > 0)`,
  ),
  sql` `,
);

/** True for the restricted cases that are about a member of staff, as isAbout says; for a query over complaints. */
export const isAboutReader = (
  staffId: number,
): SQL => sql`(${complaints.restriction} is not null and (${complaints.aboutStaffId} is ${staffId} or exists (
  select 1 from staff as reader where reader.id = ${staffId} and length(reader.name) > 1
    and (instr(lower(${complaints.text}), lower(reader.name)) > 0 ${titled})
)))`;
