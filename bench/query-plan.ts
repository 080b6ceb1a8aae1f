import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Db } from "../db/client.ts";
import * as schema from "../db/schema.ts";

/** SQLite's plan of the very statement that `query` runs: written down here by hand, it could drift from the project's. */
export async function explain(file: string, query: (db: Db) => Promise<unknown>): Promise<string[]> {
  const sqlite = new Database(file, { readonly: true });
  try {
    const statements: { text: string; parameters: unknown[] }[] = [];
    const logger = { logQuery: (text: string, parameters: unknown[]) => void statements.push({ text, parameters }) };
    await query(drizzle(sqlite, { schema, logger }));
    return statements.flatMap(({ text, parameters }) =>
      sqlite
        .prepare(`explain query plan ${text}`)
        .all(...parameters)
        .map((step) => (step as { detail: string }).detail),
    );
  } finally {
    sqlite.close();
  }
}
