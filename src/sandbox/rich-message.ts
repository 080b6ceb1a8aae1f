import type {
  InputRichBlock,
  InputRichMessage,
  RichBlock,
  RichBlockListItem,
  RichBlockTableCell,
  RichMessage,
  RichText,
} from "@grammyjs/types";
import { badRequest } from "./errors.ts";
import { measureDepth, readLetters, storeRichText } from "./rich-text.ts";

type Input = InputRichMessage<string>;
type InputBlock = InputRichBlock<string>;

/** The limits of the documentation ("Rich Message Limits"). Telegram's texts for them are not documented; these are the sandbox's own. */
const LETTER_LIMIT = 32_768;
const BLOCK_LIMIT = 500;
const DEPTH_LIMIT = 16;
const COLUMN_LIMIT = 20;

type Tally = { letters: number; blocks: number };
type Conversion = { isDetecting: boolean; tally: Tally };

/** What Telegram makes of a rich message: its blocks as they are received; refuses what is too big and what the sandbox cannot show. */
export function toRichMessage(input: Input): RichMessage {
  const given = (["blocks", "html", "markdown"] as const).filter((key) => input[key] !== undefined);
  if (given.length === 0) throw badRequest("rich message must be non-empty");
  if (given.length > 1) throw badRequest("exactly one of the fields html, markdown, or blocks must be used");
  if (!input.blocks) throw badRequest(`rich messages in ${given[0]} are not supported by the sandbox, send blocks`);
  const conversion = { isDetecting: !input.skip_entity_detection, tally: { letters: 0, blocks: 0 } };
  const blocks = input.blocks.map((block) => storeBlock(block, conversion, 1));
  if (conversion.tally.letters === 0) throw badRequest("RICH_MESSAGE_CONTENT_REQUIRED");
  if (conversion.tally.letters > LETTER_LIMIT) throw badRequest("rich message is too long");
  if (conversion.tally.blocks > BLOCK_LIMIT) throw badRequest("rich message has too many blocks");
  return { blocks, ...(input.is_rtl ? { is_rtl: true } : {}) };
}

function storeBlock(block: InputBlock, conversion: Conversion, depth: number): RichBlock {
  count(conversion, depth);
  const text = (value: RichText): RichText => storeText(value, conversion, depth);
  const inner = (blocks: InputBlock[]): RichBlock[] => blocks.map((each) => storeBlock(each, conversion, depth + 1));
  switch (block.type) {
    case "divider":
    case "anchor":
      return block;
    case "paragraph":
    case "heading":
    case "footer":
      return { ...block, text: text(block.text) };
    case "pre":
      return { ...block, text: storeText(block.text, { ...conversion, isDetecting: false }, depth) };
    case "pullquote":
    case "expandable_blockquote":
      return { ...block, text: text(block.text), ...(block.credit === undefined ? {} : { credit: text(block.credit) }) };
    case "blockquote":
      return { ...block, blocks: inner(block.blocks), ...(block.credit === undefined ? {} : { credit: text(block.credit) }) };
    case "details":
      return { ...block, summary: text(block.summary), blocks: inner(block.blocks) };
    case "table":
      return storeTable(block, conversion, depth);
    case "list":
      return { type: "list", items: storeItems(block.items, conversion, depth) };
    default:
      throw badRequest(`rich blocks of the type ${block.type} are not supported by the sandbox`);
  }
}

function count({ tally }: Conversion, depth: number): void {
  tally.blocks++;
  if (depth > DEPTH_LIMIT) throw badRequest("rich message is nested too deeply");
}

function storeText(text: RichText, { isDetecting, tally }: Conversion, depth: number): RichText {
  tally.letters += Array.from(readLetters(text)).length;
  if (depth + measureDepth(text) > DEPTH_LIMIT) throw badRequest("rich message is nested too deeply");
  return storeRichText(text, isDetecting);
}

type InputTable = Extract<InputBlock, { type: "table" }>;

function storeTable(table: InputTable, conversion: Conversion, depth: number): RichBlock {
  if (table.cells.length === 0 || table.cells.every((row) => row.length === 0)) throw badRequest("RICH_MESSAGE_CONTENT_REQUIRED");
  const cells = table.cells.map((row) => {
    count(conversion, depth);
    const columns = row.reduce((sum, cell) => sum + Math.max(cell.colspan ?? 1, 1), 0);
    if (columns > COLUMN_LIMIT) throw badRequest("table has too many columns");
    return row.map((cell) => storeCell(cell, conversion, depth));
  });
  return { ...table, cells, ...(table.caption === undefined ? {} : { caption: storeText(table.caption, conversion, depth) }) };
}

function storeCell(cell: RichBlockTableCell, conversion: Conversion, depth: number): RichBlockTableCell {
  const { text, colspan = 1, rowspan = 1, ...rest } = cell;
  if (colspan < 0) throw badRequest("invalid table cell colspan specified");
  if (rowspan < 0) throw badRequest("invalid table cell rowspan specified");
  return {
    ...rest,
    ...(text === undefined ? {} : { text: storeText(text, conversion, depth) }),
    ...(colspan > 1 ? { colspan } : {}),
    ...(rowspan > 1 ? { rowspan } : {}),
  };
}

type InputItems = Extract<InputBlock, { type: "list" }>["items"];

function storeItems(items: InputItems, conversion: Conversion, depth: number): RichBlockListItem[] {
  if (items.length === 0) throw badRequest("list must be non-empty");
  const ordered = items.filter((item) => item.value !== undefined || item.type !== undefined).length;
  if (ordered > 0 && ordered < items.length) throw badRequest("list must be either ordered or unordered");
  let number = 0;
  return items.map((item) => {
    count(conversion, depth);
    number = item.value ?? number + 1;
    return {
      ...item,
      label: ordered > 0 ? `${toLabel(number, item.type)}.` : "•",
      ...(ordered > 0 ? { value: number, type: item.type ?? "1" } : {}),
      blocks: item.blocks.map((block) => storeBlock(block, conversion, depth + 1)),
    };
  });
}

const ROMAN: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function toLabel(number: number, type: RichBlockListItem["type"] = "1"): string {
  const small = type === "a" || type === "A" ? toLetters(number) : type === "i" || type === "I" ? toRoman(number) : String(number);
  return type === "A" || type === "I" ? small.toUpperCase() : small;
}

function toLetters(number: number): string {
  let rest = number;
  let letters = "";
  for (; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters;
  return letters || String(number);
}

function toRoman(number: number): string {
  let rest = number;
  let letters = "";
  for (const [value, letter] of ROMAN) for (; rest >= value; rest -= value) letters += letter;
  return letters || String(number);
}
