import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../../db/client.ts";

const MIGRATIONS = new URL("../../db/migrations", import.meta.url).pathname;

/** A database file in `dir` as a release left it that knew only the first `count` migrations. */
export function createOldFile(dir: string, count: number): string {
  const old = join(dir, "migrations");
  cpSync(MIGRATIONS, old, { recursive: true });
  const journal = join(old, "meta", "_journal.json");
  const content = JSON.parse(readFileSync(journal, "utf8")) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...content, entries: content.entries.slice(0, count) }));
  const file = join(dir, "tongzhou.db");
  openDb(file, old).close();
  return file;
}
