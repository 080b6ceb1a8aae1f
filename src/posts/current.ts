import { findLatestPosts, findShopsMeant, type Post } from "../../db/posts.ts";
import { DAY_MS } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";
import { findPostDistrict } from "./drafts.ts";
import { hasTable } from "./messages-of.ts";
import { NEW_PRODUCTS_SHOWN, SUPPLY_CURRENT_MS, type Column } from "./rules.ts";

/** As many of a column's latest posts are looked through: more than all districts of a company post while they are current. */
const LOOKED_THROUGH = 1_000;

/** A post that is current, and the shops of its reader that it was meant for; null = a reader without shops, who sees what anyone sees. */
export type Current = { post: Post; shopIds: number[] | null };

/** Whether a post is still worth reading by its own option, which counts from its start. */
const isValid = ({ startAt, sentAt, validForMs }: Post, now: number): boolean =>
  validForMs === null || (startAt ?? sentAt ?? 0) + validForMs > now;

/** The current posts of a column, newest first; of a person only those that the shops they act for were meant by. */
async function findCurrent(deps: Deps, column: Column, { maxAgeMs, personId }: { maxAgeMs: number; personId: number | undefined }) {
  const now = deps.clock();
  const posts = await findLatestPosts(deps.db, column, now - maxAgeMs, LOOKED_THROUGH);
  const meant: Current[] = [];
  for (const post of posts.filter((each) => isValid(each, now))) {
    if (personId === undefined) {
      meant.push({ post, shopIds: null });
      continue;
    }
    const withinDistrictId = await findPostDistrict(deps, post);
    const shopIds = await findShopsMeant(deps.db, { ...post, withinDistrictId }, personId);
    if (shopIds.length > 0) meant.push({ post, shopIds });
  }
  return meant;
}

/** The newest of what one reader, or one shop of theirs, was meant by, and the newest with a table where that is another. */
async function chooseNews(deps: Deps, news: readonly Current[]): Promise<Current[]> {
  const [newest] = news;
  if (!newest) return [];
  for (const each of news) if (await hasTable(deps, each.post)) return each === newest ? [newest] : [newest, each];
  return [newest];
}

/**
 * The supply news that is current now, newest first: the newest post of a fortnight, and the newest with a table where that is another; for
 * each shop of a person its own, with the shops that it is the latest for. Without a person those of the whole company.
 */
export async function findCurrentSupply(deps: Deps, personId: number | undefined): Promise<Current[]> {
  const news = await findCurrent(deps, "supply", { maxAgeMs: SUPPLY_CURRENT_MS, personId });
  if (personId === undefined) return chooseNews(deps, news);
  const latest = new Map<number, number[]>();
  for (const shopId of new Set(news.flatMap(({ shopIds }) => shopIds ?? []))) {
    const ofShop = news.filter(({ shopIds }) => shopIds?.includes(shopId));
    for (const { post } of await chooseNews(deps, ofShop)) latest.set(post.id, [...(latest.get(post.id) ?? []), shopId]);
  }
  return news.flatMap(({ post }) => {
    const shopIds = latest.get(post.id);
    return shopIds ? [{ post, shopIds }] : [];
  });
}

/** The promos of new products that are current now, newest first, how many there are in all, and for how many days one is current. */
export async function findNewProducts(deps: Deps, personId: number | undefined): Promise<{ posts: Post[]; total: number; days: number }> {
  const days = await readSetting(deps, "product_valid_days");
  const promos = await findCurrent(deps, "products", { maxAgeMs: days * DAY_MS, personId });
  return { posts: promos.slice(0, NEW_PRODUCTS_SHOWN).map(({ post }) => post), total: promos.length, days };
}
