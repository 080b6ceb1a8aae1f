import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Who did what that someone may ask about later. */
export const audit = sqliteTable(
  "audit",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** Telegram id; null = the system (API, start-up). */
    actorId: integer("actor_id"),
    action: text().notNull(),
    subject: text().notNull(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>(),
  },
  (t) => [index("audit_at").on(t.at), index("audit_action").on(t.action, t.at), index("audit_subject").on(t.subject, t.id)],
);
