import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { COLUMNS } from "../src/posts/rules.ts";
import { districts } from "./districts.tables.ts";
import { routes } from "./routes.tables.ts";

/** A Telegram group the bot serves: one of retailers (of a route or a whole district), or a district's service desk. */
export const groups = sqliteTable("groups", {
  id: integer().primaryKey({ autoIncrement: true }),
  chatId: integer("chat_id").notNull().unique(),
  title: text().notNull(),
  kind: text({ enum: ["retailers", "desk"] }).notNull(),
  districtId: integer("district_id")
    .notNull()
    .references(() => districts.id),
  /** Null: the whole district. */
  routeId: integer("route_id").references(() => routes.id),
  isForum: integer("is_forum", { mode: "boolean" }).notNull(),
  username: text(),
  locale: text({ enum: ["zh", "en"] }).notNull(),
  /** left: the bot was removed and may come back; unlinked: an admin ended the service. The row stays, and with it the topics' ids. */
  state: text({ enum: ["active", "left", "unlinked"] }).notNull(),
  /** When an admin confirmed that only licensed retailers are in it, and who: posts about goods go nowhere else. */
  licensedOnlyAt: integer("licensed_only_at"),
  licensedOnlyBy: integer("licensed_only_by"),
  linkedBy: integer("linked_by").notNull(),
  linkedAt: integer("linked_at").notNull(),
});

/** The forum topic of each column of a group. */
export const groupTopics = sqliteTable(
  "group_topics",
  {
    groupId: integer("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    column: text({ enum: COLUMNS }).notNull(),
    threadId: integer("thread_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.column] })],
);
