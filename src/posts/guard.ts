import { endOfQuiet } from "../calendar/quiet-hours.ts";
import { readSetting } from "../settings/service.ts";
import type { PostContent } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { isProductColumn } from "./rules.ts";
import { findWords } from "./words.ts";

const wordsOf = ({ parts }: PostContent): string => parts.map(({ text }) => text).join("\n");

/** The words that stop a post: sensitive ones, and in a post about goods gift, lottery and health-claim words too. */
export async function findStoppingWords(deps: Deps, content: PostContent): Promise<string[]> {
  const sensitive = await readSetting(deps, "sensitive_words");
  const claims = isProductColumn(content.column) ? await readSetting(deps, "product_words") : [];
  return findWords(wordsOf(content), [...sensitive, ...claims]);
}

/** Words that sound like an order or a sale in the chat: the bot serves, it does not sell, and the author is reminded of it. */
export async function findSaleWords(deps: Deps, content: PostContent): Promise<string[]> {
  return findWords(wordsOf(content), await readSetting(deps, "sale_words"));
}

/** When the quiet hours end that `at` (epoch milliseconds) lies in; undefined outside them. Private messages wait until then. */
export async function findQuietEnd(deps: Deps, at: number): Promise<number | undefined> {
  return endOfQuiet(at, await readSetting(deps, "quiet_hours"), deps.config.timeZone);
}
