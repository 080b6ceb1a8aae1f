import { and, asc, eq, sql } from "drizzle-orm";
import type { EventKind } from "../../src/complaints/rules.ts";
import type { Db } from "../client.ts";
import { complaintEvents, complaints } from "../complaints.tables.ts";

/** What a message of a person did to a case. */
export type Done = { complaintId: number; number: string; kind: EventKind };

/** What a message did when it was handled before; undefined when it did nothing that the timeline tells. */
export async function findDone(db: Db, chatId: number, messageId: number): Promise<Done | undefined> {
  const row = db
    .select({ complaintId: complaints.id, number: complaints.number, kind: complaintEvents.kind, promise: complaintEvents.promise })
    .from(complaintEvents)
    .innerJoin(complaints, eq(complaints.id, complaintEvents.complaintId))
    // In the words of the partial index, or SQLite would not use it.
    .where(and(eq(complaintEvents.chatId, chatId), eq(complaintEvents.messageId, messageId), sql`${complaintEvents.kind} <> 'edited'`))
    .orderBy(asc(complaintEvents.id))
    .get();
  if (!row) return undefined;
  const { complaintId, number, kind, promise } = row;
  // What a supervisor notes of a call is no verdict of the shop's.
  return { complaintId, number, kind: kind === "said" && promise === "return_visit" ? "rated" : (kind as EventKind) };
}
