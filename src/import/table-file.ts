import { decodeText } from "./decode.ts";
import { readXlsx } from "./xlsx.ts";

/** Why a file has no table that can be read; texts say what to do instead. */
export type TableFileRefusal = "broken" | "empty" | "too_big" | "encrypted" | "old_excel" | "not_a_table";
export type TableFile = { ok: true; text: string } | { ok: false; reason: TableFileRefusal };

const ZIP_START = Buffer.from([0x50, 0x4b]);
/** OLE: what .xls was, and the wrapping of an .xlsx with a password. */
const OLE_START = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ENCRYPTED_PART = Buffer.from("EncryptedPackage", "utf16le");

/** What many programs call ".xls" is a web page or an XML of 2003. */
const isMarkup = (text: string): boolean => /^\s*<(?:!doctype|html|\?xml|table|meta)/i.test(text.replace(/^\uFEFF/, "").slice(0, 500));

/** The text of a CSV file or of the first sheet of an Excel workbook, told apart by what is in the file: its name may be wrong. */
export async function readTableFile(bytes: Uint8Array): Promise<TableFile> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, 2).equals(ZIP_START)) return readXlsx(bytes);
  if (file.subarray(0, 4).equals(OLE_START)) return { ok: false, reason: file.includes(ENCRYPTED_PART) ? "encrypted" : "old_excel" };
  const text = decodeText(bytes);
  if (text.trim() === "") return { ok: false, reason: "empty" };
  return isMarkup(text) ? { ok: false, reason: "not_a_table" } : { ok: true, text };
}

const TABLE_NAMES = /\.(csv|tsv|txt|xlsx|xls|xlsm)$/i;
const TABLE_TYPES = /^text\/|spreadsheetml|ms-excel/;

/** Whether a file says that it is a table: by its name, or by its type where the name is missing. */
export const isTableFile = (name: string | undefined, mimeType: string | undefined): boolean =>
  TABLE_NAMES.test(name ?? "") || TABLE_TYPES.test(mimeType ?? "");
