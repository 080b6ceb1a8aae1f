import { findLatestPosts, isForPerson, type Post } from "../../db/posts.ts";
import { DAY_MS } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";
import { findPostDistrict } from "./drafts.ts";
import { hasTable } from "./messages-of.ts";
import { NEW_PRODUCTS_SHOWN, SUPPLY_CURRENT_MS, type Column } from "./rules.ts";

/** As many of a column's latest posts are looked through: more than a company posts while they are current. */
const LOOKED_THROUGH = 100;

/** The current posts of a column, newest first; of a person only those that the shops they act for were meant by. */
async function findCurrent(deps: Deps, column: Column, { maxAgeMs, personId }: { maxAgeMs: number; personId: number | undefined }) {
  const posts = await findLatestPosts(deps.db, column, deps.clock() - maxAgeMs, LOOKED_THROUGH);
  if (personId === undefined) return posts;
  const meant: Post[] = [];
  for (const post of posts) {
    const withinDistrictId = await findPostDistrict(deps, post);
    if (await isForPerson(deps.db, { ...post, withinDistrictId }, personId)) meant.push(post);
  }
  return meant;
}

/**
 * The supply news that is current now: the newest post of a fortnight, and the newest with a table where that is another. Without a
 * person those of the whole company.
 */
export async function findCurrentSupply(deps: Deps, personId: number | undefined): Promise<Post[]> {
  const posts = await findCurrent(deps, "supply", { maxAgeMs: SUPPLY_CURRENT_MS, personId });
  const [newest] = posts;
  if (!newest || (await hasTable(deps, newest))) return newest ? [newest] : [];
  for (const post of posts) if (await hasTable(deps, post)) return [newest, post];
  return [newest];
}

/** The promos of new products that are current now, newest first, how many there are in all, and for how many days one is current. */
export async function findNewProducts(deps: Deps, personId: number | undefined): Promise<{ posts: Post[]; total: number; days: number }> {
  const now = deps.clock();
  const days = await readSetting(deps, "product_valid_days");
  const sent = await findCurrent(deps, "products", { maxAgeMs: days * DAY_MS, personId });
  const valid = sent.filter(({ sentAt, validForMs }) => validForMs === null || (sentAt ?? 0) + validForMs > now);
  return { posts: valid.slice(0, NEW_PRODUCTS_SHOWN), total: valid.length, days };
}
