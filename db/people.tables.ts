import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { LOCALES } from "../src/people/rules.ts";

/** Everyone who ever wrote to the bot; `id` is the Telegram user id. */
export const people = sqliteTable("people", {
  id: integer().primaryKey(),
  firstName: text("first_name").notNull(),
  username: text(),
  /** The language of the person's Telegram client, as last seen. */
  clientLanguage: text("client_language"),
  /** The person's own choice (/language); wins over the client's. */
  locale: text({ enum: LOCALES }),
  privacyVersion: integer("privacy_version"),
  privacyAcceptedAt: integer("privacy_accepted_at"),
  /** Why private messages do not arrive; null = they do as far as we know. */
  unreachable: text({ enum: ["blocked", "deactivated", "never_started"] }),
  /** Set by the first private message: only then may the bot write to the person. */
  startedAt: integer("started_at"),
  /** Since when the person wants no order reminders; null = they do. */
  remindersMutedAt: integer("reminders_muted_at"),
  /** Whether an order reminder may come in the quiet hours; who says no is reminded with the account manager's first list instead. */
  remindAtNight: integer("remind_at_night", { mode: "boolean" }).notNull().default(true),
  createdAt: integer("created_at").notNull(),
});

/** What a person is in the middle of, one dialogue a chat; a restart or a day's pause loses nothing. */
export const dialogues = sqliteTable(
  "dialogues",
  {
    /** Private chat id = person id: dialogues happen in private only. */
    personId: integer("person_id").primaryKey(),
    kind: text().notNull(),
    data: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [index("dialogues_updated").on(t.updatedAt)],
);
