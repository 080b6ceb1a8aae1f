import type Database from "better-sqlite3";
import type { Db } from "../../db/client.ts";

type Client = { $client: Database.Database };

/** How SQLite runs each statement that `work` makes, with the values it makes it with: a partial index is used only if they fit it. */
export async function readPlans(db: Db, work: () => Promise<unknown>): Promise<string[]> {
  const client = (db as unknown as Client).$client;
  const prepare = client.prepare.bind(client);
  const ran: { sql: string; values: unknown[] }[] = [];
  client.prepare = ((sql: string) => {
    const statement = prepare(sql);
    for (const method of ["all", "get", "run"] as const) {
      const original = statement[method].bind(statement);
      statement[method] = ((...values: unknown[]) => (ran.push({ sql, values }), original(...values))) as never;
    }
    return statement;
  }) as typeof client.prepare;
  try {
    await work();
  } finally {
    client.prepare = prepare;
  }
  return ran.map(({ sql, values }) =>
    prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map((row) => (row as { detail: string }).detail)
      .join("; "),
  );
}
