import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDb } from "../../db/client.ts";
import { until } from "../support/until.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FIRST = `CREATE TABLE parent (id integer PRIMARY KEY NOT NULL, name text NOT NULL);
--> statement-breakpoint
CREATE TABLE child (id integer PRIMARY KEY NOT NULL, parent_id integer NOT NULL REFERENCES parent(id) ON DELETE cascade);
--> statement-breakpoint
INSERT INTO parent VALUES (1, 'a'), (2, 'b');
--> statement-breakpoint
INSERT INTO child VALUES (10, 1), (11, 1), (12, 2);`;
/** The shape drizzle-kit generates when SQLite can not alter a column in place. */
const REBUILD = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_parent (id integer PRIMARY KEY NOT NULL, name text);
--> statement-breakpoint
INSERT INTO __new_parent ("id", "name") SELECT "id", "name" FROM parent;--> statement-breakpoint
DROP TABLE parent;--> statement-breakpoint
ALTER TABLE __new_parent RENAME TO parent;--> statement-breakpoint
PRAGMA foreign_keys=ON;`;

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tongzhou-db-"));
  file = join(dir, "data", "test.db");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A migrations folder as drizzle-kit writes it. */
function writeMigrations(...migrations: string[]): string {
  const folder = join(dir, "migrations");
  mkdirSync(join(folder, "meta"), { recursive: true });
  const entries = migrations.map((sql, idx) => {
    writeFileSync(join(folder, `000${idx}_step.sql`), sql);
    return { idx, version: "6", when: 1_700_000_000_000 + idx, tag: `000${idx}_step`, breakpoints: true };
  });
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ version: "7", dialect: "sqlite", entries }));
  return folder;
}

const migrateTo = (...migrations: string[]): void => openDb(file, writeMigrations(...migrations)).close();

function read<T>(query: string): T[] {
  const sqlite = new Database(file, { readonly: true });
  try {
    return sqlite.prepare(query).pluck().all() as T[];
  } finally {
    sqlite.close();
  }
}

describe("a migration", () => {
  test("that rebuilds a table keeps the rows that would go with it by cascade", () => {
    migrateTo(FIRST);
    migrateTo(FIRST, REBUILD);
    expect(read("SELECT id FROM child ORDER BY id")).toEqual([10, 11, 12]);
    expect(read("SELECT sql FROM sqlite_master WHERE name = 'parent'")).toEqual([expect.stringContaining("name text)")]);
  });

  test("that leaves a row pointing nowhere is refused and leaves the file as it was", () => {
    migrateTo(FIRST);
    expect(() => migrateTo(FIRST, "DELETE FROM parent WHERE id = 1;")).toThrow("2 rows with a broken reference");
    expect(read("SELECT id FROM parent ORDER BY id")).toEqual([1, 2]);
    expect(read("SELECT count(*) FROM __drizzle_migrations")).toEqual([1]);
  });

  test("that fails half-way leaves nothing of itself", () => {
    migrateTo(FIRST);
    expect(() => migrateTo(FIRST, "CREATE TABLE half (id integer);--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);")).toThrow(
      "no such table",
    );
    expect(read("SELECT name FROM sqlite_master WHERE name = 'half'")).toEqual([]);
  });

  test("that was refused is applied once it was mended", () => {
    migrateTo(FIRST);
    expect(() => migrateTo(FIRST, "DELETE FROM parent;")).toThrow("broken reference");
    migrateTo(FIRST, "UPDATE parent SET name = 'mended' WHERE id = 1;");
    expect(read("SELECT name FROM parent ORDER BY id")).toEqual(["mended", "b"]);
  });

  test("is applied once when two processes start at the same time", async () => {
    migrateTo(FIRST);
    const folder = writeMigrations(FIRST, "UPDATE parent SET name = name || '!';");
    const busy = new Database(file);
    busy.exec("BEGIN IMMEDIATE");
    const code = `import { openDb } from ${JSON.stringify(join(ROOT, "db/client.ts"))}; console.log("opening"); openDb(${JSON.stringify(file)}, ${JSON.stringify(folder)}).close();`;
    const children = [1, 2].map(() => spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], { cwd: ROOT }));
    const printed = children.map((child) => {
      const lines: string[] = [];
      child.stdout.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
      return lines;
    });
    const exits = children.map((child) => once(child, "exit"));
    await until("both processes to open the database", () => printed.every((lines) => lines.length > 0));
    busy.exec("COMMIT");
    busy.close();
    expect(await Promise.all(exits)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(printed).toEqual([["opening\n"], ["opening\n"]]);
    expect(read("SELECT name FROM parent ORDER BY id")).toEqual(["a!", "b!"]);
  });
});

describe("an open database", () => {
  test("enforces references, waits for locks and survives a power cut", () => {
    const { db, close } = openDb(file);
    const pragma = (name: string) => Object.values(db.get<Record<string, unknown>>(`PRAGMA ${name}`))[0];
    expect({
      foreignKeys: pragma("foreign_keys"),
      journal: pragma("journal_mode"),
      synchronous: pragma("synchronous"),
      busyMs: pragma("busy_timeout"),
    }).toEqual({ foreignKeys: 1, journal: "wal", synchronous: 2, busyMs: 5_000 });
    close();
  });

  test("is created together with its directory", () => {
    openDb(file).close();
    expect(read("SELECT count(*) FROM people")).toEqual([0]);
  });
});
