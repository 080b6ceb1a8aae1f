import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CATEGORIES, COMPLAINT_STATES, MEDIA_KINDS, PROMISE_KINDS, PROMISE_STATES, SATISFACTIONS } from "../src/complaints/rules.ts";
import { districts } from "./districts.tables.ts";
import { retailers } from "./retailers.tables.ts";
import { staff } from "./staff.tables.ts";

export const complaints = sqliteTable(
  "complaints",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** C-YYYYMMDD-NNNN: `day` in TIME_ZONE and `seq`, unique under concurrency. */
    number: text().notNull().unique(),
    day: text().notNull(),
    seq: integer().notNull(),
    retailerId: integer("retailer_id")
      .notNull()
      .references(() => retailers.id),
    districtId: integer("district_id")
      .notNull()
      .references(() => districts.id),
    /** Who complained (Telegram id); NOBODY when the shop telephoned or came to the counter. */
    personId: integer("person_id").notNull(),
    /** Which member of staff (Telegram id) filed it for the shop; null: the shop did. */
    filedBy: integer("filed_by"),
    /** The message that filed it: the same message never files two. */
    chatId: integer("chat_id").notNull(),
    messageId: integer("message_id").notNull(),
    text: text().notNull(),
    category: text({ enum: CATEGORIES }).notNull(),
    state: text({ enum: COMPLAINT_STATES }).notNull(),
    satisfaction: text({ enum: SATISFACTIONS }),
    /** Why it came to this, in a word of the setting complaint_causes; who said so and when is in the timeline. */
    cause: text(),
    openedAt: integer("opened_at").notNull(),
    closedAt: integer("closed_at"),
  },
  (t) => [
    uniqueIndex("complaints_message").on(t.chatId, t.messageId),
    uniqueIndex("complaints_day_seq").on(t.day, t.seq),
    index("complaints_retailer").on(t.retailerId, t.openedAt),
    index("complaints_person").on(t.personId, t.openedAt),
    index("complaints_opened").on(t.openedAt),
  ],
);

/** The timeline: everything that happened to a case, never changed, never deleted. */
export const complaintEvents = sqliteTable(
  "complaint_events",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    complaintId: integer("complaint_id")
      .notNull()
      .references(() => complaints.id),
    at: integer().notNull(),
    kind: text().notNull(),
    /** Telegram id of who did it; null = the bot by itself. */
    actorId: integer("actor_id"),
    text: text(),
    /** The message it came from, so that a second delivery of the update adds nothing. */
    chatId: integer("chat_id"),
    messageId: integer("message_id"),
  },
  (t) => [
    index("complaint_events_case").on(t.complaintId, t.at),
    index("complaint_events_rated")
      .on(t.at)
      .where(sql`${t.kind} = 'rated'`),
    // A message is edited any number of times.
    uniqueIndex("complaint_events_message")
      .on(t.chatId, t.messageId, t.kind)
      .where(sql`${t.kind} <> 'edited'`),
  ],
);

export const complaintMedia = sqliteTable(
  "complaint_media",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    complaintId: integer("complaint_id")
      .notNull()
      .references(() => complaints.id),
    kind: text({ enum: MEDIA_KINDS }).notNull(),
    fileId: text("file_id").notNull(),
    chatId: integer("chat_id").notNull(),
    messageId: integer("message_id").notNull(),
    /** Telegram's media_group_id: only one picture of an album carries the words, the others find their case by this. */
    albumId: text("album_id"),
  },
  (t) => [
    uniqueIndex("complaint_media_message").on(t.chatId, t.messageId),
    index("complaint_media_case").on(t.complaintId),
    index("complaint_media_album")
      .on(t.albumId, t.chatId)
      .where(sql`${t.albumId} is not null`),
  ],
);

/** What the company promised on a case, each with an owner and a due time. */
export const promises = sqliteTable(
  "promises",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    complaintId: integer("complaint_id")
      .notNull()
      .references(() => complaints.id),
    kind: text({ enum: PROMISE_KINDS }).notNull(),
    /** Null: nobody by name, but the district's desk (desk reply) or its supervisors (return visit, or a route without an account manager). */
    ownerId: integer("owner_id").references(() => staff.id),
    dueAt: integer("due_at").notNull(),
    /** Goes up when the due time moves; a job with an older version finds itself void. */
    dueVersion: integer("due_version").notNull().default(1),
    state: text({ enum: PROMISE_STATES }).notNull(),
    result: text(),
    endedAt: integer("ended_at"),
    /** When the promise was found overdue and the supervisor told: once. */
    breachedAt: integer("breached_at"),
  },
  (t) => [
    uniqueIndex("promises_once").on(t.complaintId, t.kind),
    index("promises_due")
      .on(t.dueAt)
      .where(sql`${t.state} = 'open' and ${t.breachedAt} is null`),
    index("promises_open")
      .on(t.dueAt, t.complaintId)
      .where(sql`${t.state} = 'open'`),
    index("promises_owner").on(t.ownerId, t.state, t.dueAt),
  ],
);
