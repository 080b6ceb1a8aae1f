import { stringify } from "csv-stringify/sync";

/** Stands at the beginning of a file: without it Excel reads UTF-8 as the system's own encoding. */
export const CSV_START = "\uFEFF";

/** Lines of a file for a spreadsheet, where nothing that a person wrote runs as a formula. */
export const toCsv = (rows: readonly string[][]): string => stringify([...rows], { escape_formulas: true, record_delimiter: "windows" });
