import { describe, expect, test } from "vitest";
import type { Db } from "../../db/client.ts";
import { countOverdue, countWatched, findMine, findWatched } from "../../db/tasks.ts";
import type { TaskReader } from "../../src/tasks/rules.ts";
import { startTasks } from "./world.ts";

/** How SQLite runs every statement of a query; the statistics are those of a company with many closed cases. */
async function plansOf(run: (db: Db) => Promise<unknown>): Promise<string[]> {
  const w = await startTasks();
  w.addTask("desk_reply");
  w.db.run("analyze");
  w.db.run("delete from sqlite_stat1");
  w.db.run("insert into sqlite_stat1 values ('promises', null, '900000'), ('complaints', null, '300000')");
  w.db.run("analyze sqlite_schema");
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
    return rows.map(({ detail }) => detail).filter((detail) => !detail.startsWith("CORRELATED"));
  });
}

const OWN = "SEARCH promises USING INDEX promises_owner (owner_id=? AND state=?)";
const CASE = "SEARCH complaints USING INTEGER PRIMARY KEY (rowid=?)";
const NEXT = "SEARCH promises USING INDEX promises_next (next_at>?)";
const EXISTS = "SEARCH own USING INDEX promises_once (complaint_id=? AND round=?)";
const district = { districtId: 1 };
const clerk: TaskReader = { staffId: 1, atDesk: district, supervises: undefined, inCharge: undefined };
const supervisor: TaskReader = { staffId: 1, atDesk: undefined, supervises: district, inCharge: district };
const owner: TaskReader = { staffId: null, atDesk: undefined, supervises: undefined, inCharge: { districtId: null } };

describe("a list of tasks begins with the promises, never with every case there was", () => {
  test.each([clerk, supervisor])("of one's own: by the owner's index, and next attempts by theirs", async (reader) => {
    expect(await plansOf((db) => findMine(db, reader))).toEqual([OWN, CASE, EXISTS, OWN, CASE, EXISTS, NEXT, CASE, EXISTS]);
  });

  test.each([supervisor, owner])(
    "of a district or the company: a page is read in the order of the index, nothing is sorted",
    async (reader) => {
      const plans = await plansOf((db) => findWatched(db, reader, { limit: 8, offset: 0 }));
      expect(plans).toEqual([
        "SCAN promises USING INDEX promises_open",
        CASE,
        NEXT,
        CASE,
        "SEARCH promises USING INDEX promises_paused (resume_at>?)",
        CASE,
      ]);
    },
  );

  test("counts read the index of what is open, and of each case only its row", async () => {
    const plans = await plansOf(async (db) => {
      await countWatched(db, supervisor);
      await countOverdue(db, supervisor, 1);
    });
    expect(plans).toEqual([]);
  });
});
