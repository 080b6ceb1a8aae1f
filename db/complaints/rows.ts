import { and, eq, inArray } from "drizzle-orm";
import { CASE_DIALOGUES } from "../../src/complaints/rules.ts";
import { chunksOf } from "../chunks.ts";
import type { Tx } from "../client.ts";
import { complaintEvents, complaintMedia, promises } from "../complaints.tables.ts";
import { dialogues } from "../people.tables.ts";
import type { CasePromise, Complaint, NewEvent, NewMedia, NewPromise } from "./facts.ts";

export type Written = { complaint: Complaint; promises: CasePromise[]; isNew: boolean };

/** SQLite takes 32,766 parameters a statement; an event has seven, a file six. */
const ROWS_PER_INSERT = 1_000;

export function addEvents(tx: Tx, complaintId: number, events: NewEvent[], at: number): void {
  for (const chunk of chunksOf(events, ROWS_PER_INSERT)) {
    const rows = chunk.map((event) => ({ ...event, complaintId, at }));
    tx.insert(complaintEvents).values(rows).onConflictDoNothing().run();
  }
}

export function addMedia(tx: Tx, complaintId: number, media: NewMedia[]): void {
  for (const chunk of chunksOf(media, ROWS_PER_INSERT)) {
    const rows = chunk.map((item) => ({ ...item, complaintId }));
    tx.insert(complaintMedia).values(rows).onConflictDoNothing().run();
  }
}

export function addPromises(tx: Tx, { id: complaintId, round }: Pick<Complaint, "id" | "round">, added: NewPromise[]): CasePromise[] {
  if (added.length === 0) return [];
  return tx
    .insert(promises)
    .values(added.map((promise) => ({ state: "open" as const, ...promise, complaintId, round })))
    .returning()
    .all();
}

/** Together with what the dialogue led to: a crash in between would let it take the person's next message as well. */
export const endDialogue = (tx: Tx, personId: number): void =>
  void tx
    .delete(dialogues)
    .where(and(eq(dialogues.personId, personId), inArray(dialogues.kind, [...CASE_DIALOGUES])))
    .run();
