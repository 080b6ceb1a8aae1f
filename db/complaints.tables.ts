import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex, type AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { PROMISE_OUTCOMES, PROMISE_STATES } from "../src/complaints/promise-rules.ts";
import {
  CATEGORIES,
  COMPLAINT_STATES,
  MEDIA_KINDS,
  PROMISE_KINDS,
  RESTRICTIONS,
  SATISFACTIONS,
  type Received,
} from "../src/complaints/rules.ts";
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
    /** Who may read it is fewer than usual; null = the desk, the visitor and those in charge. */
    restriction: text({ enum: RESTRICTIONS }),
    /** The member of staff it is about, who never learns of it. */
    aboutStaffId: integer("about_staff_id").references(() => staff.id),
    /** The case with which this one goes on. */
    duplicateOf: integer("duplicate_of").references((): AnySQLiteColumn => complaints.id),
    /** How often promises were given: 1, and one more with each reopening. */
    round: integer().notNull().default(1),
    satisfaction: text({ enum: SATISFACTIONS }),
    /** Why it came to this, in a word of the setting complaint_causes; who said so and when is in the timeline. */
    cause: text(),
    openedAt: integer("opened_at").notNull(),
    closedAt: integer("closed_at"),
    /** When words, files and names were deleted because the case had been closed for long. */
    purgedAt: integer("purged_at"),
  },
  (t) => [
    uniqueIndex("complaints_message").on(t.chatId, t.messageId),
    uniqueIndex("complaints_day_seq").on(t.day, t.seq),
    index("complaints_retailer").on(t.retailerId, t.openedAt),
    index("complaints_person").on(t.personId, t.openedAt),
    index("complaints_opened").on(t.openedAt),
    index("complaints_open")
      .on(t.districtId)
      .where(sql`${t.state} = 'open'`),
    index("complaints_unpurged")
      .on(t.closedAt)
      .where(sql`${t.closedAt} is not null and ${t.purgedAt} is null`),
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
    /** Which promise it is about, where the kind alone does not say. */
    promise: text({ enum: PROMISE_KINDS }),
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

/** One message to those in charge of a district that tells of all breaches found until it goes out. */
export const breachNotices = sqliteTable(
  "breach_notices",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    districtId: integer("district_id")
      .notNull()
      .references(() => districts.id),
    sendAt: integer("send_at").notNull(),
  },
  (t) => [index("breach_notices_district").on(t.districtId, t.sendAt)],
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
    /** Which giving of promises it belongs to; only those of the case's own round count. */
    round: integer().notNull().default(1),
    /** Null: nobody by name, but the district's desk (desk reply) or its supervisors (return visit, or a route without an account manager). */
    ownerId: integer("owner_id").references(() => staff.id),
    /** Someone was named by hand: a new account manager of the route does not take it over. */
    isHandedOver: integer("is_handed_over", { mode: "boolean" }).notNull().default(false),
    /** When its clock started. */
    startedAt: integer("started_at").notNull().default(0),
    /** How long it may take, as parseWithin reads it ("30m", "2d"); null: the due time was agreed on and does not follow the calendar. */
    within: text(),
    dueAt: integer("due_at").notNull(),
    /** Goes up when the due time moves; a job with an older version finds itself void. */
    dueVersion: integer("due_version").notNull().default(1),
    /** When the owner is warned that four fifths of the time have gone; null: was warned, or is not to be. */
    warnAt: integer("warn_at"),
    /** Since when its clock stands still, because the shop was asked something. */
    pausedAt: integer("paused_at"),
    /** When the clock goes on without an answer. */
    resumeAt: integer("resume_at"),
    /** Working time in ms for which the clock stood still before. */
    pausedMs: integer("paused_ms").notNull().default(0),
    /** When the owner means to do it: of a door visit the shop is told. */
    plannedAt: integer("planned_at"),
    state: text({ enum: PROMISE_STATES }).notNull(),
    /** What came of it, where that is one of a few things. */
    outcome: text({ enum: PROMISE_OUTCOMES }),
    result: text(),
    endedAt: integer("ended_at"),
    /** A return visit whose first attempt kept the promise: when the next attempt is due. Null: nothing is left to do. */
    nextAt: integer("next_at"),
    /** When the promise was found overdue: once. */
    breachedAt: integer("breached_at"),
    /** The message in which the supervisors were told of it. */
    breachNoticeId: integer("breach_notice_id").references(() => breachNotices.id),
  },
  (t) => [
    uniqueIndex("promises_once").on(t.complaintId, t.round, t.kind),
    index("promises_due")
      .on(t.dueAt)
      .where(sql`${t.state} = 'open' and ${t.breachedAt} is null and ${t.pausedAt} is null`),
    index("promises_warn")
      .on(t.warnAt)
      .where(sql`${t.state} = 'open' and ${t.warnAt} is not null and ${t.pausedAt} is null`),
    index("promises_paused")
      .on(t.resumeAt)
      .where(sql`${t.state} = 'open' and ${t.pausedAt} is not null`),
    index("promises_next")
      .on(t.nextAt)
      .where(sql`${t.nextAt} is not null`),
    index("promises_open")
      .on(t.dueAt, t.complaintId)
      .where(sql`${t.state} = 'open'`),
    index("promises_owner").on(t.ownerId, t.state, t.dueAt),
    index("promises_notice")
      .on(t.breachNoticeId)
      .where(sql`${t.breachNoticeId} is not null`),
  ],
);

/** What people wrote before they were verified: offered to them when they are, deleted after two days. */
export const keptWords = sqliteTable(
  "kept_words",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    personId: integer("person_id").notNull(),
    chatId: integer("chat_id").notNull(),
    messageId: integer("message_id").notNull(),
    /** A question, or a complaint of a category to be found from the words. */
    isQuestion: integer("is_question", { mode: "boolean" }).notNull(),
    item: text({ mode: "json" }).$type<Received>().notNull(),
    keptAt: integer("kept_at").notNull(),
  },
  (t) => [
    uniqueIndex("kept_words_message").on(t.chatId, t.messageId),
    index("kept_words_person").on(t.personId, t.keptAt),
    index("kept_words_at").on(t.keptAt),
  ],
);
