import { and, asc, count, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { isApprovalOptional } from "../../src/posts/approval-rules.ts";
import type { StaffRole } from "../../src/staff/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { districts } from "../districts.tables.ts";
import { staff, staffInvites, staffRoles } from "../staff.tables.ts";

/** A member of staff as the admin sees them. */
export type StaffEntry = {
  id: number;
  code: string;
  name: string;
  phone: string | null;
  /** Null: not yet linked to a Telegram person. */
  personId: number | null;
  districtId: number | null;
  districtName: string | null;
  /** What this person writes waits for an approver, as far as the roles leave that open. */
  needsApproval: boolean;
  roles: StaffRole[];
};

/** Who changes something, and when. */
type By = { actorId: number; now: number };

const selectStaff = (tx: Db | Tx) =>
  tx
    .select({
      id: staff.id,
      code: staff.code,
      name: staff.name,
      phone: staff.phone,
      personId: staff.personId,
      districtId: staff.districtId,
      districtName: districts.name,
      needsApproval: staff.needsApproval,
    })
    .from(staff)
    .leftJoin(districts, eq(districts.id, staff.districtId));

const rolesOf = (tx: Db | Tx, staffId: number): StaffRole[] =>
  tx
    .select({ role: staffRoles.role })
    .from(staffRoles)
    .where(eq(staffRoles.staffId, staffId))
    .all()
    .map(({ role }) => role);

/** Everyone who has not left, by code. */
export async function listStaff(db: Db): Promise<StaffEntry[]> {
  const rows = selectStaff(db).where(isNull(staff.removedAt)).orderBy(asc(staff.code)).all();
  return rows.map((row) => ({ ...row, roles: rolesOf(db, row.id) }));
}

/** One member of staff who has not left. */
export function readEntry(tx: Db | Tx, id: number): StaffEntry | undefined {
  const row = selectStaff(tx)
    .where(and(eq(staff.id, id), isNull(staff.removedAt)))
    .get();
  return row && { ...row, roles: rolesOf(tx, id) };
}

export async function findStaffEntry(db: Db, id: number): Promise<StaffEntry | undefined> {
  return readEntry(db, id);
}

export async function findDistricts(db: Db): Promise<{ id: number; name: string }[]> {
  return db.select().from(districts).orderBy(asc(districts.name)).all();
}

/** Fields that are undefined stay as they are when the code is known already. */
export type NewStaff = By & {
  code: string;
  name: string;
  phone?: string | undefined;
  personId?: number | undefined;
  roles?: StaffRole[] | undefined;
  districtId?: number | undefined;
};

/**
 * Adds a member of staff, completes one who is known by code only (from the roster), or takes back one who left. Refused when the code
 * belongs to someone linked, or the Telegram person to someone else.
 */
export async function addStaff(
  db: Db,
  { code, name, phone, personId, roles, districtId, actorId, now }: NewStaff,
): Promise<{ ok: true; entry: StaffEntry } | { ok: false; reason: "code_taken" | "person_taken"; entry: StaffEntry }> {
  return inTransaction(db, (tx) => {
    const known = tx
      .select()
      .from(staff)
      .where(eq(sql`lower(${staff.code})`, code.toLowerCase()))
      .get();
    if (known && known.personId !== null) return { ok: false, reason: "code_taken", entry: readEntry(tx, known.id)! };
    const taken = personId === undefined ? undefined : findByPerson(tx, personId);
    if (taken) return { ok: false, reason: "person_taken", entry: taken };
    const fields = {
      name,
      ...(phone === undefined ? {} : { phone }),
      ...(personId === undefined ? {} : { personId }),
      ...(districtId === undefined ? {} : { districtId }),
    };
    const id =
      known?.id ??
      tx
        .insert(staff)
        .values({ code, ...fields, createdAt: now })
        .returning()
        .get().id;
    if (known)
      tx.update(staff)
        .set({ ...fields, removedAt: null })
        .where(eq(staff.id, id))
        .run();
    if (roles) {
      tx.delete(staffRoles).where(eq(staffRoles.staffId, id)).run();
      for (const role of roles) tx.insert(staffRoles).values({ staffId: id, role }).onConflictDoNothing().run();
    }
    addAudit(tx, { at: now, actorId, action: "staff.add", subject: `staff-${id}`, detail: { code, roles, districtId, personId } });
    return { ok: true, entry: readEntry(tx, id)! };
  });
}

/** The member of staff behind a Telegram person. */
export function findByPerson(tx: Tx, personId: number): StaffEntry | undefined {
  const row = tx.select({ id: staff.id }).from(staff).where(eq(staff.personId, personId)).get();
  return row && readEntry(tx, row.id);
}

type Changed = { ok: true; entry: StaffEntry } | { ok: false; reason: "not_found" | "last_admin" | "district_gone" };

/** Somebody must be left who can give rights: `hasOwners` = ADMIN_IDS names people who always can. */
function isLastAdmin(tx: Tx, entry: StaffEntry, hasOwners: boolean): boolean {
  if (hasOwners || entry.personId === null || !entry.roles.includes("admin")) return false;
  const others = tx
    .select({ n: count() })
    .from(staff)
    .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.role, "admin")))
    .where(and(isNull(staff.removedAt), isNotNull(staff.personId), ne(staff.id, entry.id)))
    .get();
  return others!.n === 0;
}

