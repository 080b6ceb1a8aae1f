import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { openDb, type Db } from "../../db/client.ts";
import * as schema from "../../db/schema.ts";

let migrated: Buffer | undefined;

/** What the real migrations make of an empty file, once for all tests of a worker: they take longer than most tests. */
function readMigrated(): Buffer {
  const { db, close } = openDb(":memory:");
  const image = (db as unknown as { $client: Database.Database }).$client.serialize();
  close();
  return image;
}

/** A database of its own in memory, as openDb would open it. */
export function openMemory(): { db: Db; close: () => void } {
  migrated ??= readMigrated();
  const sqlite = new Database(migrated);
  sqlite.pragma("foreign_keys = ON");
  return { db: drizzle(sqlite, { schema }), close: () => sqlite.close() };
}
