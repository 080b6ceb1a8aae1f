import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../db/client.ts";
import { promises } from "../../db/complaints.tables.ts";
import { createOldFile } from "../support/old-file.ts";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tongzhou-migration-"))));
afterEach(() => rmSync(dir, { recursive: true }));

test("promises of the release before know when their clock started, and why they were waived", () => {
  const file = createOldFile(dir, 4);
  const sqlite = new Database(file);
  sqlite.exec(`
    INSERT INTO districts (id, name) VALUES (1, '城东');
    INSERT INTO routes (id, code, district_id) VALUES (1, 'R101', 1);
    INSERT INTO retailers (id, licence_no, shop_name, phone, route_id, status, created_at, updated_at)
      VALUES (1, '140100000001', '和平路便利店', '13812345678', 1, 'active', 0, 0);
    INSERT INTO complaints (id, number, day, seq, retailer_id, district_id, person_id, chat_id, message_id, text, category, state, opened_at)
      VALUES (1, 'C-20261123-0001', '2026-11-23', 1, 1, 1, 100, 100, 1, '少两条', 'delivery', 'open', 1000),
             (2, 'C-20261123-0002', '2026-11-23', 2, 1, 1, 100, 100, 2, '少两条', 'delivery', 'withdrawn', 1500);
    INSERT INTO promises (id, complaint_id, kind, due_at, state, result, ended_at)
      VALUES (1, 1, 'desk_reply', 2000, 'kept', NULL, 1900),
             (2, 1, 'door_visit', 9000, 'kept', 'withdrawn', 5000),
             (3, 1, 'return_visit', 12000, 'open', NULL, NULL),
             (4, 2, 'desk_reply', 2500, 'waived', 'withdrawn', 1600),
             (5, 2, 'door_visit', 9500, 'waived', 'advice', 1600);
  `);
  sqlite.close();

  const { db, close } = openDb(file);
  const rows = db.select().from(promises).all();
  expect(rows.map(({ startedAt }) => startedAt)).toEqual([1000, 1000, 5000, 1500, 1500]);
  // The second is words of an account manager that happen to be the same.
  expect(rows.map(({ outcome, result }) => [outcome, result])).toEqual([
    [null, null],
    [null, "withdrawn"],
    [null, null],
    ["withdrawn", null],
    ["advice", null],
  ]);
  expect(rows.every(({ round, pausedMs, within }) => round === 1 && pausedMs === 0 && within === null)).toBe(true);
  close();
});
