import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";

export class DataDirLockedError extends Error {
  readonly dir: string;

  constructor(dir: string) {
    super(`DATA_DIR ${dir} is in use by another running tongzhou process. Stop that one, or give this one its own DATA_DIR.`);
    this.name = "DataDirLockedError";
    this.dir = dir;
  }
}

/**
 * Creates the directory (0700) when missing and holds it for this process until release(): alone, or `shared` with other processes
 * that share it too (they have one Redis). Refuses with DataDirLockedError while a process, this one included, holds it otherwise.
 */
export function lockDataDir(dir: string, mode: "alone" | "shared" = "alone"): { release(): void } {
  const absolute = resolve(dir);
  mkdirSync(absolute, { recursive: true, mode: 0o700 });
  // Node has no file locks and a pid file outlives kill -9 (its pid may then belong to someone else). SQLite's lock is
  // a kernel lock, freed with the process. Nothing else may open lock.db: closing any descriptor of it drops the lock.
  const lock = new Database(join(absolute, "lock.db"), { timeout: 0 });
  try {
    // A read inside a transaction keeps SQLite's SHARED lock, which any number may hold, but none beside EXCLUSIVE.
    lock.exec(mode === "shared" ? "BEGIN; SELECT count(*) FROM sqlite_master" : "BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) throw new DataDirLockedError(absolute);
    throw error;
  }
  return { release: () => lock.close() };
}
