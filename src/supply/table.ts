import type { InputFile } from "grammy";
import type { InputRichBlock, InputRichMessage, MessageEntity, RichBlockTableCell } from "@grammyjs/types";
import type { Locale } from "../config.ts";
import type { Translate } from "../i18n.ts";
import { layOut, splitRows, type Row } from "./layout.ts";
import { toRichText } from "./rich-text.ts";
import { findQuota, formatYuan, type Goods } from "./rules.ts";

type TableBody = { text: string; entities: MessageEntity[] } | { rich: InputRichMessage<InputFile> };
/** One message of a table; `shown`: how many lines of it have been shown when this has arrived. */
export type TableMessage = TableBody & { shown: number };

export type TableOptions = {
  locale: Locale;
  /** What stands before the table, and after its end. */
  head: { text: string; entities: MessageEntity[] };
  tail: string;
  /** Adds the quotas of this supply group: its own shops' business alone. */
  group?: number;
  /** The server knows rich messages: the table is one. */
  isRich: boolean;
  /** So many lines have been shown before, and the head with them. */
  from?: number;
};

/** Telegram's limits: of a message in UTF-16 units, of a rich message in characters and in blocks (each row is one). */
const TEXT_MAX = 4_096;
const RICH_TEXT_MAX = 32_768;
const RICH_ROWS_MAX = 480;

type Speak = (key: string) => string;

function quotaText(t: Speak, goods: Goods, group: number): string {
  const quota = findQuota(goods, group);
  if (!quota) return t("supply-quota-unknown");
  return quota.cartons === null ? t("supply-quota-unlimited") : String(quota.cartons);
}

/** The header and every line; a column that says nothing anywhere is left out. */
function toRows(t: Speak, goods: readonly Goods[], group: number | undefined): Row[] {
  const hasSpec = goods.some(({ spec }) => spec !== "");
  const hasRetail = goods.some(({ retailFen }) => retailFen !== null);
  const hasFen = goods.some(({ wholesaleFen, retailFen }) => wholesaleFen % 100 !== 0 || (retailFen ?? 0) % 100 !== 0);
  const row = (name: string, spec: string, wholesale: string, retail: string, quota: string): Row => ({
    words: hasSpec ? [name, spec] : [name],
    // The quota is what its shop looks for: on a phone the last column may be off the screen.
    numbers: [...(group === undefined ? [] : [quota]), wholesale, ...(hasRetail ? [retail] : [])],
  });
  const header = row(t("supply-name"), t("supply-spec"), t("supply-wholesale"), t("supply-retail"), t("supply-quota"));
  const lines = goods.map((each) => {
    const retail = each.retailFen === null ? t("supply-quota-unknown") : formatYuan(each.retailFen, hasFen);
    const quota = group === undefined ? "" : quotaText(t, each, group);
    return row(each.name, each.spec, formatYuan(each.wholesaleFen, hasFen), retail, quota);
  });
  return [header, ...lines];
}

const toCells = ({ words, numbers }: Row, isHeader: boolean): RichBlockTableCell[] =>
  [...words, ...numbers].map((text, at) => ({
    text,
    align: at < words.length ? "left" : "right",
    valign: "middle",
    ...(isHeader ? { is_header: true } : {}),
  }));

const lengthOf = ({ words, numbers }: Row): number => [...words, ...numbers].join("").length;

type Parts = { header: Row; lines: Row[]; isFirst: boolean; isLast: boolean };

function toRich({ head, tail }: TableOptions, { header, lines, isFirst, isLast }: Parts): InputRichMessage<InputFile> {
  const blocks: InputRichBlock<InputFile>[] = [];
  if (isFirst && head.text !== "") blocks.push({ type: "paragraph", text: toRichText(head.text, head.entities) });
  if (lines.length > 0) {
    const cells = [header, ...lines].map((row, at) => toCells(row, at === 0));
    blocks.push({ type: "table", cells, is_striped: true, is_compact: true });
  }
  if (isLast && tail !== "") blocks.push({ type: "paragraph", text: tail });
  return { blocks };
}

function toText({ head, tail }: TableOptions, header: string, lines: string[], { isFirst, isLast }: Place) {
  const before = isFirst && head.text !== "" ? `${head.text}${lines.length > 0 ? "\n" : ""}` : "";
  const table = lines.length > 0 ? [header, ...lines].join("\n") : "";
  const entities = isFirst ? [...head.entities] : [];
  if (table !== "") entities.push({ type: "pre", offset: before.length, length: table.length });
  return { text: before + table + (isLast && tail !== "" ? `\n\n${tail}` : ""), entities };
}

type Place = Pick<Parts, "isFirst" | "isLast">;
/** How big each line is, how much room there is, and the message with the lines from `begin` up to `end`. */
type Form = {
  sizes: number[];
  room: number;
  rows: number;
  build: (begin: number, end: number, place: Place) => TableBody;
};

function richForm(options: TableOptions, [header, ...rows]: Row[]): Form {
  return {
    sizes: rows.map(lengthOf),
    room: RICH_TEXT_MAX - lengthOf(header!),
    rows: RICH_ROWS_MAX,
    build: (begin, end, place) => ({ rich: toRich(options, { header: header!, lines: rows.slice(begin, end), ...place }) }),
  };
}

function textForm(options: TableOptions, rows: Row[]): Form {
  const [header = "", ...lines] = layOut(rows);
  return {
    // A line and the break before it.
    sizes: lines.map(({ length }) => length + 1),
    room: TEXT_MAX - header.length,
    rows: Infinity,
    build: (begin, end, place) => toText(options, header, lines.slice(begin, end), place),
  };
}

/**
 * A table of goods as messages, none longer than Telegram takes and no line cut, lost or doubled: rich messages where the server has
 * them, else aligned text. The same goods are always split at the same places, so that a later message can be made on its own.
 */
export function renderTable(translate: Translate, goods: readonly Goods[], options: TableOptions): TableMessage[] {
  const t: Speak = (key) => translate(options.locale, key);
  const { head, tail, isRich, from = 0 } = options;
  const rows = toRows(t, goods, options.group);
  const { build, sizes, room, ...form } = isRich ? richForm(options, rows) : textForm(options, rows);
  // Every message keeps room for the tail, which one of them has at its end.
  const other = room - tail.length - 2;
  const first = from > 0 ? other : other - head.text.length - 1;
  const ranges = splitRows(sizes.slice(from), { first, other, rows: form.rows });
  return ranges.map((range, at) => {
    const [begin, end] = [range.from + from, range.to + from];
    const place = { isFirst: from === 0 && at === 0, isLast: at === ranges.length - 1 };
    return { ...build(begin, end, place), shown: end };
  });
}
