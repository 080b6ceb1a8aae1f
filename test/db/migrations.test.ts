import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { getTableName, is, Table } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../db/client.ts";
import * as schema from "../../db/schema.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const listMigrations = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith(".sql"));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tongzhou-drift-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("schema and migrations say the same: drizzle-kit finds nothing to generate", () => {
  cpSync(join(ROOT, "db/migrations"), dir, { recursive: true });
  // drizzle-kit takes its folders relative to where it runs, also absolute ones.
  const args = ["generate", "--dialect", "sqlite", "--schema", "./db/schema.ts", "--out", relative(ROOT, dir)];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "node_modules/drizzle-kit/bin.cjs"), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    // It would ask whether a column was renamed, and wait.
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 15_000,
  });
  expect(status, stdout + stderr).toBe(0);
  expect(listMigrations(dir), "run npm run db:generate").toEqual(listMigrations(join(ROOT, "db/migrations")));
});

test("every column of the schema exists in a migrated file", () => {
  const { db, close } = openDb(":memory:");
  const tables = Object.values(schema).filter((value) => is(value, Table)) as SQLiteTable[];
  expect(tables.length).toBeGreaterThan(20);
  for (const table of tables) expect(db.select().from(table).limit(1).all(), getTableName(table)).toEqual([]);
  close();
});
