import { and, eq, isNull, sql, type InferSelectModel } from "drizzle-orm";
import type { Locale } from "../src/people/rules.ts";
import type { StaffRole } from "../src/staff/rules.ts";
import { inTransaction, type Db } from "./client.ts";
import { dialogues, people } from "./people.tables.ts";
import { retailers, shopPeople } from "./retailers.tables.ts";
import { routes } from "./routes.tables.ts";
import { staff, staffRoles } from "./staff.tables.ts";

export type Person = InferSelectModel<typeof people>;
export type Shop = {
  id: number;
  licenceNo: string;
  shopName: string;
  routeId: number;
  routeCode: string;
  districtId: number;
  supplyGroup: number | null;
};
export type StaffMember = { id: number; code: string; name: string; districtId: number | null; roles: StaffRole[] };
export type Dialogue = { kind: string; data: Record<string, unknown> };

/** What an update tells about its sender. */
export type SeenPerson = { id: number; firstName: string; username: string | null; clientLanguage: string | null; isPrivate: boolean };

/** Stores what is new about the sender. Writing to the bot in private proves that the bot may write back. */
export async function notePerson(db: Db, seen: SeenPerson, now: number): Promise<Person> {
  const { isPrivate, ...fields } = seen;
  const known = db.select().from(people).where(eq(people.id, seen.id)).get();
  const reachable = isPrivate ? { unreachable: null, startedAt: known?.startedAt ?? now } : {};
  const next = { ...fields, ...reachable };
  const isSame = known && Object.entries(next).every(([key, value]) => known[key as keyof Person] === value);
  if (isSame) return known;
  return db
    .insert(people)
    .values({ ...next, createdAt: now })
    .onConflictDoUpdate({ target: people.id, set: next })
    .returning()
    .get();
}

/** The shops a person acts for: active and suspended ones, closed ones no longer. */
export async function findShopsOf(db: Db, personId: number): Promise<Shop[]> {
  return db
    .select({
      id: retailers.id,
      licenceNo: retailers.licenceNo,
      shopName: retailers.shopName,
      routeId: retailers.routeId,
      routeCode: routes.code,
      districtId: routes.districtId,
      supplyGroup: retailers.supplyGroup,
    })
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(and(eq(shopPeople.personId, personId), eq(retailers.status, "active")))
    .orderBy(retailers.licenceNo)
    .all();
}

/** The staff row of a Telegram person, with roles; undefined for anyone else and for those who left. */
export async function findStaffOf(db: Db, personId: number): Promise<StaffMember | undefined> {
  const row = db
    .select({ id: staff.id, code: staff.code, name: staff.name, districtId: staff.districtId })
    .from(staff)
    .where(and(eq(staff.personId, personId), isNull(staff.removedAt)))
    .get();
  if (!row) return undefined;
  const roles = db.select({ role: staffRoles.role }).from(staffRoles).where(eq(staffRoles.staffId, row.id)).all();
  return { ...row, roles: roles.map(({ role }) => role) };
}

export async function findPerson(db: Db, id: number): Promise<Person | undefined> {
  return db.select().from(people).where(eq(people.id, id)).get();
}

/** What colleagues call a person, by the staff list, else as Telegram does; undefined for someone who never wrote to the bot. */
export async function findPersonName(db: Db, personId: number): Promise<string | undefined> {
  const row = db
    .select({ staffName: staff.name, firstName: people.firstName })
    .from(people)
    .leftJoin(staff, eq(staff.personId, people.id))
    .where(eq(people.id, personId))
    .get();
  return row?.staffName ?? row?.firstName;
}

export async function setLocale(db: Db, personId: number, locale: Locale): Promise<void> {
  db.update(people).set({ locale }).where(eq(people.id, personId)).run();
}

export async function acceptPrivacy(db: Db, personId: number, version: number, now: number): Promise<void> {
  db.update(people).set({ privacyVersion: version, privacyAcceptedAt: now }).where(eq(people.id, personId)).run();
}

/** Notes that a person blocked the bot, or came back (null). */
export async function setUnreachable(db: Db, personId: number, unreachable: Person["unreachable"]): Promise<void> {
  db.update(people).set({ unreachable }).where(eq(people.id, personId)).run();
}

/** Turns a person's order reminders off as of an instant, or on again (null); off twice keeps the first time. */
export async function setRemindersMuted(db: Db, personId: number, mutedAt: number | null): Promise<void> {
  const remindersMutedAt = mutedAt === null ? null : sql`coalesce(${people.remindersMutedAt}, ${mutedAt})`;
  db.update(people).set({ remindersMutedAt }).where(eq(people.id, personId)).run();
}

/** Notes whether a person's order reminders may come in the quiet hours. */
export async function setRemindAtNight(db: Db, personId: number, remindAtNight: boolean): Promise<void> {
  db.update(people).set({ remindAtNight }).where(eq(people.id, personId)).run();
}

/** What the person is in the middle of, if anything. */
export async function findDialogue(db: Db, personId: number): Promise<Dialogue | undefined> {
  return db.select({ kind: dialogues.kind, data: dialogues.data }).from(dialogues).where(eq(dialogues.personId, personId)).get();
}

/** Begins or continues a dialogue; undefined ends it. A person has one at a time. */
export async function saveDialogue(db: Db, personId: number, dialogue: Dialogue | undefined, now: number): Promise<void> {
  inTransaction(db, (tx) => {
    if (!dialogue) {
      tx.delete(dialogues).where(eq(dialogues.personId, personId)).run();
      return;
    }
    const row = { ...dialogue, updatedAt: now };
    tx.insert(dialogues)
      .values({ personId, ...row })
      .onConflictDoUpdate({ target: dialogues.personId, set: row })
      .run();
  });
}
