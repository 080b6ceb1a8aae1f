import { sql } from "drizzle-orm";
import type { Update } from "@grammyjs/types";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Every update Telegram ever confirmed to us, written before it is confirmed. */
export const inbox = sqliteTable(
  "inbox",
  {
    updateId: integer("update_id").primaryKey(),
    /** Updates of one chat are handled in order, chats in parallel. */
    chatId: integer("chat_id").notNull(),
    payload: text({ mode: "json" }).$type<Update>().notNull(),
    state: text({ enum: ["pending", "done", "parked"] }).notNull(),
    attempts: integer().notNull().default(0),
    error: text(),
    receivedAt: integer("received_at").notNull(),
    handledAt: integer("handled_at"),
  },
  (t) => [
    index("inbox_pending")
      .on(t.updateId)
      .where(sql`${t.state} = 'pending'`),
    index("inbox_handled")
      .on(t.handledAt)
      .where(sql`${t.state} = 'done'`),
  ],
);

/** Who may do what only one process may do (the `bot` role of a token). */
export const leases = sqliteTable("leases", {
  name: text().primaryKey(),
  holder: text().notNull(),
  expiresAt: integer("expires_at").notNull(),
});
