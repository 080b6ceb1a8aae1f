import { crc32, deflateRawSync } from "node:zlib";

/** `t` as text, a number as Excel keeps it, or a number that its style shows as a date or a time. */
export type Cell = string | number | { date: number } | undefined;

type Entry = { name: string; content: Buffer; lieAboutSize?: number };

/** A zip archive; an entry may say that it holds more or less than it does. */
export function buildZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, lieAboutSize = content.length } of entries) {
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(lieAboutSize, 22);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    local.copy(entry, 10, 8, 30);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, nameBytes);
    parts.push(local, nameBytes, packed);
    offset += local.length + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const columnName = (at: number): string => (at < 26 ? "" : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

function writeCell(cell: Cell, at: number, row: number): string {
  const r = `r="${columnName(at)}${row}"`;
  if (cell === undefined) return "";
  if (typeof cell === "string") return `<c ${r} t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
  return typeof cell === "number" ? `<c ${r}><v>${cell}</v></c>` : `<c ${r} s="1"><v>${cell.date}</v></c>`;
}

const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a workbook with one sheet; style 1 shows date and time. */
export const workbookEntries = (sheetData: string): Entry[] =>
  Object.entries({
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships ${PACKAGE}><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet ${MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${MAIN}><sheetData>${sheetData}</sheetData></worksheet>`,
  }).map(([name, content]) => ({ name, content: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${content}`) }));

/** An Excel workbook with one sheet. */
export function buildXlsx(rows: readonly (readonly Cell[])[]): Buffer {
  const sheet = rows.map((row, at) => `<row r="${at + 1}">${row.map((cell, column) => writeCell(cell, column, at + 1)).join("")}</row>`);
  return buildZip(workbookEntries(sheet.join("")));
}
