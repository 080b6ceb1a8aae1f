import { z } from "zod";
import { CHINESE_COLUMNS } from "../import/aliases.ts";
import { parseTable, type Rejection, type TableRow } from "../import/csv.ts";
import { ROSTER_COLUMNS, readRosterValues } from "./roster-values.ts";
import type { RosterRow } from "./rules.ts";

/** Good rows, and every field that is wrong in the others. */
export type RosterRead = { rows: RosterRow[]; rejected: Rejection[] };

function judge(table: readonly TableRow[], malformed: readonly Rejection[]): RosterRead {
  const read: RosterRead = { rows: [], rejected: [...malformed] };
  for (const { line, values } of table) {
    const judged = readRosterValues(line, values);
    if ("row" in judged) read.rows.push(judged.row);
    else read.rejected.push(...judged.rejected);
  }
  return read;
}

/** Reads the roster CSV (CONTRACT), with English or Chinese headers; a header without a required column rejects the file as a whole. */
export function readRosterCsv(text: string): RosterRead {
  const { rows, rejected } = parseTable(text, { columns: ROSTER_COLUMNS, aliases: CHINESE_COLUMNS });
  return judge(rows, rejected);
}

const cell = z.union([z.string(), z.number().transform(String), z.null().transform(() => "")]);
const jsonRow = z.record(z.string(), z.unknown());

/** Reads the API's array of objects with the CSV's column names; `row` is the place in the array, from 1. Unknown names are ignored. */
export function readRosterJson(items: readonly unknown[]): RosterRead {
  const columns = [...ROSTER_COLUMNS.required, ...ROSTER_COLUMNS.optional];
  const rejected: Rejection[] = [];
  const table: TableRow[] = [];
  for (const [index, item] of items.entries()) {
    const line = index + 1;
    const object = jsonRow.safeParse(item);
    const values: Record<string, string> = {};
    const malformed: string[] = object.success ? [] : [""];
    for (const column of columns) {
      if (object.data?.[column] === undefined) continue;
      const value = cell.safeParse(object.data[column]);
      if (value.success) values[column] = value.data.trim();
      else malformed.push(column);
    }
    if (malformed.length === 0) table.push({ line, values });
    else rejected.push(...malformed.map((field) => ({ row: line, field, reason: "malformed" })));
  }
  return judge(table, rejected);
}
