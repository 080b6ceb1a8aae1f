import { and, eq, isNull } from "drizzle-orm";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db } from "../client.ts";
import { findByPerson, readEntry, type StaffEntry } from "./members.ts";
import { staff, staffInvites } from "../staff.tables.ts";

type NewInvite = { staffId: number; token: string; actorId: number; expiresAt: number; now: number };

/** Makes a one-time link for someone not yet on Telegram; earlier unused ones end, so that only the newest works. */
export async function createInvite(
  db: Db,
  { staffId, token, actorId, expiresAt, now }: NewInvite,
): Promise<{ ok: true; entry: StaffEntry } | { ok: false; reason: "not_found" | "already_linked" }> {
  return inTransaction(db, (tx) => {
    const entry = readEntry(tx, staffId);
    if (!entry) return { ok: false, reason: "not_found" };
    if (entry.personId !== null) return { ok: false, reason: "already_linked" };
    tx.delete(staffInvites)
      .where(and(eq(staffInvites.staffId, staffId), isNull(staffInvites.usedAt)))
      .run();
    tx.insert(staffInvites).values({ token, staffId, createdBy: actorId, expiresAt }).run();
    addAudit(tx, { at: now, actorId, action: "staff.invite", subject: `staff-${staffId}` });
    return { ok: true, entry };
  });
}

export type InviteRefusal = "unknown" | "used" | "expired" | "person_taken";

/** Ties the Telegram person to the link's staff row, once. The same person opening it again (an update handled twice) is harmless. */
export async function useInvite(
  db: Db,
  { token, personId, now }: { token: string; personId: number; now: number },
): Promise<{ ok: true; entry: StaffEntry } | { ok: false; reason: InviteRefusal }> {
  return inTransaction(db, (tx) => {
    const invite = tx.select().from(staffInvites).where(eq(staffInvites.token, token)).get();
    const entry = invite && readEntry(tx, invite.staffId);
    if (!invite || !entry) return { ok: false, reason: "unknown" };
    if (entry.personId === personId) return { ok: true, entry };
    if (invite.usedAt !== null || entry.personId !== null) return { ok: false, reason: "used" };
    if (invite.expiresAt <= now) return { ok: false, reason: "expired" };
    if (findByPerson(tx, personId)) return { ok: false, reason: "person_taken" };
    tx.update(staff).set({ personId }).where(eq(staff.id, entry.id)).run();
    tx.update(staffInvites).set({ usedAt: now }).where(eq(staffInvites.token, token)).run();
    addAudit(tx, { at: now, actorId: personId, action: "staff.link", subject: `staff-${entry.id}` });
    return { ok: true, entry: { ...entry, personId } };
  });
}
