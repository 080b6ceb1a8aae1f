import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Quota } from "../src/supply/rules.ts";
import { posts } from "./posts.tables.ts";

/** The lines of a supply post's table, in its order; money in fen. */
export const supplyItems = sqliteTable(
  "supply_items",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    postId: integer("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    name: text().notNull(),
    spec: text().notNull(),
    wholesaleFen: integer("wholesale_fen").notNull(),
    /** The retail price that is suggested; null = none. */
    retailFen: integer("retail_fen"),
    /** What each supply group may order of it. */
    quotas: text({ mode: "json" }).$type<Quota[]>().notNull(),
  },
  (t) => [uniqueIndex("supply_items_place").on(t.postId, t.position)],
);
