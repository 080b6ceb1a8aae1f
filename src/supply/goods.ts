import { parseTable, readColumns, readUnknownColumns, type Rejection, type TableOptions, type TableRow } from "../import/csv.ts";
import { findQuotaColumns, matchColumn, type QuotaColumn } from "./goods-columns.ts";
import { GOODS_MAX, NAME_MAX, overlaps, SPEC_MAX, type Goods, type Quota } from "./rules.ts";

const OPTIONS: TableOptions = {
  columns: { required: ["goods", "wholesale_price"], optional: ["spec", "suggested_retail"] },
  match: matchColumn,
};

export type GoodsTable = {
  goods: Goods[];
  rejected: Rejection[];
  /** Columns that were not understood, by their names in the file: a quota in one of them would be lost without a word. */
  ignored: string[];
};

/** Whether a table (CSV text) is one of goods, by its header. */
export const isGoods = (text: string): boolean => {
  const columns = readColumns(text, OPTIONS);
  return columns.includes("goods") && columns.some((name) => name !== "goods" && name !== "spec");
};

const plain = (text: string): string => text.normalize("NFKC").replaceAll(/[\s¥￥元]/g, "");
const UNLIMITED = /^(不限量?|无限制?|敞开|unlimited|nolimit)$/i;
const MONEY = /^(?:\d{1,7}|\d{1,3}(?:,\d{3})+)(?:\.\d{1,4})?$/;
const CARTONS = /^(\d{1,6})(?:\.0+)?条?$/;

/** Yuan as a spreadsheet has them, in fen; undefined when it is not a price. */
function readFen(text: string): number | undefined {
  const yuan = plain(text);
  if (!MONEY.test(yuan)) return undefined;
  const fen = Number(yuan.replaceAll(",", "")) * 100;
  // 68.005 has no place in a price list: rounding it would hide a slip.
  return Math.abs(fen - Math.round(fen)) < 1e-6 ? Math.round(fen) : undefined;
}

function readQuota(text: string): { cartons: number | null } | undefined {
  if (UNLIMITED.test(plain(text))) return { cartons: null };
  const cartons = CARTONS.exec(plain(text))?.[1];
  return cartons === undefined ? undefined : { cartons: Number(cartons) };
}

type Judged = { goods: Goods } | { rejected: Omit<Rejection, "row">[] };

function judgeQuotas(values: Record<string, string>, columns: readonly QuotaColumn[]) {
  const quotas: Quota[] = [];
  const rejected: Omit<Rejection, "row">[] = [];
  for (const { name, from, to } of columns) {
    const text = values[name] ?? "";
    const quota = text === "" ? undefined : readQuota(text);
    if (quota) quotas.push({ from, to, ...quota });
    else if (text !== "") rejected.push({ field: name, reason: "not_a_quota" });
  }
  return { quotas, rejected };
}

/** Every field of a row that is wrong is named. */
function judge({ values }: TableRow, columns: readonly QuotaColumn[]): Judged {
  const rejected: Omit<Rejection, "row">[] = [];
  const note = (field: string, reason: string) => void rejected.push({ field, reason });
  const name = (values["goods"] ?? "").replaceAll(/\s+/g, " ");
  const spec = (values["spec"] ?? "").replaceAll(/\s+/g, " ");
  if (name === "") note("goods", "missing");
  else if (name.length > NAME_MAX) note("goods", "too_long");
  if (spec.length > SPEC_MAX) note("spec", "too_long");
  const wholesale = values["wholesale_price"] ?? "";
  const wholesaleFen = readFen(wholesale);
  if (wholesaleFen === undefined) note("wholesale_price", wholesale === "" ? "missing" : "not_a_price");
  const retail = values["suggested_retail"] ?? "";
  const retailFen = retail === "" ? null : readFen(retail);
  if (retailFen === undefined) note("suggested_retail", "not_a_price");
  const { quotas, rejected: badQuotas } = judgeQuotas(values, columns);
  rejected.push(...badQuotas);
  if (rejected.length > 0 || wholesaleFen === undefined || retailFen === undefined) return { rejected };
  return { goods: { name, spec, wholesaleFen, retailFen, quotas } };
}

const refused = (rejected: Rejection[]): GoodsTable => ({ goods: [], rejected, ignored: [] });

/**
 * Reads a table of goods (CSV text): name, spec, wholesale price, suggested retail price and a column a supply group (or range of them).
 * Good lines come with what is wrong in the others; nothing is read when a column is missing, is there twice (also as part of a range),
 * or when there are more than GOODS_MAX lines. Of two lines for the same goods the last one counts.
 */
export function readGoods(text: string): GoodsTable {
  const { rows, rejected } = parseTable(text, OPTIONS);
  const header = rejected.find(({ reason }) => reason === "missing_column" || reason === "duplicate_column");
  if (header) return refused(rejected);
  const columns = findQuotaColumns(readColumns(text, OPTIONS));
  const twice = columns.find((column, at) => columns.slice(0, at).some((other) => overlaps(column, other)));
  if (twice) return refused([{ row: 1, field: twice.name, reason: "duplicate_column" }]);
  if (rows.length > GOODS_MAX) return refused([{ row: rows[GOODS_MAX]!.line, field: "", reason: "too_many_rows" }]);
  const good = new Map<string, { row: number; goods: Goods }>();
  for (const row of rows) {
    const judged = judge(row, columns);
    if ("rejected" in judged) {
      rejected.push(...judged.rejected.map((each) => ({ row: row.line, ...each })));
      continue;
    }
    const key = `${judged.goods.name}\n${judged.goods.spec}`;
    const earlier = good.get(key);
    if (earlier) rejected.push({ row: earlier.row, field: "", reason: "duplicate" });
    good.set(key, { row: row.line, goods: judged.goods });
  }
  const goods = [...good.values()].toSorted((a, b) => a.row - b.row).map((each) => each.goods);
  return { goods, rejected: rejected.toSorted((a, b) => a.row - b.row), ignored: readUnknownColumns(text, OPTIONS) };
}
