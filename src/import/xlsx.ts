import type { CellValue, SheetData } from "read-excel-file/universal";
import { forkApart } from "./fork.ts";
import { inspectZip } from "./zip.ts";

export type XlsxResult = { ok: true; text: string } | { ok: false; reason: "broken" | "empty" | "too_big" };
type Sheet = { rows: SheetData } | { reason: "broken" | "too_big" };

/** A workbook of 20,000 rows with every column of the roster unpacks to half of this. */
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;
const MEMORY_MB = 256;
const TIMEOUT_MS = 60_000;

/** The first sheet, read in a process that holds up nobody and may end badly. Rejects when it is not the file that is at fault. */
function readSheetApart(bytes: Uint8Array): Promise<Sheet> {
  return new Promise((resolve, reject) => {
    const reader = forkApart(new URL("./xlsx-process.mjs", import.meta.url), { memoryMb: MEMORY_MB, timeoutMs: TIMEOUT_MS });
    reader.once("message", (sheet) => resolve(sheet as Sheet));
    reader.once("error", reject);
    // Ended by a signal it ran out of memory or of time; after an answer this changes nothing.
    reader.once("exit", (code, signal) =>
      signal === null ? reject(new Error(`the reader of workbooks ended with ${code}`)) : resolve({ reason: "too_big" }),
    );
    reader.send(bytes);
  });
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A cell with a time and no date is a fraction of the day before Excel's first one. */
const NO_DATE_BEFORE = Date.UTC(1900, 0, 1);

/** Excel's dates have no zone: what the cell shows comes as if it were UTC. Seconds are rounded, a day's fraction being inexact. */
function writeDate(date: Date): string {
  const at = Math.round(date.getTime() / 1_000) * 1_000;
  const [day = "", clock = ""] = new Date(at).toISOString().slice(0, 19).split("T");
  const time = clock.endsWith(":00") ? clock.slice(0, 5) : clock;
  if (at < NO_DATE_BEFORE) return time;
  return at % DAY_MS === 0 ? day : `${day} ${time}`;
}

function writeValue(value: CellValue): string {
  if (value instanceof Date) return writeDate(value);
  // Excel computes with 15 digits: 68.1 may be stored as 68.099999999999994. A licence number keeps all of its 12.
  return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value);
}

/** Line breaks inside a cell would shift the numbers of the rows below it. */
function writeCell(value: CellValue | null): string {
  const text = value === null ? "" : writeValue(value).replaceAll(/[\r\n]+/g, " ");
  return /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The first sheet of an Excel workbook (.xlsx) as CSV text, one line a row, so that it is read on like a CSV file and the lines named in
 * rejections are Excel's rows. Numbers keep their digits; dates and times read "2026-11-23", "2026-11-23 09:00", "17:00".
 */
export async function readXlsx(bytes: Uint8Array): Promise<XlsxResult> {
  const verdict = await inspectZip(bytes, MAX_UNPACKED_BYTES);
  if (verdict !== "sound") return { ok: false, reason: verdict };
  const sheet = await readSheetApart(bytes);
  if ("reason" in sheet) return { ok: false, reason: sheet.reason };
  const lines = sheet.rows.map((row) => row.map(writeCell).join(","));
  return lines.every((line) => /^,*$/.test(line)) ? { ok: false, reason: "empty" } : { ok: true, text: lines.join("\n") };
}
