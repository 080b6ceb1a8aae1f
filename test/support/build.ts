import { districts } from "../../db/districts.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { retailers, shopPeople } from "../../db/retailers.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import type { Db } from "../../db/client.ts";
import type { StaffRole } from "../../src/staff/rules.ts";
import { MONDAY_9 } from "./bot.ts";

let counter = 0;

export const buildDistrict = (db: Db, name = `District ${++counter}`) => db.insert(districts).values({ name }).returning().get();

export function buildRoute(db: Db, fields: Partial<typeof routes.$inferInsert> = {}) {
  const districtId = fields.districtId ?? buildDistrict(db).id;
  return db
    .insert(routes)
    .values({ code: `T${++counter}`, ...fields, districtId })
    .returning()
    .get();
}

/** A shop of the roster, on a route of its own unless one is given. */
export function buildRetailer(db: Db, fields: Partial<typeof retailers.$inferInsert> = {}) {
  const n = ++counter;
  return db
    .insert(retailers)
    .values({
      licenceNo: String(140_100_000_000 + n),
      shopName: `Shop ${n}`,
      phone: String(13_800_000_000 + n),
      status: "active",
      createdAt: MONDAY_9,
      updatedAt: MONDAY_9,
      ...fields,
      routeId: fields.routeId ?? buildRoute(db).id,
    })
    .returning()
    .get();
}

/** Someone who has pressed Start in private, in Chinese unless said otherwise. */
export const buildPerson = (db: Db, id: number, fields: Partial<typeof people.$inferInsert> = {}) =>
  db
    .insert(people)
    .values({ id, firstName: `Person ${id}`, clientLanguage: "zh", startedAt: MONDAY_9, createdAt: MONDAY_9, ...fields })
    .onConflictDoNothing()
    .returning()
    .get();

/** A verified person of a shop. */
export function buildShopPerson(db: Db, retailerId: number, personId: number, fields: Partial<typeof people.$inferInsert> = {}) {
  buildPerson(db, personId, { privacyVersion: 1, privacyAcceptedAt: MONDAY_9, ...fields });
  return db.insert(shopPeople).values({ retailerId, personId, how: "contact", linkedAt: MONDAY_9 }).returning().get();
}

/** A member of staff who is on Telegram, with roles. */
export function buildStaff(db: Db, personId: number, roles: StaffRole[], fields: Partial<typeof staff.$inferInsert> = {}) {
  buildPerson(db, personId);
  const row = db
    .insert(staff)
    .values({ code: `S${++counter}`, name: `Staff ${personId}`, personId, createdAt: MONDAY_9, ...fields })
    .returning()
    .get();
  for (const role of roles) db.insert(staffRoles).values({ staffId: row.id, role }).run();
  return row;
}

/** A linked group; a forum of retailers of the district unless said otherwise. */
export const buildGroup = (db: Db, fields: Partial<typeof groups.$inferInsert> & { districtId: number }) =>
  db
    .insert(groups)
    .values({
      chatId: -1_001_000_000_000 - ++counter,
      title: "群",
      kind: "retailers",
      isForum: true,
      locale: "zh",
      state: "active",
      linkedBy: 1,
      licensedOnlyAt: MONDAY_9,
      licensedOnlyBy: 1,
      linkedAt: MONDAY_9,
      ...fields,
    })
    .returning()
    .get();
