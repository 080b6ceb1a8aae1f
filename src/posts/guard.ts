import { endOfQuiet } from "../calendar/quiet-hours.ts";
import { readSetting } from "../settings/service.ts";
import type { PostContent } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import type { Goods } from "../supply/rules.ts";
import { findGoods } from "../supply/service.ts";
import { isProductColumn } from "./rules.ts";
import { findWords } from "./words.ts";

/** A draft as it would be, or a post that has its table in the database; `goods`: the lines that are to take the table's place. */
type Guarded = PostContent & { id?: number; goods?: readonly Goods[] };

/** Everything a post says, its table's lines included. */
async function wordsOf(deps: Deps, { parts, id, goods: known }: Guarded): Promise<string> {
  const goods = known ?? (id === undefined ? [] : await findGoods(deps.db, id));
  return [...parts.map(({ text }) => text), ...goods.map(({ name, spec }) => `${name} ${spec}`)].join("\n");
}

/** The words that stop a post: sensitive ones, and in a post about goods gift, lottery and health-claim words too. */
export async function findStoppingWords(deps: Deps, content: Guarded): Promise<string[]> {
  const sensitive = await readSetting(deps, "sensitive_words");
  const claims = isProductColumn(content.column) ? await readSetting(deps, "product_words") : [];
  return findWords(await wordsOf(deps, content), [...sensitive, ...claims]);
}

/** Words that sound like an order or a sale in the chat: the bot serves, it does not sell, and the author is reminded of it. */
export async function findSaleWords(deps: Deps, content: Guarded): Promise<string[]> {
  return findWords(await wordsOf(deps, content), await readSetting(deps, "sale_words"));
}

/** When the quiet hours end that `at` (epoch milliseconds) lies in; undefined outside them. Private messages wait until then. */
export async function findQuietEnd(deps: Deps, at: number): Promise<number | undefined> {
  return endOfQuiet(at, await readSetting(deps, "quiet_hours"), deps.config.timeZone);
}
