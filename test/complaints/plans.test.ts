import { expect, test } from "vitest";
import { findCaseIdByAlbum, findCaseIdByMessage } from "../../db/complaints/reads.ts";
import { findUnreceipted } from "../../db/complaints/recipients.ts";
import { findUndeliveredCases } from "../../db/complaints/undelivered.ts";
import type { Db } from "../../db/client.ts";
import { RETAILER, startWorld } from "./world.ts";

/** How SQLite runs every statement of a query. */
async function plansOf(run: (db: Db) => Promise<unknown>): Promise<string[]> {
  const w = await startWorld();
  await w.fileOne();
  const { $client: client } = w.db as unknown as { $client: { prepare: (sql: string) => { all: (...params: unknown[]) => unknown[] } } };
  const prepare = client.prepare;
  const seen: string[] = [];
  client.prepare = (sql) => {
    seen.push(sql);
    return prepare.call(client, sql);
  };
  await run(w.db);
  client.prepare = prepare;
  return seen.flatMap((sql) => {
    const count = sql.match(/\?/g)?.length ?? 0;
    const rows = prepare.call(client, `explain query plan ${sql}`).all(...Array<number>(count).fill(1)) as { detail: string }[];
    return rows.map(({ detail }) => detail).filter((detail) => /^(SCAN|SEARCH)/.test(detail));
  });
}

test("missing receipts are looked up from the person's cases, not from every receipt ever sent", async () => {
  expect(await plansOf((db) => findUnreceipted(db, RETAILER))).toEqual([
    "SEARCH complaints USING INDEX complaints_person (person_id=?)",
    "SEARCH deliveries USING COVERING INDEX deliveries_subject (kind=? AND subject_id=?)",
  ]);
});

test("an album finds its case by the album, and a message its own by the message", async () => {
  expect(await plansOf((db) => findCaseIdByAlbum(db, RETAILER, "A"))).toEqual([
    "SEARCH complaint_media USING INDEX complaint_media_album (album_id=? AND chat_id=?)",
  ]);
  expect((await plansOf((db) => findCaseIdByMessage(db, RETAILER, 1)))[0]).toBe(
    "SEARCH complaint_events USING INDEX complaint_events_message (chat_id=? AND message_id=?)",
  );
});

test("what was not delivered is looked up from the open promises, not from every delivery", async () => {
  expect(await plansOf((db) => findUndeliveredCases(db, ["complaint_card", "door_visit"], 1))).toEqual([
    "SCAN promises USING COVERING INDEX promises_open",
    "SEARCH promises USING INDEX promises_next (next_at>?)",
    "SEARCH deliveries USING INDEX deliveries_subject (kind=? AND subject_id=? AND state=?)",
  ]);
});
