import { and, eq, gt, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import type { Db } from "../client.ts";
import { people } from "../people.tables.ts";
import { staff, staffRoles } from "../staff.tables.ts";
import type { StaffRole } from "../../src/staff/rules.ts";

/** Telegram ids of those with one of the roles who can be written to and are not away. */
export async function findMorningReaders(db: Db, roles: readonly StaffRole[], now: number): Promise<number[]> {
  const rows = db
    .selectDistinct({ personId: people.id })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .innerJoin(people, eq(people.id, staff.personId))
    .where(
      and(
        inArray(staffRoles.role, [...roles]),
        isNull(staff.removedAt),
        or(isNull(staff.awayUntil), lte(staff.awayUntil, now)),
        isNull(people.unreachable),
        isNotNull(people.startedAt),
      ),
    )
    .orderBy(people.id)
    .all();
  return rows.map(({ personId }) => personId);
}

/** Whether a member of staff is on leave. */
export async function isAway(db: Db, staffId: number, now: number): Promise<boolean> {
  const isGone = and(eq(staff.id, staffId), gt(staff.awayUntil, now));
  return db.select({ id: staff.id }).from(staff).where(isGone).get() !== undefined;
}
