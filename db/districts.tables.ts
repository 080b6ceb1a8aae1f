import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const districts = sqliteTable("districts", {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
});
