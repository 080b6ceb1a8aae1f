import { describe, expect, test } from "vitest";
import type { Db } from "../../db/client.ts";
import { countOverdue, countWatched, findMine, findWatched } from "../../db/tasks.ts";
import type { TaskReader } from "../../src/tasks/rules.ts";
import { startTasks } from "./world.ts";

/** What ANALYZE writes of a company that has closed many cases: rows of a table or index, and rows for each value. */
const STATISTICS = `('complaints', null, '300000'), ('promises', 'promises_open', '60000 1 1'), ('promises', 'promises_next', '900 1'),
  ('promises', 'promises_owner', '900000 5000 300 1'), ('promises', 'promises_once', '900000 3 3 1')`;

/** How SQLite runs every statement of a query. */
async function plansOf(run: (db: Db) => Promise<unknown>, statistics: string | undefined): Promise<string[]> {
  const w = await startTasks();
  w.addTask("desk_reply");
  if (statistics !== undefined) {
    w.db.run("analyze");
    w.db.run("delete from sqlite_stat1");
    w.db.run(`insert into sqlite_stat1 values ${statistics}`);
    w.db.run("analyze sqlite_schema");
  }
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
    // Of a restricted case only, and by the key: whether it speaks of the reader.
    const isOfReader = (detail: string) => detail === "SEARCH reader USING INTEGER PRIMARY KEY (rowid=?)";
    return rows.map(({ detail }) => detail).filter((detail) => !detail.startsWith("CORRELATED") && !isOfReader(detail));
  });
}

const OWN = "SEARCH promises USING INDEX promises_owner (owner_id=? AND state=?)";
const OPEN = "SCAN promises USING INDEX promises_open";
const COUNTED = "SCAN promises USING COVERING INDEX promises_open";
const NEXT = "SEARCH promises USING INDEX promises_next (next_at>?)";
const CASE = "SEARCH complaints USING INTEGER PRIMARY KEY (rowid=?)";
const EXISTS = "SEARCH own USING INDEX promises_once (complaint_id=? AND round=?)";
/** Of those due at the same moment. */
const TIES = "USE TEMP B-TREE FOR LAST TERM OF ORDER BY";

const district = { districtId: 1 };
const clerk: TaskReader = { staffId: 1, atDesk: district, supervises: undefined, inCharge: undefined };
const supervisor: TaskReader = { staffId: 1, atDesk: undefined, supervises: district, inCharge: district };
const owner: TaskReader = { staffId: null, atDesk: undefined, supervises: undefined, inCharge: { districtId: null } };

describe.each([undefined, STATISTICS])("a list of tasks begins with the promises, never with every case there was (%s)", (statistics) => {
  test.each([clerk, supervisor])("of one's own: by the owner's index, and next attempts by theirs", async (reader) => {
    expect(await plansOf((db) => findMine(db, reader), statistics)).toEqual([OWN, CASE, EXISTS, OWN, CASE, EXISTS, NEXT, CASE, EXISTS]);
  });

  test.each([supervisor, owner])(
    "of a district or the company: a page is read in the order of the index, never sorted as a whole",
    async (reader) => {
      const plans = await plansOf((db) => findWatched(db, reader, { limit: 8, offset: 0 }), statistics);
      // The third is asked only where a page is not full: what waits for a shop stands on the last ones.
      expect(plans).toEqual([OPEN, CASE, TIES, NEXT, CASE, OPEN, CASE, TIES]);
    },
  );

  test("whoever is kept from no case has the company's count from the index alone", async () => {
    expect(await plansOf((db) => countWatched(db, owner), statistics)).toEqual([COUNTED, NEXT, CASE]);
  });

  test("counts of a district read its open cases and their promises", async () => {
    const counted = async (db: Db) => [await countWatched(db, supervisor), await countOverdue(db, supervisor, 1)];
    const ofCase = [
      "SEARCH complaints USING INDEX complaints_open (district_id=?)",
      "SEARCH promises USING INDEX promises_once (complaint_id=?)",
    ];
    const ofRound = [ofCase[0], "SEARCH promises USING INDEX promises_once (complaint_id=? AND round=?)"];
    expect(await plansOf(counted, statistics)).toEqual([...ofCase, ...ofRound, ...ofCase]);
  });

  test("counts of the company for someone who is kept from cases read the index of what is open, and of each case only its row", async () => {
    const admin: TaskReader = { ...owner, staffId: 1 };
    const counted = async (db: Db) => [await countWatched(db, admin), await countOverdue(db, admin, 1)];
    const due = "SEARCH promises USING INDEX promises_open (due_at<?)";
    expect(await plansOf(counted, statistics)).toEqual([COUNTED, CASE, NEXT, CASE, due, CASE]);
  });
});
