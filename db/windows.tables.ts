import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CHANGE_KINDS, CHANGE_REASONS } from "../src/windows/cutoff-rules.ts";
import { NOT_NOW_REASONS, WINDOW_ANSWERS } from "../src/windows/rules.ts";
import { people } from "./people.tables.ts";
import { retailers } from "./retailers.tables.ts";
import { routes } from "./routes.tables.ts";

// A calendar row speaks of one route or of one shop, never both: `scope` ("route-3", "shop-17") makes that unique, which two nullable columns can not.

/** The weekly ordering cycle of a route, or of a single shop that has its own. */
export const cycles = sqliteTable("cycles", {
  scope: text().primaryKey(),
  routeId: integer("route_id").references(() => routes.id, { onDelete: "cascade" }),
  retailerId: integer("retailer_id").references(() => retailers.id, { onDelete: "cascade" }),
  /** ISO weekdays, 1 = Monday. */
  weekdays: text({ mode: "json" }).$type<number[]>().notNull(),
  /** "17:00", or "-1 23:59" for the day before. */
  cutoff: text().notNull(),
  opens: text(),
  updatedAt: integer("updated_at").notNull(),
});

/** One date on which a route or shop orders differently, or not at all. */
export const cycleExceptions = sqliteTable(
  "cycle_exceptions",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scope: text().notNull(),
    routeId: integer("route_id").references(() => routes.id, { onDelete: "cascade" }),
    retailerId: integer("retailer_id").references(() => retailers.id, { onDelete: "cascade" }),
    /** The ordering date, YYYY-MM-DD in TIME_ZONE. */
    date: text().notNull(),
    kind: text({ enum: ["window", "cancelled"] }).notNull(),
    opensAt: integer("opens_at"),
    cutoffAt: integer("cutoff_at"),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("cycle_exceptions_once").on(t.scope, t.date)],
);

/** One ordering day of one route (or of a shop with its own cycle), planned 14 days ahead. */
export const orderWindows = sqliteTable(
  "order_windows",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scope: text().notNull(),
    routeId: integer("route_id").references(() => routes.id, { onDelete: "cascade" }),
    retailerId: integer("retailer_id").references(() => retailers.id, { onDelete: "cascade" }),
    date: text().notNull(),
    /** The ordering date from which a holiday moved this window; null = it lies on its own day. */
    movedFrom: text("moved_from"),
    opensAt: integer("opens_at").notNull(),
    cutoffAt: integer("cutoff_at").notNull(),
    reminderAt: integer("reminder_at").notNull(),
    /** When the account manager gets the first list, while the office is still open; null = the list of the reminder is early enough. */
    preliminaryAt: integer("preliminary_at"),
    /** Goes up with every change of the times; a job with an older version finds itself void. */
    version: integer().notNull().default(1),
    state: text({ enum: ["planned", "cancelled"] }).notNull(),
    /** When the reminders of this window were written; null = not yet. */
    remindedAt: integer("reminded_at"),
    /** The version whose reminder was too late to send (the process was down past the cutoff). */
    missedAt: integer("missed_at"),
    preliminaryDoneAt: integer("preliminary_done_at"),
    /** When the report of what became of the window was written. */
    outcomeDoneAt: integer("outcome_done_at"),
    /** When its shops were looked at for a second window without an order; null = not yet. */
    silenceCheckedAt: integer("silence_checked_at"),
  },
  (t) => [
    uniqueIndex("order_windows_once").on(t.scope, t.date),
    index("order_windows_due")
      .on(t.reminderAt)
      .where(sql`${t.remindedAt} is null and ${t.missedAt} is null and ${t.state} = 'planned'`),
    index("order_windows_preliminary")
      .on(t.preliminaryAt)
      .where(sql`${t.preliminaryAt} is not null and ${t.preliminaryDoneAt} is null and ${t.state} = 'planned'`),
    index("order_windows_outcome")
      .on(t.cutoffAt)
      .where(sql`${t.outcomeDoneAt} is null and ${t.state} = 'planned'`),
    index("order_windows_silence")
      .on(t.cutoffAt)
      .where(sql`${t.silenceCheckedAt} is null and ${t.state} = 'planned'`),
    index("order_windows_cutoff").on(t.cutoffAt),
    index("order_windows_date").on(t.date),
  ],
);

/** The ordering dates that a holiday moved or dropped and about which the scope's people have been written to. */
export const holidayNotices = sqliteTable(
  "holiday_notices",
  {
    scope: text().notNull(),
    date: text().notNull(),
    toldAt: integer("told_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.date] })],
);

/** What a person answered to a window's reminder: said, not known. The order feed alone tells who has ordered. */
export const windowAnswers = sqliteTable(
  "window_answers",
  {
    windowId: integer("window_id")
      .notNull()
      .references(() => orderWindows.id, { onDelete: "cascade" }),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    answer: text({ enum: WINDOW_ANSWERS }).notNull(),
    /** Why not this time; null until it is told. */
    reason: text({ enum: NOT_NOW_REASONS }),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.windowId, t.personId] })],
);

/** A window that the office moved, cancelled or put back by hand; the newest one says what the window's own exception came from. */
export const windowChanges = sqliteTable(
  "window_changes",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    windowId: integer("window_id")
      .notNull()
      .references(() => orderWindows.id, { onDelete: "cascade" }),
    /** The window's version that the change made. */
    version: integer().notNull(),
    kind: text({ enum: CHANGE_KINDS }).notNull(),
    /** Null: it was cancelled. */
    oldCutoffAt: integer("old_cutoff_at"),
    newCutoffAt: integer("new_cutoff_at"),
    /** Null: a change was taken back. */
    reason: text({ enum: CHANGE_REASONS }),
    note: text(),
    /** What the calendar itself has for this scope and date, to put back: its dated exception; null = the week decides. */
    calendar: text({ mode: "json" }).$type<{ kind: "window" | "cancelled"; opensAt: number | null; cutoffAt: number | null }>(),
    /** Telegram id. */
    personId: integer("person_id").notNull(),
    at: integer().notNull(),
  },
  (t) => [uniqueIndex("window_changes_once").on(t.windowId, t.version), index("window_changes_at").on(t.at)],
);
