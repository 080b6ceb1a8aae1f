import { and, eq, isNotNull, isNull, or } from "drizzle-orm";
import type { StaffRole } from "../src/staff/rules.ts";
import type { Db, Tx } from "./client.ts";
import { people } from "./people.tables.ts";
import { routes } from "./routes.tables.ts";
import { staff, staffRoles } from "./staff.tables.ts";

export {
  addStaff,
  findDistricts,
  findStaffEntry,
  listStaff,
  placeStaff,
  removeStaff,
  setNeedsApproval,
  setStaffRole,
  type NewStaff,
  type StaffEntry,
} from "./staff/members.ts";
export { createInvite, useInvite, type InviteRefusal } from "./staff/invites.ts";

/** A member of staff who can be written to. */
export type Recipient = { staffId: number; personId: number; name: string };

const isPresent = and(isNull(staff.removedAt), isNotNull(staff.personId));

/** Staff of a role who are on Telegram: those of the district and those without a district (company-wide). */
export async function findStaffByRole(db: Db, role: StaffRole, districtId?: number): Promise<Recipient[]> {
  const rows = db
    .select({ staffId: staff.id, personId: staff.personId, name: staff.name })
    .from(staff)
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(
      and(
        isPresent,
        eq(staffRoles.role, role),
        districtId === undefined ? undefined : or(eq(staff.districtId, districtId), isNull(staff.districtId)),
      ),
    )
    .orderBy(staff.id)
    .all();
  return rows.map((row) => ({ ...row, personId: row.personId! }));
}

/** The account manager of a route; `personId` is null until the person is on Telegram. */
export async function findAccountManager(
  db: Db,
  routeId: number,
): Promise<{ staffId: number; personId: number | null; name: string } | undefined> {
  return db
    .select({ staffId: staff.id, personId: staff.personId, name: staff.name })
    .from(routes)
    .innerJoin(staff, eq(staff.id, routes.accountManagerId))
    .where(and(eq(routes.id, routeId), isNull(staff.removedAt)))
    .get();
}

/** Every route with its account manager's chat; null while there is nobody whom the bot may write to. */
export async function findReachableManagers(db: Db): Promise<{ routeId: number; districtId: number; personId: number | null }[]> {
  return db
    .select({ routeId: routes.id, districtId: routes.districtId, personId: people.id })
    .from(routes)
    .leftJoin(staff, and(eq(staff.id, routes.accountManagerId), isNull(staff.removedAt)))
    .leftJoin(people, and(eq(people.id, staff.personId), isNotNull(people.startedAt), isNull(people.unreachable)))
    .all();
}

export async function findStaffById(db: Db, id: number): Promise<{ staffId: number; personId: number | null; name: string } | undefined> {
  return db.select({ staffId: staff.id, personId: staff.personId, name: staff.name }).from(staff).where(eq(staff.id, id)).get();
}

/** What a Telegram person may do as staff, read inside the transaction that acts on it; undefined for anyone else and for those who left. */
export function findAuthority(
  tx: Db | Tx,
  personId: number,
): { staffId: number; districtId: number | null; needsApproval: boolean; roles: StaffRole[] } | undefined {
  const row = tx
    .select({ staffId: staff.id, districtId: staff.districtId, needsApproval: staff.needsApproval })
    .from(staff)
    .where(and(eq(staff.personId, personId), isNull(staff.removedAt)))
    .get();
  if (!row) return undefined;
  const roles = tx.select({ role: staffRoles.role }).from(staffRoles).where(eq(staffRoles.staffId, row.staffId)).all();
  return { ...row, roles: roles.map(({ role }) => role) };
}
