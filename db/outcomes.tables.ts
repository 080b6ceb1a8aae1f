import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { NotNowReason } from "../src/windows/rules.ts";
import { orderWindows } from "./windows.tables.ts";

/**
 * What became of an order window, counted once after its cutoff (and anew when the cutoff was moved after that): later weeks look back on
 * it when the messages and answers it was counted from are gone. Numbers are shops.
 */
export const windowOutcomes = sqliteTable("window_outcomes", {
  windowId: integer("window_id")
    .primaryKey()
    .references(() => orderWindows.id, { onDelete: "cascade" }),
  countedAt: integer("counted_at").notNull(),
  /** When the order data that was counted last came in; null = none ever had. */
  feedAt: integer("feed_at"),
  /** 2 and more: it replaces a report that was sent. */
  revision: integer().notNull().default(1),
  shops: integer().notNull(),
  ordered: integer().notNull(),
  orderedBefore: integer("ordered_before").notNull(),
  reminded: integer().notNull(),
  orderedAfter: integer("ordered_after").notNull(),
  /** From the reminder to the order, of each shop that ordered after it: the middle of several windows can not be told from their middles. */
  minutes: text({ mode: "json" }).$type<number[]>().notNull(),
  reasons: text({ mode: "json" }).$type<Partial<Record<NotNowReason, number>>>().notNull(),
  saidOrdered: integer("said_ordered").notNull(),
  unreachable: integer().notNull(),
  muted: integer().notNull(),
  /** The shops without an order. */
  missingIds: text("missing_ids", { mode: "json" }).$type<number[]>().notNull(),
});
