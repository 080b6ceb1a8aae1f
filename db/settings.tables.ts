import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What a running office changes (times, words, switches); a row wins over the environment. */
export const settings = sqliteTable("settings", {
  key: text().primaryKey(),
  value: text({ mode: "json" }).$type<unknown>().notNull(),
  updatedBy: integer("updated_by"),
  updatedAt: integer("updated_at").notNull(),
});
