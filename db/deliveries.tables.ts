import { sql, type InferSelectModel } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { DELIVERY_KINDS, DELIVERY_STATES } from "../src/telegram/rules.ts";

/**
 * The outbox: one row per message to one chat, written in the transaction of the state that caused it. The text is made
 * from `kind`, `subjectId` and `data` at the moment of sending, so that it is true then and in the reader's language.
 */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** The same cause for the same chat is written once, however often its job or update runs. */
    dedupeKey: text("dedupe_key").notNull().unique(),
    kind: text({ enum: DELIVERY_KINDS }).notNull(),
    /** The row the kind speaks of: a post, an order window, a complaint, a promise ... */
    subjectId: integer("subject_id").notNull(),
    data: text({ mode: "json" }).$type<Record<string, unknown>>(),
    /** 0 replies, 1 reminders and promises, 2 posts. */
    lane: integer().notNull(),
    chatId: integer("chat_id").notNull(),
    state: text({ enum: DELIVERY_STATES }).notNull(),
    notBefore: integer("not_before").notNull(),
    /** Who goes first within the lane: the smaller, see addDeliveries. */
    turnAt: integer("turn_at").notNull(),
    /** After this instant it is skipped instead of sent late; null = never too late. */
    validUntil: integer("valid_until"),
    attempts: integer().notNull().default(0),
    leaseUntil: integer("lease_until"),
    messageId: integer("message_id"),
    /** The other messages of an album, whose first is `messageId`. */
    albumMessageIds: text("album_message_ids", { mode: "json" }).$type<number[]>(),
    /** Why it was skipped, failed or could not be reached: our code or Telegram's own words. */
    reason: text(),
    /** The outcome of an earlier attempt is unknown: the chat may have seen it twice. */
    mayRepeat: integer("may_repeat", { mode: "boolean" }).notNull().default(false),
    createdAt: integer("created_at").notNull(),
    sentAt: integer("sent_at"),
  },
  (t) => [
    index("deliveries_pending")
      .on(t.lane, t.turnAt, t.id)
      .where(sql`${t.state} = 'pending'`),
    index("deliveries_sending")
      .on(t.leaseUntil)
      .where(sql`${t.state} = 'sending'`),
    index("deliveries_sent")
      .on(t.sentAt)
      .where(sql`${t.sentAt} is not null`),
    index("deliveries_message").on(t.chatId, t.messageId),
    index("deliveries_subject").on(t.kind, t.subjectId, t.state),
    index("deliveries_dead")
      .on(t.kind, t.createdAt)
      .where(sql`${t.state} in ('failed', 'unreachable')`),
  ],
);

export type Delivery = InferSelectModel<typeof deliveries>;

/** Chats that Telegram said it takes nothing for (429), until when: a restart must not ask again sooner. */
export const chatLimits = sqliteTable("chat_limits", {
  chatId: integer("chat_id").primaryKey(),
  blockedUntil: integer("blocked_until").notNull(),
});
