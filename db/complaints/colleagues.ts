import { and, asc, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import type { CaseActor } from "../../src/complaints/rights-rules.ts";
import type { StaffRole } from "../../src/staff/rules.ts";
import type { Db } from "../client.ts";
import { people } from "../people.tables.ts";
import { staff, staffRoles } from "../staff.tables.ts";
import { readActor } from "./facts.ts";

/** A member of staff whom the bot can write to, with what they may do now. */
export type Colleague = { staffId: number; personId: number; name: string; actor: CaseActor };

/** Who of the district (or of the whole company) has one of the roles, by name. */
export async function findColleagues(db: Db, roles: readonly StaffRole[], districtId: number): Promise<Colleague[]> {
  const isReachable = and(isNull(staff.removedAt), isNotNull(people.startedAt), isNull(people.unreachable));
  const isHere = or(eq(staff.districtId, districtId), isNull(staff.districtId));
  const rows = db
    .selectDistinct({ staffId: staff.id, personId: people.id, name: staff.name })
    .from(staff)
    .innerJoin(people, eq(people.id, staff.personId))
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(and(isReachable, isHere, inArray(staffRoles.role, [...roles])))
    .orderBy(asc(staff.name), asc(staff.id))
    .all();
  return rows.map((row) => ({ ...row, actor: readActor(db, row.personId) }));
}
