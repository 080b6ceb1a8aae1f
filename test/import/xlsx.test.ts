import { describe, expect, test } from "vitest";
import { isTableFile, readTableFile } from "../../src/import/table-file.ts";
import { inspectZip } from "../../src/import/zip.ts";
import { buildXlsx, buildZip, workbookEntries } from "../support/xlsx.ts";

const textOf = async (bytes: Uint8Array) => {
  const file = await readTableFile(bytes);
  return file.ok ? file.text : file.reason;
};

describe("an Excel workbook", () => {
  test("reads like a CSV file, each row on its own line", async () => {
    const file = buildXlsx([["店名", "备注"], [], ["和平路,东", '5" 屏'], ["两行\n地址", "a;b"]]);
    expect(await textOf(file)).toBe('店名,备注\n,\n"和平路,东","5"" 屏"\n两行 地址,"a;b"');
  });

  test("keeps all digits of a licence number that Excel stored as a number, and none that it made up", async () => {
    expect(await textOf(buildXlsx([[140_100_000_001, 68.099999999999994, 0.1 + 0.2, "007"]]))).toBe("140100000001,68.1,0.3,007");
  });

  test("shows dates and times as the cell shows them", async () => {
    const file = buildXlsx([[{ date: 46_349 }, { date: 46_349.375 }, { date: 0.708333333333333 }, { date: 46_349.5000116 }]]);
    expect(await textOf(file)).toBe("2026-11-23,2026-11-23 09:00,17:00,2026-11-23 12:00:01");
  });

  test("without anything in it is empty", async () => {
    expect(await textOf(buildXlsx([[], ["", undefined]]))).toBe("empty");
  });
});

describe("a file that is no table", () => {
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
  test.each([
    ["an old .xls", ole, "old_excel"],
    ["a workbook with a password", Buffer.concat([ole, Buffer.from("EncryptedPackage", "utf16le")]), "encrypted"],
    ["a workbook cut off on the way", buildXlsx([["a"]]).subarray(0, 200), "broken"],
    ["another archive", buildZip([{ name: "word/document.xml", content: Buffer.from("<a/>") }]), "broken"],
    ["an archive of nothing", buildZip([]), "broken"],
    ["a workbook whose sheet is no XML", buildZip(workbookEntries("</row>")), "broken"],
    ["a web page called .xls", Buffer.from("\uFEFF<html><table><tr><td>1</td></tr></table></html>"), "not_a_table"],
    ["nothing", Buffer.alloc(0), "empty"],
  ])("%s is told apart", async (_, bytes, reason) => {
    expect(await textOf(bytes)).toBe(reason);
  });
});

describe("a file made to do harm", () => {
  const zeros = { name: "xl/worksheets/sheet1.xml", content: Buffer.alloc(3_000_000) };

  test("is not unpacked when it says that it is too big", async () => {
    expect(await inspectZip(buildZip([zeros, { ...zeros, name: "b" }]), 5_000_000)).toBe("too_big");
    expect(await inspectZip(buildZip([zeros]), 5_000_000)).toBe("sound");
  });

  test.each([
    ["more", 10],
    ["less", 4_000_000],
  ])("is broken when it unpacks to %s than it says", async (_, lieAboutSize) => {
    expect(await inspectZip(buildZip([{ ...zeros, lieAboutSize }]), 5_000_000)).toBe("broken");
  });

  test("with a single cell far below is not read", async () => {
    const far = '<row r="200001"><c r="A1048577"><v>1</v></c></row>';
    expect(await textOf(buildZip(workbookEntries(far)))).toBe("too_big");
  });

  test("that asks for more memory than there is ends alone", async () => {
    const row = (at: number) => `<row r="${at}"><c r="ZZZZZ${at}"><v>1</v></c></row>`;
    expect(await textOf(buildZip(workbookEntries(Array.from({ length: 20 }, (_, at) => row(at + 1)).join(""))))).toBe("too_big");
  });
});

test.each([
  ["货源.xlsx", undefined, true],
  ["A.CSV", undefined, true],
  ["old.xls", undefined, true],
  [undefined, "text/csv", true],
  [undefined, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true],
  ["photo.jpg", "image/jpeg", false],
  [undefined, undefined, false],
])("whether %s (%s) is a table: %s", (name, type, answer) => {
  expect(isTableFile(name, type)).toBe(answer);
});
