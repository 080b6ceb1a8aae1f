import { expect, test } from "vitest";
import { findCaseIdByAlbum, findCaseIdByMessage } from "../../db/complaints/entries.ts";
import { findDoubtfulVisits } from "../../db/complaints/door.ts";
import { findUnreceipted } from "../../db/complaints/recipients.ts";
import { findDueAttempts } from "../../db/complaints/returns.ts";
import { findUndeliveredCases } from "../../db/complaints/undelivered.ts";
import { findUndeliveredNotices, findNoticed, markBreached } from "../../db/complaints/breach-notices.ts";
import { findOverduePromises } from "../../db/complaints/promises.ts";
import { findPausesOver, findRunning } from "../../db/complaints/running.ts";
import { findUnwarned } from "../../db/complaints/warnings.ts";
import type { Db } from "../../db/client.ts";
import { RETAILER, startWorld } from "./world.ts";

/** How SQLite runs every statement of a query. */
async function plansOf(run: (db: Db) => Promise<unknown>, kept = /^(SCAN|SEARCH)/): Promise<string[]> {
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
    return rows.map(({ detail }) => detail).filter((detail) => kept.test(detail));
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

test("what was not delivered is looked up from the refused messages of a day, not from every delivery nor every case", async () => {
  expect(await plansOf((db) => findUndeliveredCases(db, ["complaint_card", "door_visit"], 1))).toEqual([
    "SEARCH deliveries USING INDEX deliveries_dead (kind=? AND created_at>?)",
    "SEARCH complaints USING INTEGER PRIMARY KEY (rowid=?)",
  ]);
});

test("the sweep finds what is due, to be warned of or paused by an index each, and sorts nothing", async () => {
  const after = { id: 1, dueAt: 1, warnAt: 1, resumeAt: 1 };
  for (const [run, plan] of [
    [(db: Db) => findOverduePromises(db, 9, 9, after), "SEARCH promises USING INDEX promises_due (due_at<?)"],
    [(db: Db) => findUnwarned(db, 9, 9, after), "SEARCH promises USING INDEX promises_warn (warn_at<?)"],
    [(db: Db) => findPausesOver(db, 9, 9, after), "SEARCH promises USING INDEX promises_paused (resume_at<?)"],
    [(db: Db) => findRunning(db, 9, after), "SCAN promises USING INDEX promises_due"],
  ] as const)
    expect(await plansOf(run, /^(SCAN|SEARCH|USE TEMP)/)).toEqual([plan]);
});

test("a look for visits in the wrong hands begins where the last one ended, and reads no further than it is to", async () => {
  const [first, second, ...others] = await plansOf((db) => findDoubtfulVisits(db, 1, { after: { dueAt: 1, complaintId: 1 }, size: 1 }));
  expect(first).toBe("SEARCH promises USING COVERING INDEX promises_open ((due_at,complaint_id)>(?,?))");
  expect(second).toMatch(/^SEARCH promises USING INDEX promises_open \(/);
  expect(others.filter((plan) => plan.startsWith("SCAN"))).toEqual([]);
});

test("a breach finds its notice, a notice its promises, and the sweep the notices of a day, without reading all there ever were", async () => {
  const plans = [
    ...(await plansOf((db) => markBreached(db, { id: 1, dueVersion: 1 }, () => [], 9_999_999_999_999))),
    ...(await plansOf((db) => findNoticed(db, 1))),
    ...(await plansOf((db) => findUndeliveredNotices(db, 1))),
  ];
  // The districts are few, and the notices are looked for district by district.
  expect(plans.filter((plan) => plan.startsWith("SCAN") && !plan.includes("json_each"))).toEqual(["SCAN districts"]);
  expect(new Set(plans.filter((plan) => /notice/.test(plan)))).toEqual(
    new Set([
      "SEARCH breach_notices USING COVERING INDEX breach_notices_district (district_id=? AND send_at>?)",
      "SEARCH promises USING COVERING INDEX promises_notice (breach_notice_id=?)",
      "SEARCH promises USING INDEX promises_notice (breach_notice_id=?)",
    ]),
  );
});

test("further attempts that are due are looked up among those there are, not among all promises and messages", async () => {
  expect(await plansOf((db) => findDueAttempts(db, 1, 1))).toEqual([
    "SEARCH promises USING INDEX promises_next (next_at>? AND next_at<?)",
    "SEARCH deliveries USING INDEX deliveries_subject (kind=? AND subject_id=?)",
    "SEARCH complaints USING INTEGER PRIMARY KEY (rowid=?)",
  ]);
});
