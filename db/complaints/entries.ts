import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { complaintEvents, complaintMedia } from "../complaints.tables.ts";
import { readNames, type ComplaintEvent, type ComplaintMedia } from "./facts.ts";

/** The case a message of a person went into, by filing, adding or answering. */
export async function findCaseIdByMessage(db: Db, chatId: number, messageId: number): Promise<number | undefined> {
  const event = db
    .select({ id: complaintEvents.complaintId })
    .from(complaintEvents)
    // In the words of the partial index, or SQLite would not use it; every edit is of a message that has another entry.
    .where(and(eq(complaintEvents.chatId, chatId), eq(complaintEvents.messageId, messageId), sql`${complaintEvents.kind} <> 'edited'`))
    .get();
  if (event) return event.id;
  return db
    .select({ id: complaintMedia.complaintId })
    .from(complaintMedia)
    .where(and(eq(complaintMedia.chatId, chatId), eq(complaintMedia.messageId, messageId)))
    .get()?.id;
}

/** The case that another picture of the same album went into. */
export async function findCaseIdByAlbum(db: Db, chatId: number, albumId: string): Promise<number | undefined> {
  return db
    .select({ id: complaintMedia.complaintId })
    .from(complaintMedia)
    .where(and(eq(complaintMedia.albumId, albumId), eq(complaintMedia.chatId, chatId)))
    .get()?.id;
}

export async function findMedia(db: Db, complaintId: number): Promise<ComplaintMedia[]> {
  return db.select().from(complaintMedia).where(eq(complaintMedia.complaintId, complaintId)).orderBy(asc(complaintMedia.messageId)).all();
}

/** The timeline of a case with the names of who did what. */
export async function findTimeline(db: Db, complaintId: number): Promise<(ComplaintEvent & { actor: string | null })[]> {
  const events = db
    .select()
    .from(complaintEvents)
    .where(eq(complaintEvents.complaintId, complaintId))
    .orderBy(asc(complaintEvents.at), asc(complaintEvents.id))
    .all();
  const names = readNames(
    db,
    events.map(({ actorId }) => actorId),
  );
  return events.map((event) => ({ ...event, actor: event.actorId === null ? null : (names.get(event.actorId) ?? null) }));
}

/** The order window whose reminder the person asked for help under; undefined of any other case. */
export async function findHelpWindow(db: Db, complaintId: number): Promise<number | undefined> {
  const row = db
    .select({ windowId: complaintEvents.text })
    .from(complaintEvents)
    .where(and(eq(complaintEvents.complaintId, complaintId), eq(complaintEvents.kind, "order_help")))
    .get();
  return row?.windowId ? Number(row.windowId) : undefined;
}
