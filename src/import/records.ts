import { CsvError, parse, type Options } from "csv-parse/sync";

/** One record with the 1-based line on which it starts; no fields when it is malformed. */
export type CsvRecord = { line: number; fields: string[] | undefined };

// Longer than any address with line breaks, short enough that one forgotten quote does not read the file again and again.
const MAX_LINES_OF_RECORD = 20;
const MAX_JOINS = 3;

function optionsFor(delimiter: string): Options {
  return { delimiter, record_delimiter: "\n", relax_column_count: true, max_record_size: 0, trim: true };
}

function tryParse(text: string, options: Options): string[][] | CsvError {
  try {
    return parse(text, options);
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
}

/** Splits a text into its records, blank lines left out; a record with a broken quote is malformed, those around it are not. */
export function splitRecords(text: string, delimiter: string): CsvRecord[] {
  const plain = text.replace(/\r\n?/g, "\n");
  const whole = tryParse(plain, optionsFor(delimiter));
  return whole instanceof CsvError ? salvageRecords(plain.split("\n"), delimiter) : numberRecords(whole);
}

function numberRecords(records: string[][]): CsvRecord[] {
  let line = 1;
  const numbered: CsvRecord[] = [];
  for (const fields of records) {
    if (!isBlank(fields)) numbered.push({ line, fields });
    line += 1;
    for (const field of fields) if (field.includes("\n")) line += field.split("\n").length - 1;
  }
  return numbered;
}

// csv-parse gives up on everything after a broken quote, so here each line stands for itself; only quotes can join lines.
function salvageRecords(lines: string[], delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? "";
    const { fields, used } = line.includes('"') ? parseQuoted(lines, index, delimiter) : { fields: line.split(delimiter), used: 1 };
    if (!fields || !isBlank(fields)) records.push({ line: index + 1, fields });
    index += used;
  }
  return records;
}

function parseQuoted(lines: string[], index: number, delimiter: string): { fields: string[] | undefined; used: number } {
  const options = optionsFor(delimiter);
  let used = 1;
  let parsed = tryParse(lines[index] ?? "", options);
  for (let joins = 0; isOpenQuote(parsed) && joins < MAX_JOINS; joins += 1) {
    const closing = lines.slice(index, index + MAX_LINES_OF_RECORD).findIndex((line, at) => at >= used && line.includes('"'));
    if (closing < 0) break;
    used = closing + 1;
    parsed = tryParse(lines.slice(index, index + used).join("\n"), options);
  }
  // A quote inside a plain field (5" screen) is only a character, as long as it cannot swallow the lines after it.
  if (parsed instanceof CsvError && parsed.code === "INVALID_OPENING_QUOTE") {
    used = 1;
    parsed = tryParse(lines[index] ?? "", { ...options, relax_quotes: true });
  }
  return parsed instanceof CsvError ? { fields: undefined, used: 1 } : { fields: parsed[0] ?? [""], used };
}

function isOpenQuote(parsed: string[][] | CsvError): boolean {
  return parsed instanceof CsvError && parsed.code === "CSV_QUOTE_NOT_CLOSED";
}

function isBlank(fields: string[]): boolean {
  return fields.every((field) => field.trim() === "");
}
