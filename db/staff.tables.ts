import { integer, primaryKey, sqliteTable, text, type AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { STAFF_ROLES } from "../src/staff/rules.ts";
import { districts } from "./districts.tables.ts";

/** A member of staff; known by code from the roster before the person ever opened Telegram. */
export const staff = sqliteTable("staff", {
  id: integer().primaryKey({ autoIncrement: true }),
  code: text().notNull().unique(),
  name: text().notNull(),
  phone: text(),
  personId: integer("person_id").unique(),
  districtId: integer("district_id").references(() => districts.id),
  /** What this person writes goes out only when a supervisor has approved it. */
  needsApproval: integer("needs_approval", { mode: "boolean" }).notNull().default(false),
  /** Until when they are on leave; their tasks go to the substitute, else to those in charge. */
  awayUntil: integer("away_until"),
  substituteId: integer("substitute_id").references((): AnySQLiteColumn => staff.id),
  removedAt: integer("removed_at"),
  createdAt: integer("created_at").notNull(),
});

export const staffRoles = sqliteTable(
  "staff_roles",
  {
    staffId: integer("staff_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    role: text({ enum: STAFF_ROLES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.role] })],
);

/** One-time links (t.me/bot?start=TOKEN) that tie a Telegram person to a staff row. */
export const staffInvites = sqliteTable("staff_invites", {
  token: text().primaryKey(),
  staffId: integer("staff_id")
    .notNull()
    .references(() => staff.id, { onDelete: "cascade" }),
  createdBy: integer("created_by").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});
