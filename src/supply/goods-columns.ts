import { SUPPLY_GROUP_MAX, type Quota } from "./rules.ts";

/** A column with the quota of one supply group, or of a range of them. */
export type QuotaColumn = Pick<Quota, "from" | "to"> & { name: string };

const NAMES: Readonly<Record<string, readonly string[]>> = {
  goods: ["goods", "name", "product", "item", "名称", "品名", "商品", "商品名称", "卷烟名称", "品规", "品规名称", "品牌规格"],
  spec: ["spec", "specification", "规格", "包装规格"],
  wholesale_price: ["wholesaleprice", "wholesale", "批发价", "批发价格", "批价", "进货价"],
  suggested_retail: [
    "suggestedretail",
    "suggestedretailprice",
    "suggestedprice",
    "retailprice",
    "retail",
    "建议零售价",
    "零售指导价",
    "指导零售价",
    "指导价",
    "零售价",
  ],
};
const BY_NAME = new Map(Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [name, column] as const)));

/** "quota 12", "12档", "档位12", "限量 1-5档", "26档以上", "26+", or just "12": a range reaches from the smaller to the greater. */
const QUOTA =
  /^(?:quota|限量|供应量|投放量|group|supplygroup|档位)*(?:第)?(\d{1,3})档?(?:(?:-|~|至|到|to)(\d{1,3})档?|(\+|(?:及)?以上|orabove|andabove))?(?:限量|quota|供应量|投放量)?$/;

const fold = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_/]+/g, "")
    .replaceAll(/[–—−～]/g, "-");

/** A unit behind a name ("批发价(元/条)") says nothing that is not known. */
const withoutUnit = (name: string): string => name.replace(/\((?:元|条|元条|yuan|cartons?|rmb|¥)+\)$/, "");

/** The known column that a header names, in either language; quota columns are called "quota 1-5". */
export function matchColumn(header: string): string | undefined {
  const name = withoutUnit(fold(header));
  const known = BY_NAME.get(name.replaceAll("-", ""));
  if (known !== undefined) return known;
  const [, first, second, open] = QUOTA.exec(name) ?? [];
  if (first === undefined) return undefined;
  const ends = [Number(first), open === undefined ? Number(second ?? first) : SUPPLY_GROUP_MAX].toSorted((a, b) => a - b);
  const [from = 0, to = 0] = ends;
  if (from < 1) return undefined;
  return from === to ? `quota ${from}` : `quota ${from}-${to}`;
}

/** Which of a table's known columns are quotas, and whose. */
export function findQuotaColumns(names: readonly string[]): QuotaColumn[] {
  return names.flatMap((name) => {
    const [, from, to] = /^quota (\d+)(?:-(\d+))?$/.exec(name) ?? [];
    return from === undefined ? [] : [{ name, from: Number(from), to: Number(to ?? from) }];
  });
}
