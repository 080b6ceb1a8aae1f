import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CAUSES, FOLLOW_UP_STATES, OUTCOMES } from "../src/follow-ups/rules.ts";
import { retailers } from "./retailers.tables.ts";
import { orderWindows } from "./windows.tables.ts";

/** The last normal window of a shop, if it closed without an order: with a second one the shop is silent. */
export const missedWindows = sqliteTable(
  "missed_windows",
  {
    retailerId: integer("retailer_id")
      .primaryKey()
      .references(() => retailers.id, { onDelete: "cascade" }),
    windowId: integer("window_id")
      .notNull()
      .references(() => orderWindows.id, { onDelete: "cascade" }),
  },
  (t) => [index("missed_windows_window").on(t.windowId)],
);

/** "Why does this shop not order?", to its account manager; one for each silence. */
export const followUps = sqliteTable(
  "follow_ups",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    retailerId: integer("retailer_id")
      .notNull()
      .references(() => retailers.id, { onDelete: "cascade" }),
    /** The shop's last order before it fell silent, 0 for none: with the shop, what makes a silence the same. */
    lastOrderedAt: integer("last_ordered_at").notNull(),
    /** The two windows without an order; no references, because windows are kept for a year and tasks for longer. */
    firstWindowId: integer("first_window_id").notNull(),
    secondWindowId: integer("second_window_id").notNull(),
    /** When the first window opened and the second one closed. */
    since: integer().notNull(),
    until: integer().notNull(),
    openedAt: integer("opened_at").notNull(),
    /** When the message to who answers for the shop was written; null = not yet. */
    toldAt: integer("told_at"),
    dueAt: integer("due_at").notNull(),
    /** Goes up when the due time moves; a job with an older version finds itself void. */
    dueVersion: integer("due_version").notNull().default(1),
    postponements: integer().notNull().default(0),
    /** Why it was postponed the last time. */
    postponeReason: text("postpone_reason"),
    /** void: an order was reported later, or the shop no longer orders at all. */
    state: text({ enum: FOLLOW_UP_STATES }).notNull(),
    cause: text({ enum: CAUSES }),
    action: text({ enum: OUTCOMES }),
    note: text(),
    /** Telegram id. */
    doneBy: integer("done_by"),
    doneAt: integer("done_at"),
    /** When the task was found overdue and those in charge told: once. */
    breachedAt: integer("breached_at"),
  },
  (t) => [
    uniqueIndex("follow_ups_once").on(t.retailerId, t.lastOrderedAt),
    index("follow_ups_open")
      .on(t.dueAt)
      .where(sql`${t.state} = 'open'`),
    index("follow_ups_untold")
      .on(t.openedAt)
      .where(sql`${t.state} = 'open' and ${t.toldAt} is null`),
  ],
);
