import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { drizzle, type BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import * as schema from "./schema.ts";

export type Db = BetterSQLite3Database<typeof schema>;
/** What a function of db/ takes that also works inside another one's transaction. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const MIGRATIONS_DIR = fileURLToPath(new URL("./migrations", import.meta.url));
const BUSY_TIMEOUT_MS = 5_000;
/** Another process may be migrating a big file; its lock is worth waiting for. */
const MIGRATION_TIMEOUT_MS = 60_000;

/**
 * Opens (and creates) the SQLite file with the project's pragmas and brings it to the newest migration. Throws when a migration
 * fails or leaves a row pointing nowhere; the data then stays as it was before.
 */
export function openDb(file: string, migrationsFolder = MIGRATIONS_DIR): { db: Db; close: () => void } {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const sqlite = new Database(file, { timeout: MIGRATION_TIMEOUT_MS });
  try {
    sqlite.pragma("journal_mode = WAL");
    // A promise made to a retailer must survive a power cut, and FULL still allows thousands of commits a second.
    sqlite.pragma("synchronous = FULL");
    // drizzle-kit rebuilds a table by drop and rename; with foreign keys on, the drop would silently delete every cascading child.
    // It has to be said here: inside a transaction SQLite ignores this pragma.
    sqlite.pragma("foreign_keys = OFF");
    applyMigrations(sqlite, migrationsFolder);
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return { db: drizzle(sqlite, { schema }), close: () => sqlite.close() };
}

/**
 * drizzle's own migrate() looks what is missing before it begins its transaction, so two processes would both apply it, and commits
 * before anyone could check the references. The table is drizzle's, so that its tools read it.
 */
function applyMigrations(sqlite: Database.Database, migrationsFolder: string): void {
  const migrations = readMigrationFiles({ migrationsFolder });
  const apply = sqlite.transaction(() => {
    sqlite.exec("CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)");
    const applied = new Set(sqlite.prepare("SELECT created_at FROM __drizzle_migrations").pluck().all());
    const missing = migrations.filter(({ folderMillis }) => !applied.has(folderMillis));
    for (const { sql, hash, folderMillis } of missing) {
      for (const statement of sql) sqlite.exec(statement);
      sqlite.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)").run(hash, folderMillis);
    }
    // Reading every reference takes a while in a big file: only after a change.
    const orphans = missing.length === 0 ? [] : (sqlite.pragma("foreign_key_check") as unknown[]);
    if (orphans.length > 0) throw new Error(`migration left ${orphans.length} rows with a broken reference`);
  });
  apply.immediate();
}

/** Runs `work` (synchronous, HOUSE principle 7) in one IMMEDIATE transaction: a read that later writes can not fail as busy half-way. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => T): T {
  return db.transaction(work, { behavior: "immediate" });
}
