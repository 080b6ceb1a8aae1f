import { splitRecords, type CsvRecord } from "./records.ts";

export { decodeText } from "./decode.ts";

/** Why a row was left out: its 1-based line in the file, the column ("" = the row as a whole), and a code that texts translate. */
export type Rejection = { row: number; field: string; reason: string };

/** One good row: trimmed values by column name; a column that the file lacks has no key, an empty cell is "". */
export type TableRow = { line: number; values: Record<string, string> };

export type TableOptions = {
  columns: { required: readonly string[]; optional: readonly string[] };
  /** Other header names, e.g. { 店名: "shop_name" }; all names compare without case, spaces, "-" and "_". */
  aliases?: Readonly<Record<string, string>>;
  /** Names a column whose header is in no list, because there may be any number of them. */
  match?: (header: string) => string | undefined;
};

// The first one wins a tie.
const DELIMITERS = [",", ";", "\t"] as const;

type Header = { line: number; fields: string[]; columns: (string | undefined)[]; delimiter: string; rejected: Rejection[] };

function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
}

function columnNames({ columns, aliases = {} }: TableOptions): Map<string, string> {
  const names = [...columns.required, ...columns.optional];
  const pairs = Object.entries(aliases).filter(([, name]) => names.includes(name));
  return new Map([...pairs, ...names.map((name) => [name, name] as const)].map(([from, to]) => [foldName(from), to]));
}

// The header decides the delimiter: rows may hold another one in plain sight (weekdays "Mon;Thu" in a comma file).
function readHeader(text: string, options: TableOptions): Header {
  const names = columnNames(options);
  const [line, headerText] = firstLine(text);
  const candidates = DELIMITERS.map((delimiter) => {
    const fields = splitRecords(headerText, delimiter)[0]?.fields ?? [];
    return { delimiter, fields, columns: fields.map((field) => names.get(foldName(field)) ?? options.match?.(field)) };
  });
  const known = (columns: (string | undefined)[]): number => columns.filter(Boolean).length;
  const best = candidates.reduce((a, b) => (known(b.columns) > known(a.columns) ? b : a));
  const missing = options.columns.required.filter((name) => !best.columns.includes(name));
  const doubled = new Set(best.columns.filter((name, at) => name !== undefined && best.columns.indexOf(name) !== at));
  return {
    line,
    ...best,
    rejected: [
      ...missing.map((field) => ({ row: line, field, reason: "missing_column" })),
      ...[...doubled].map((field) => ({ row: line, field: field ?? "", reason: "duplicate_column" })),
    ],
  };
}

function firstLine(text: string): [line: number, text: string] {
  const lines = text.slice(0, 20_000).split(/\r\n?|\n/);
  const at = lines.findIndex((line) => line.trim() !== "" && !isSeparatorHint(line));
  return [Math.max(at, 0) + 1, lines[at] ?? ""];
}

// Excel's own first line, "sep=;", is no header.
function isSeparatorHint(line: string): boolean {
  return /^"?sep=.?"?$/i.test(line.trim());
}

function toRow({ line, fields }: CsvRecord, columns: Header["columns"]): TableRow | undefined {
  if (!fields) return undefined;
  // Excel fills rows up with empty cells; a value beyond the header means that the row has slipped.
  if (fields.length > columns.length && fields.slice(columns.length).some((field) => field.trim() !== "")) return undefined;
  const values: Record<string, string> = {};
  for (const [index, column] of columns.entries()) if (column !== undefined) values[column] = (fields[index] ?? "").trim();
  return { line, values };
}

/**
 * Reads a CSV text whose first line that is not blank names the columns; the delimiter is the comma, semicolon or tab that finds
 * most of them. Unknown columns are ignored. Reasons: missing_column and duplicate_column (of the header: no rows then), malformed
 * (a broken quote, or more values than columns: that row is left out). Whether values make sense is the caller's to judge.
 */
export function parseTable(text: string, options: TableOptions): { rows: TableRow[]; rejected: Rejection[] } {
  const plain = text.replace(/^\uFEFF/, "");
  const header = readHeader(plain, options);
  if (header.rejected.length > 0) return { rows: [], rejected: header.rejected };
  const rows: TableRow[] = [];
  const rejected: Rejection[] = [];
  for (const record of splitRecords(plain, header.delimiter)) {
    if (record.line <= header.line) continue;
    const row = toRow(record, header.columns);
    if (row) rows.push(row);
    else rejected.push({ row: record.line, field: "", reason: "malformed" });
  }
  return { rows, rejected };
}

/** The known columns that the header of a CSV text names, in its order: what kind of table it is. */
export function readColumns(text: string, options: TableOptions): string[] {
  return readHeader(text.replace(/^\uFEFF/, ""), options).columns.filter((name) => name !== undefined);
}

/** The columns that nobody knows, by the names in the header of a CSV text. */
export function readUnknownColumns(text: string, options: TableOptions): string[] {
  const { fields, columns } = readHeader(text.replace(/^\uFEFF/, ""), options);
  return fields.map((field) => field.trim()).filter((field, at) => field !== "" && columns[at] === undefined);
}
