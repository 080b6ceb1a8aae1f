/** How many cartons shops of the supply groups `from` to `to` may order; null = as many as they like. */
export type Quota = { from: number; to: number; cartons: number | null };

/** One line of a supply table; money in fen, null = not stated. */
export type Goods = { name: string; spec: string; wholesaleFen: number; retailFen: number | null; quotas: Quota[] };

/** As many lines as a supply table may have. */
export const GOODS_MAX = 500;
export const NAME_MAX = 60;
export const SPEC_MAX = 30;
/** Supply groups are whole numbers from 1 (the roster's limit). */
export const SUPPLY_GROUP_MAX = 999;

/** What a supply group may order of something; undefined = the table says nothing about that group. */
export const findQuota = ({ quotas }: Pick<Goods, "quotas">, group: number): Quota | undefined =>
  quotas.find(({ from, to }) => from <= group && group <= to);

export const overlaps = (a: Pick<Quota, "from" | "to">, b: Pick<Quota, "from" | "to">): boolean => a.from <= b.to && b.from <= a.to;

/** "68.00", or "68" where every price of the column is in whole yuan. */
export const formatYuan = (fen: number, hasFen: boolean): string =>
  hasFen ? `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, "0")}` : String(fen / 100);