/** Gives or takes a role; saying so twice is harmless. The last admin keeps the role. */
export async function setStaffRole(
  db: Db,
  { id, role, isGiven, hasOwners, actorId, now }: By & { id: number; role: StaffRole; isGiven: boolean; hasOwners: boolean },
): Promise<Changed> {
  return inTransaction(db, (tx) => {
    const entry = readEntry(tx, id);
    if (!entry) return { ok: false, reason: "not_found" };
    if (entry.roles.includes(role) === isGiven) return { ok: true, entry };
    if (!isGiven && role === "admin" && isLastAdmin(tx, entry, hasOwners)) return { ok: false, reason: "last_admin" };
    if (isGiven) tx.insert(staffRoles).values({ staffId: id, role }).run();
    else
      tx.delete(staffRoles)
        .where(and(eq(staffRoles.staffId, id), eq(staffRoles.role, role)))
        .run();
    addAudit(tx, { at: now, actorId, action: isGiven ? "staff.give_role" : "staff.take_role", subject: `staff-${id}`, detail: { role } });
    return { ok: true, entry: readEntry(tx, id)! };
  });
}

/** Sets the district; null = the whole company. */
export async function placeStaff(
  db: Db,
  { id, districtId, actorId, now }: By & { id: number; districtId: number | null },
): Promise<Changed> {
  return inTransaction(db, (tx) => {
    const isKnown = districtId === null || tx.select().from(districts).where(eq(districts.id, districtId)).get();
    if (!readEntry(tx, id)) return { ok: false, reason: "not_found" };
    if (!isKnown) return { ok: false, reason: "district_gone" };
    tx.update(staff).set({ districtId }).where(eq(staff.id, id)).run();
    addAudit(tx, { at: now, actorId, action: "staff.place", subject: `staff-${id}`, detail: { districtId } });
    return { ok: true, entry: readEntry(tx, id)! };
  });
}

/** Sets whether posts wait for an approver; saying so twice is harmless. Refused where the roles leave no choice. */
export async function setNeedsApproval(
  db: Db,
  { id, needsApproval, actorId, now }: By & { id: number; needsApproval: boolean },
): Promise<{ ok: true; entry: StaffEntry } | { ok: false; reason: "not_found" | "no_choice" }> {
  return inTransaction(db, (tx) => {
    const entry = readEntry(tx, id);
    if (!entry) return { ok: false, reason: "not_found" };
    if (!isApprovalOptional(entry.roles)) return { ok: false, reason: "no_choice" };
    if (entry.needsApproval === needsApproval) return { ok: true, entry };
    tx.update(staff).set({ needsApproval }).where(eq(staff.id, id)).run();
    addAudit(tx, { at: now, actorId, action: "staff.approval", subject: `staff-${id}`, detail: { needsApproval } });
    return { ok: true, entry: readEntry(tx, id)! };
  });
}

/**
 * Ends every right of a member of staff at once. The row stays, because cases and the audit speak of it; the Telegram person is
 * let go, so that they may come back under another code. The last admin stays.
 */
export async function removeStaff(db: Db, { id, hasOwners, actorId, now }: By & { id: number; hasOwners: boolean }): Promise<Changed> {
  return inTransaction(db, (tx) => {
    const entry = readEntry(tx, id);
    if (!entry) return { ok: false, reason: "not_found" };
    if (isLastAdmin(tx, entry, hasOwners)) return { ok: false, reason: "last_admin" };
    tx.update(staff).set({ removedAt: now, personId: null }).where(eq(staff.id, id)).run();
    tx.delete(staffRoles).where(eq(staffRoles.staffId, id)).run();
    tx.delete(staffInvites).where(eq(staffInvites.staffId, id)).run();
    const { code, personId, roles } = entry;
    addAudit(tx, { at: now, actorId, action: "staff.remove", subject: `staff-${id}`, detail: { code, personId, roles } });
    return { ok: true, entry };
  });
}
