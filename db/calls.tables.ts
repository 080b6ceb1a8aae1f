import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CALL_OUTCOMES } from "../src/calls/rules.ts";
import { NOT_NOW_REASONS } from "../src/windows/rules.ts";
import { retailers } from "./retailers.tables.ts";
import { orderWindows } from "./windows.tables.ts";

/**
 * Whose list of calls a window's shops are in. All windows that close at one instant share one list a person; a window that was moved
 * stays in the list it was in until it is reminded of anew, and then is in that one alone.
 */
export const callListWindows = sqliteTable(
  "call_list_windows",
  {
    windowId: integer("window_id")
      .notNull()
      .references(() => orderWindows.id, { onDelete: "cascade" }),
    /** The caller's Telegram id. */
    personId: integer("person_id").notNull(),
    /** The cutoff the list was made for. */
    cutoffAt: integer("cutoff_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.windowId, t.personId] }), index("call_list_windows_list").on(t.personId, t.cutoffAt)],
);

/** What came of calling a shop about a window: the latest word; earlier ones are in the audit. */
export const windowCalls = sqliteTable(
  "window_calls",
  {
    windowId: integer("window_id")
      .notNull()
      .references(() => orderWindows.id, { onDelete: "cascade" }),
    retailerId: integer("retailer_id")
      .notNull()
      .references(() => retailers.id, { onDelete: "cascade" }),
    /** Who called: a Telegram id. */
    personId: integer("person_id").notNull(),
    outcome: text({ enum: CALL_OUTCOMES }).notNull(),
    /** Why not this time. */
    reason: text({ enum: NOT_NOW_REASONS }),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.windowId, t.retailerId] })],
);
