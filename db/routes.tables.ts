import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { districts } from "./districts.tables.ts";
import { staff } from "./staff.tables.ts";

export const routes = sqliteTable("routes", {
  id: integer().primaryKey({ autoIncrement: true }),
  code: text().notNull().unique(),
  districtId: integer("district_id")
    .notNull()
    .references(() => districts.id),
  accountManagerId: integer("account_manager_id").references(() => staff.id),
});
