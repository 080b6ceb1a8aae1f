import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { RETAILER_STATUSES } from "../src/retailers/rules.ts";
import { people } from "./people.tables.ts";
import { routes } from "./routes.tables.ts";

/** A licensed shop of the roster. */
export const retailers = sqliteTable(
  "retailers",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    licenceNo: text("licence_no").notNull().unique(),
    shopName: text("shop_name").notNull(),
    /** Normalised: digits without +86, spaces and dashes. */
    phone: text().notNull(),
    routeId: integer("route_id")
      .notNull()
      .references(() => routes.id),
    contactName: text("contact_name"),
    businessType: text("business_type"),
    area: text(),
    address: text(),
    /** Star tier: what service the shop gets. */
    tier: text(),
    /** Supply group (档位): what the shop may order of scarce goods. Not the tier. */
    supplyGroup: integer("supply_group"),
    status: text({ enum: RETAILER_STATUSES }).notNull(),
    birthday: text(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [index("retailers_phone").on(t.phone), index("retailers_route").on(t.routeId, t.status)],
);

/** The Telegram people who act for a shop. */
export const shopPeople = sqliteTable(
  "shop_people",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    retailerId: integer("retailer_id")
      .notNull()
      .references(() => retailers.id, { onDelete: "cascade" }),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    how: text({ enum: ["contact", "approved", "demo"] }).notNull(),
    linkedAt: integer("linked_at").notNull(),
  },
  (t) => [uniqueIndex("shop_people_once").on(t.retailerId, t.personId), index("shop_people_person").on(t.personId)],
);

/** "I act for this shop, but my phone is not in the roster": decided by the account manager. */
export const linkRequests = sqliteTable(
  "link_requests",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    retailerId: integer("retailer_id")
      .notNull()
      .references(() => retailers.id, { onDelete: "cascade" }),
    phone: text().notNull(),
    state: text({ enum: ["pending", "approved", "refused"] }).notNull(),
    decidedBy: integer("decided_by"),
    decidedAt: integer("decided_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("link_requests_pending")
      .on(t.personId, t.retailerId)
      .where(sql`${t.state} = 'pending'`),
  ],
);
