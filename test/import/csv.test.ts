import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { CHINESE_COLUMNS } from "../../src/import/aliases.ts";
import { decodeText, parseTable, type TableOptions } from "../../src/import/csv.ts";

const roster: TableOptions = {
  columns: { required: ["licence_no", "shop_name"], optional: ["phone", "address"] },
  aliases: CHINESE_COLUMNS,
};
const calendar: TableOptions = { columns: { required: ["weekdays", "cutoff"], optional: ["route", "opens"] } };
const malformed = (row: number) => ({ row, field: "", reason: "malformed" });

describe("the encoding of a file", () => {
  const text = "店名,电话\n和平路便利店,13800001234\n";

  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["GBK", iconv.encode(text, "gbk")],
    ["GB18030", iconv.encode(text, "gb18030")],
    ["UTF-16 LE with a byte order mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 BE with a byte order mark", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("%s is read", (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  test("a character that only GB18030 has is read", () => {
    expect(decodeText(iconv.encode("㐂𠮷", "gb18030"))).toBe("㐂𠮷");
  });

  test("an empty file is an empty text", () => {
    expect(decodeText(new Uint8Array())).toBe("");
  });
});

describe("a table", () => {
  test("rows come with their line and trimmed values by column, blank lines and unknown columns left out", () => {
    const text = "\r\nlicence_no, shop_name ,note\r\n110000000001, 和平路便利店 ,x\r\n\r\n110000000002,,y\r\n";
    expect(parseTable(text, roster)).toEqual({
      rows: [
        { line: 3, values: { licence_no: "110000000001", shop_name: "和平路便利店" } },
        { line: 5, values: { licence_no: "110000000002", shop_name: "" } },
      ],
      rejected: [],
    });
  });

  test.each([
    ["comma", "licence_no,shop_name\n1,a"],
    ["semicolon", "licence_no;shop_name\n1;a"],
    ["tab", "licence_no\tshop_name\n1\ta"],
    ["Excel's separator line", "sep=;\nlicence_no;shop_name\n1;a"],
    ["a header with commas in a column nobody knows", "licence_no;shop_name;remarks,a,b,c\n1;a;"],
    ["an empty cell in a tab file", "remark\tlicence_no\tarea\tshop_name\n\t1\t\ta"],
    ["old Mac line ends", "licence_no,shop_name\r1,a"],
    ["a byte order mark left in the text", '\uFEFF"licence_no"\t"shop_name"\n1\t"a"'],
    ["other spelling of headers", "Licence No., SHOP-NAME \n1,a".replace(".", "")],
    ["Chinese headers", "许可证号,店铺名称\n1,a"],
    ["spaces around quotes", 'licence_no,shop_name\n"1" , "a"'],
  ])("%s is understood", (_, text) => {
    const { rows, rejected } = parseTable(text, roster);
    expect([rejected, rows.map(({ values }) => values)]).toEqual([[], [{ licence_no: "1", shop_name: "a" }]]);
  });

  test("semicolons inside a value do not make it a semicolon file", () => {
    const { rows } = parseTable("route,weekdays,cutoff\nR101,Mon;Thu,17:00\nR102,Mon;Tue;Wed;Thu,-1 23:59", calendar);
    expect(rows.map(({ values }) => values["weekdays"])).toEqual(["Mon;Thu", "Mon;Tue;Wed;Thu"]);
  });

  test("a column that the file lacks has no key, an empty cell is an empty text", () => {
    expect(parseTable("licence_no,shop_name,phone\n1,a\n", roster).rows[0]?.values).toEqual({ licence_no: "1", shop_name: "a", phone: "" });
  });

  test("missing required columns are named, and no row is read", () => {
    expect(parseTable("name,phone\na,1\n", roster)).toEqual({
      rows: [],
      rejected: [
        { row: 1, field: "licence_no", reason: "missing_column" },
        { row: 1, field: "shop_name", reason: "missing_column" },
      ],
    });
    expect(parseTable("", roster).rejected).toHaveLength(2);
  });

  test("a column given twice is refused, by an alias too", () => {
    expect(parseTable("licence_no,shop_name,店名\n1,a,b", roster)).toEqual({
      rows: [],
      rejected: [{ row: 1, field: "shop_name", reason: "duplicate_column" }],
    });
  });

  test("a row with too many values is listed, empty cells at its end are not too many", () => {
    const { rows, rejected } = parseTable("licence_no,shop_name\n1,a,,\n2,b,c\n3,d\n", roster);
    expect([rows.map(({ line }) => line), rejected]).toEqual([[2, 4], [malformed(3)]]);
  });
});

describe("quotes", () => {
  const read = (lines: string[]) => {
    const { rows, rejected } = parseTable(["licence_no,shop_name", ...lines].join("\r\n"), roster);
    return { rows: rows.map(({ line, values }) => [line, values["licence_no"], values["shop_name"]]), rejected };
  };

  test("hold delimiters, doubled quotes and line breaks, and the lines after are counted on", () => {
    expect(read(['1,"a,b"', '2,"say ""hi"""', '3,"two', 'lines"', "4,d", "5,e,f"])).toEqual({
      rows: [
        [2, "1", "a,b"],
        [3, "2", 'say "hi"'],
        [4, "3", "two\nlines"],
        [6, "4", "d"],
      ],
      rejected: [malformed(7)],
    });
  });

  test("that are never closed cost their own row and no other", () => {
    expect(read(['1,"a', "2,b", '3,"c"', '4,"two', 'lines"', '5,"e'])).toEqual({
      rows: [
        [3, "2", "b"],
        [4, "3", "c"],
        [5, "4", "two\nlines"],
      ],
      rejected: [malformed(2), malformed(7)],
    });
  });

  test("with text behind them make their row malformed", () => {
    expect(read(['1,"a"b', "2,c"])).toEqual({ rows: [[3, "2", "c"]], rejected: [malformed(2)] });
  });

  test("inside a plain value are only characters", () => {
    expect(read(['1,5" screen', "2,b"])).toEqual({
      rows: [
        [2, "1", '5" screen'],
        [3, "2", "b"],
      ],
      rejected: [],
    });
  });

  test("that are all broken, in five thousand rows, are all listed", () => {
    const { rows, rejected } = read(Array.from({ length: 5_000 }, (_, index) => `${index},"a`));
    expect([rows.length, rejected.length]).toEqual([0, 5_000]);
  });
});

test("fifty thousand rows keep their lines", () => {
  const lines = Array.from(
    { length: 50_000 },
    (_, index) => `${110_000_000_000 + index},"和平路便利店 ${index}",13800001234,某某路 ${index} 号`,
  );
  const { rows, rejected } = parseTable(`licence_no,shop_name,phone,address\n${lines.join("\n")}`, roster);
  expect([rows.length, rejected.length, rows.at(-1)?.line]).toEqual([50_000, 0, 50_001]);
  expect(rows.at(-1)?.values["shop_name"]).toBe("和平路便利店 49999");
});
