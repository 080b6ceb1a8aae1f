import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayWidth, layOut, LINE_WIDTH, splitRows } from "../../src/supply/layout.ts";

describe("the splitting of a table", () => {
  const limits = fc.record({
    first: fc.integer({ min: 0, max: 300 }),
    other: fc.integer({ min: 100, max: 300 }),
    rows: fc.integer({ min: 1, max: 20 }),
  });
  const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 200 });

  test("loses, doubles and cuts no row and keeps to every limit", () => {
    fc.assert(
      fc.property(sizes, limits, (rows, limit) => {
        const ranges = splitRows(rows, limit);
        expect(ranges.flatMap(({ from, to }) => rows.slice(from, to).map((_, at) => from + at))).toEqual(rows.map((_, at) => at));
        for (const [at, { from, to }] of ranges.entries()) {
          expect(to - from).toBeLessThanOrEqual(limit.rows);
          const size = rows.slice(from, to).reduce((sum, each) => sum + each, 0);
          expect(size).toBeLessThanOrEqual(at === 0 ? limit.first : limit.other);
          expect(at === 0 || to > from).toBe(true);
        }
      }),
    );
  });

  test("goes on from any place as it would have from the beginning", () => {
    fc.assert(
      fc.property(sizes, limits, fc.nat(), (rows, limit, pick) => {
        const ranges = splitRows(rows, limit);
        const { to } = ranges[pick % ranges.length]!;
        if (to === 0 || to === rows.length) return;
        const rest = splitRows(rows.slice(to), { ...limit, first: limit.other });
        expect(rest.map((range) => range.to + to)).toEqual(
          ranges.filter((range) => range.from >= to && range.to > to).map((range) => range.to),
        );
      }),
    );
  });
});

describe("the layout of a table as text", () => {
  const word = fc.stringMatching(/^[a-z0-9()中华红塔山 硬软細]{0,30}$/);
  const number = fc.stringMatching(/^[0-9]{0,6}(\.[0-9]{2})?$/);
  const table = fc.array(fc.record({ words: fc.tuple(word, word), numbers: fc.tuple(number, number) }), { minLength: 1, maxLength: 30 });

  test("shows every word and number of every row and is never wider than the phone", () => {
    fc.assert(
      fc.property(table, (rows) => {
        const laid = layOut(rows);
        expect(laid).toHaveLength(rows.length);
        const squeeze = (text: string) => text.replaceAll(/\s/g, "");
        for (const [at, text] of laid.entries()) {
          expect(squeeze(text)).toBe(squeeze([...rows[at]!.words, ...rows[at]!.numbers].join("")));
          for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(LINE_WIDTH);
        }
      }),
      // A column with nothing in it anywhere takes no room.
      { examples: [[[{ words: ["0中 硬山a塔", "硬(a(()細硬红红"], numbers: ["000.00", ""] }]]] },
    );
  });

  test("aligns Chinese and Latin words in one line where they fit", () => {
    const rows = [
      { words: ["品名", ""], numbers: ["批发"] },
      { words: ["中华(硬)", ""], numbers: ["380"] },
      { words: ["Big 5", ""], numbers: ["68"] },
    ];
    expect(layOut(rows)).toEqual(["品名     批发", "中华(硬)  380", "Big 5      68"]);
  });

  test("puts the numbers below where they do not fit beside each other", () => {
    const rows = [
      { words: ["品名", "规格"], numbers: ["批发", "零售"] },
      { words: ["黄鹤楼(硬1916)", "16支*5盒"], numbers: ["800.00", "1000.00"] },
    ];
    expect(layOut(rows)).toEqual([
      "品名 规格\n                      批发    零售",
      "黄鹤楼(硬1916) 16支*5盒\n                    800.00 1000.00",
    ]);
  });
});
