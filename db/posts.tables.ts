import type { MessageEntity } from "@grammyjs/types";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { COLUMNS, POST_STATES } from "../src/posts/rules.ts";

/** A column post; its content is the author's one message. */
export const posts = sqliteTable(
  "posts",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    authorId: integer("author_id").notNull(),
    column: text({ enum: COLUMNS }).notNull(),
    state: text({ enum: POST_STATES }).notNull(),
    text: text().notNull(),
    entities: text({ mode: "json" }).$type<MessageEntity[]>().notNull(),
    /** Telegram file_id of the photo; null for a text post. */
    photo: text(),
    sourceChatId: integer("source_chat_id"),
    sourceMessageId: integer("source_message_id"),
    /** The preview and the buttons under it, in the author's private chat: the messages to edit when the draft changes. */
    previewMessageId: integer("preview_message_id"),
    panelMessageId: integer("panel_message_id"),
    createdAt: integer("created_at").notNull(),
    sentAt: integer("sent_at"),
  },
  (t) => [
    uniqueIndex("posts_source").on(t.sourceChatId, t.sourceMessageId),
    index("posts_column").on(t.column, t.state, t.sentAt),
    index("posts_author").on(t.authorId, t.state),
  ],
);
