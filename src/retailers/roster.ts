import { CHINESE_COLUMNS } from "../import/aliases.ts";
import { parseTable, type Rejection, type TableRow } from "../import/csv.ts";
import { readObjects } from "../import/json-table.ts";
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

/** Reads the API's array of objects with the CSV's column names; `row` is the place in the array, from 1. Unknown names are ignored. */
export function readRosterJson(items: readonly unknown[]): RosterRead {
  const { rows, rejected } = readObjects(items, [...ROSTER_COLUMNS.required, ...ROSTER_COLUMNS.optional]);
  return judge(rows, rejected);
}
