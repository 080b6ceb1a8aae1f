import type { MessageEntity } from "@grammyjs/types";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { COLUMNS, POST_STATES, type AudienceFilter, type Part } from "../src/posts/rules.ts";
import { people } from "./people.tables.ts";

/** A column post, or (without a column) an announcement; its content is the author's own message or album. */
export const posts = sqliteTable(
  "posts",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    authorId: integer("author_id").notNull(),
    column: text({ enum: COLUMNS }),
    state: text({ enum: POST_STATES }).notNull(),
    parts: text({ mode: "json" }).$type<Part<MessageEntity>[]>().notNull(),
    /** Telegram's media_group_id of an album, by which its later messages are told. */
    albumId: text("album_id"),
    audience: text({ mode: "json" }).$type<AudienceFilter>().notNull(),
    pin: integer({ mode: "boolean" }).notNull().default(false),
    silent: integer({ mode: "boolean" }).notNull().default(false),
    protect: integer({ mode: "boolean" }).notNull().default(false),
    requireAck: integer("require_ack", { mode: "boolean" }).notNull().default(false),
    validForMs: integer("valid_for_ms"),
    /** When it starts by itself; null = when its author presses Send. */
    startAt: integer("start_at"),
    /** Counts the changes of startAt: an alarm of an older one is void. */
    startVersion: integer("start_version").notNull().default(0),
    /** 1 = Monday to 7 = Sunday and "HH:MM": it repeats, each time as a post of its own. */
    repeatWeekday: integer("repeat_weekday"),
    repeatTime: text("repeat_time"),
    /** The repeating post this is one time of. */
    repeatOf: integer("repeat_of"),
    submittedAt: integer("submitted_at"),
    decidedBy: integer("decided_by"),
    decidedAt: integer("decided_at"),
    /** Why an approver gave it back. */
    returnReason: text("return_reason"),
    /** The messages that show the draft, in the author's private chat, and the one with the buttons and the progress. */
    previewMessageIds: text("preview_message_ids", { mode: "json" }).$type<number[]>().notNull().default([]),
    panelMessageId: integer("panel_message_id"),
    /** Counts the changes made after it was sent; each is carried to the messages once. */
    revision: integer().notNull().default(0),
    createdAt: integer("created_at").notNull(),
    sentAt: integer("sent_at"),
  },
  (t) => [
    index("posts_column").on(t.column, t.state, t.sentAt),
    index("posts_author").on(t.authorId, t.state),
    index("posts_start")
      .on(t.startAt)
      .where(sql`${t.state} = 'scheduled'`),
  ],
);

/** The author's messages that are posts: one message makes one post. */
export const postSources = sqliteTable(
  "post_sources",
  {
    chatId: integer("chat_id").notNull(),
    messageId: integer("message_id").notNull(),
    postId: integer("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.chatId, t.messageId] }), index("post_sources_post").on(t.postId)],
);

/** Who pressed "read" under a post that asks for it: Telegram tells a bot nothing about reading. */
export const postAcks = sqliteTable(
  "post_acks",
  {
    postId: integer("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    ackedAt: integer("acked_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.personId] })],
);
