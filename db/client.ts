import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { drizzle, type BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import * as schema from "./schema.ts";

export type Db = BetterSQLite3Database<typeof schema>;
/** What a function of db/ takes that also works inside another one's transaction. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const MIGRATIONS_DIR = fileURLToPath(new URL("./migrations", import.meta.url));
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens (and creates) the SQLite file with the project's pragmas and brings it to the newest migration. Throws when a migration
 * leaves a row pointing nowhere; the file then stays as it was before.
 */
export function openDb(file: string, migrationsFolder = MIGRATIONS_DIR): { db: Db; close: () => void } {
  const sqlite = new Database(file);
  sqlite.pragma("journal_mode = WAL");
  // A promise made to a retailer must survive a power cut, and FULL still allows thousands of commits a second.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  const db = drizzle(sqlite, { schema });
  // drizzle-kit rebuilds a table by drop and rename; with foreign keys on, the drop would silently delete every cascading child.
  sqlite.pragma("foreign_keys = OFF");
  migrate(db, { migrationsFolder });
  const orphans = sqlite.pragma("foreign_key_check") as unknown[];
  if (orphans.length > 0) throw new Error(`migration left ${orphans.length} rows with a broken reference`);
  sqlite.pragma("foreign_keys = ON");
  return { db, close: () => sqlite.close() };
}

/** Runs `work` (synchronous, HOUSE principle 7) in one IMMEDIATE transaction: a read that later writes can not fail as busy half-way. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => T): T {
  return db.transaction(work, { behavior: "immediate" });
}
