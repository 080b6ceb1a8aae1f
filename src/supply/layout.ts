/** What fits beside each other on a cheap phone in a fixed-width font; a Chinese character takes two. */
export const LINE_WIDTH = 34;

/** [first, last] code points of characters that take two columns: Chinese, Japanese, Korean, full-width forms and emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];
const NO_WIDTH = /[\p{M}\p{Cf}]/u;

/** Measured for every cell of every message that goes out, so what most cells consist of is told first. */
function widthOfCharacter(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (WIDE.some(([first, last]) => first <= code && code <= last)) return 2;
  return NO_WIDTH.test(character) ? 0 : 1;
}

/** How many columns of a fixed-width font a text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - displayWidth(text)));
const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - displayWidth(text))) + text;

/** Cuts a text into lines of at most LINE_WIDTH, all of it being kept. */
function wrap(text: string): string[] {
  const lines = [""];
  for (const character of text) {
    if (displayWidth(lines.at(-1)! + character) > LINE_WIDTH) lines.push("");
    lines[lines.length - 1] += character;
  }
  return lines;
}

/** What a row says: words on the left, numbers on the right. */
export type Row = { words: string[]; numbers: string[] };

const widest = (rows: readonly string[][]): number[] =>
  (rows[0] ?? []).map((_, column) => rows.reduce((width, row) => Math.max(width, displayWidth(row[column]!)), 0));

/**
 * Lays out rows of a table (the first is the header) as text for a fixed-width font, one string a row: beside each other where that fits
 * LINE_WIDTH, else the words on a line of their own above the numbers.
 */
export function layOut(rows: readonly Row[]): string[] {
  const words = widest(rows.map((row) => row.words));
  const numbers = widest(rows.map((row) => row.numbers));
  const total = [...words, ...numbers].reduce((sum, width) => sum + width + (width > 0 ? 1 : 0), -1);
  const numbersOf = (row: Row) =>
    row.numbers
      .map((number, at) => padStart(number, numbers[at]!))
      .filter((_, at) => numbers[at]! > 0)
      .join(" ");
  if (total <= LINE_WIDTH) {
    const wordsOf = (row: Row) => row.words.map((word, at) => padEnd(word, words[at]!)).filter((_, at) => words[at]! > 0);
    return rows.map((row) => [...wordsOf(row), numbersOf(row)].join(" "));
  }
  return rows.map((row) => [...wrap(row.words.filter((word) => word !== "").join(" ")), padStart(numbersOf(row), LINE_WIDTH)].join("\n"));
}

/** Rows `from` up to, not including, `to`. */
export type Range = { from: number; to: number };

/**
 * Shares rows of these sizes out over messages: as many to each as there is room for, in order, none cut. Only the first message, which
 * has words of its own, may have room for none; a row that fits no message goes alone (the caller's limits forbid it).
 */
export function splitRows(sizes: readonly number[], { first, other, rows }: { first: number; other: number; rows: number }): Range[] {
  const ranges: Range[] = [{ from: 0, to: 0 }];
  let left = first;
  for (const [at, size] of sizes.entries()) {
    let range = ranges.at(-1)!;
    const isFull = size > left || range.to - range.from >= rows;
    const isEmptyLater = range.to === range.from && ranges.length > 1;
    if (isFull && !isEmptyLater) {
      range = { from: at, to: at };
      ranges.push(range);
      left = other;
    }
    range.to = at + 1;
    left -= size;
  }
  return ranges;
}
