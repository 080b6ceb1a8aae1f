import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { districts } from "./districts.tables.ts";

/** What someone in charge has decided to do about a cause of complaints, after a report on a period. */
export const complaintMeasures = sqliteTable(
  "complaint_measures",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    cause: text().notNull(),
    /** Null: the whole company. */
    districtId: integer("district_id").references(() => districts.id),
    /** First and last day (YYYY-MM-DD) of the period reported on. */
    periodFrom: text("period_from").notNull(),
    periodTo: text("period_to").notNull(),
    text: text().notNull(),
    /** Telegram id of who noted it. */
    byId: integer("by_id").notNull(),
    at: integer().notNull(),
    /** The message it came in: the same message never notes two. */
    chatId: integer("chat_id").notNull(),
    messageId: integer("message_id").notNull(),
  },
  (t) => [uniqueIndex("complaint_measures_message").on(t.chatId, t.messageId), index("complaint_measures_period").on(t.periodTo)],
);
