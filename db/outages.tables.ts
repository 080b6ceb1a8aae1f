import { sql, type InferSelectModel } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { OUTAGE_REASONS, type OutageScope } from "../src/outages/rules.ts";

/** A time in which shops could not order online; it goes on until `endedAt` is set. */
export const outages = sqliteTable(
  "outages",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scope: text({ mode: "json" }).$type<OutageScope>().notNull(),
    reason: text({ enum: OUTAGE_REASONS }).notNull(),
    reasonText: text("reason_text"),
    /** Where to order meanwhile. */
    phones: text({ mode: "json" }).$type<string[]>().notNull(),
    startedAt: integer("started_at").notNull(),
    startedBy: integer("started_by").notNull(),
    expectedUntil: integer("expected_until"),
    endedAt: integer("ended_at"),
    endedBy: integer("ended_by"),
    /** When to ask next whether it is over after all. */
    askAt: integer("ask_at").notNull(),
    infoToldAt: integer("info_told_at"),
    infoToldBy: integer("info_told_by"),
    orderToldAt: integer("order_told_at"),
    orderToldBy: integer("order_told_by"),
    /** A cutoff that somebody asks for; no window moves before it is confirmed. */
    proposedCutoff: integer("proposed_cutoff"),
    proposedBy: integer("proposed_by"),
    proposedAt: integer("proposed_at"),
    /** The cutoff that was confirmed last, and whose word it is. */
    newCutoff: integer("new_cutoff"),
    newCutoffBy: integer("new_cutoff_by"),
    newCutoffAt: integer("new_cutoff_at"),
    /** The last news of it in the announcer's words, and the how-manieth it is. */
    note: text(),
    noteNo: integer("note_no").notNull().default(0),
    /** Goes up with every change: a card that was made before is brought up to date. */
    revision: integer().notNull().default(1),
  },
  (t) => [
    index("outages_running")
      .on(t.askAt)
      .where(sql`${t.endedAt} is null`),
    index("outages_started").on(t.startedAt),
  ],
);

export type Outage = InferSelectModel<typeof outages>;
