import { z } from "zod";
import type { Rejection, TableRow } from "./csv.ts";

const word = z.union([z.string(), z.number()]);
/** A list ("weekdays": ["Mon", "Thu"]) reads like the CSV's cell with semicolons. */
const cell = z.union([
  word.transform((value) => String(value).trim()),
  z.null().transform(() => ""),
  z.array(word).transform((values) => values.join(";")),
]);
const object = z.record(z.string(), z.unknown());
const lineNumber = z.int().positive();

/**
 * Reads JSON objects with the names of a CSV's columns as the rows of that CSV; unknown names are ignored. A row's line is its
 * place in the array, from 1, or its own `row`: the line in the file it was read from.
 */
export function readObjects(items: readonly unknown[], columns: readonly string[]): { rows: TableRow[]; rejected: Rejection[] } {
  const rows: TableRow[] = [];
  const rejected: Rejection[] = [];
  for (const [index, item] of items.entries()) {
    const fields = object.safeParse(item);
    const line = lineNumber.safeParse(fields.data?.["row"]).data ?? index + 1;
    const values: Record<string, string> = {};
    const malformed = fields.success ? [] : [""];
    for (const column of columns) {
      if (fields.data?.[column] === undefined) continue;
      const value = cell.safeParse(fields.data[column]);
      if (value.success) values[column] = value.data;
      else malformed.push(column);
    }
    if (malformed.length === 0) rows.push({ line, values });
    else rejected.push(...malformed.map((field) => ({ row: line, field, reason: "malformed" })));
  }
  return { rows, rejected };
}
