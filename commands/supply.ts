import { Composer, InlineKeyboard } from "grammy";
import { mayUse, type AccessKey } from "../src/access.ts";
import type { BotContext } from "../src/context.ts";
import { formatMoment } from "../src/dates.ts";
import type { Deps } from "../src/deps.ts";
import { NEW_PRODUCTS_SHOWN } from "../src/posts/rules.ts";
import { findCurrentSupply, findNewProducts, findTable, type Current, type Post } from "../src/posts/service.ts";
import { isKey } from "./keyboard.ts";
import { replyWithPost } from "./posts/preview.ts";

/** Goods are shown in private, to those who may see them; false when the sender was told so. */
async function isPlaceForGoods(ctx: BotContext, key: Extract<AccessKey, "supply" | "newproducts">, column: string): Promise<boolean> {
  if (!mayUse(ctx.actor, key)) {
    await ctx.reply(ctx.t("access-retailers-only"));
    return false;
  }
  if (ctx.chat?.type === "private") return true;
  const keyboard = new InlineKeyboard().url(ctx.t("supply-open-private"), `https://t.me/${ctx.me.username}?start=${key}`);
  await ctx.reply(ctx.t("supply-in-private", { column, command: `/${key}` }), { reply_markup: keyboard });
  return false;
}

/** A post as it reads in private; with the quotas of one supply group, where it is a table. */
const show = (deps: Deps, ctx: BotContext, post: Post, group?: number): Promise<number[]> =>
  replyWithPost(deps, ctx, post, {
    place: { locale: ctx.locale, hasHashtag: false },
    options: { protect: post.protect },
    ...(group === undefined ? {} : { extent: { group } }),
  });

type Shops = BotContext["actor"]["shops"];

/** Shops by their supply group; null = the roster names none. */
function groupShops(shops: Shops): [group: number | null, names: string[]][] {
  const names = new Map<number | null, string[]>();
  for (const { supplyGroup, shopName } of shops) names.set(supplyGroup, [...(names.get(supplyGroup) ?? []), shopName]);
  return [...names];
}

/** A table with the quotas of these shops' supply groups, and of no others. */
async function showQuotas(deps: Deps, ctx: BotContext, post: Post, { head, shops: own }: { head: string; shops: Shops }): Promise<void> {
  for (const [group, names] of groupShops(own)) {
    const shops = names.join(ctx.t("people-list-comma"));
    await ctx.reply(
      [head, group === null ? ctx.t("supply-no-group", { shops }) : ctx.t("supply-yours", { shops, group: String(group) })].join("\n"),
    );
    await show(deps, ctx, post, group ?? undefined);
  }
}

/** Staff see what the groups saw, and on request the quotas of a supply group. */
async function showToStaff(deps: Deps, ctx: BotContext, post: Post, { head, words }: { head: string; words: string }): Promise<void> {
  const group = /^\d{1,3}/.exec(words.normalize("NFKC").trim())?.[0];
  const hint = group === undefined ? ctx.t("supply-ask-group") : ctx.t("supply-of-group", { group });
  await ctx.reply(`${head}\n${hint}`);
  await show(deps, ctx, post, group === undefined ? undefined : Number(group));
}

async function showPost(deps: Deps, ctx: BotContext, { post, shopIds }: Current, words: string): Promise<void> {
  const at = formatMoment(post.sentAt!, { zone: deps.config.timeZone, locale: ctx.locale, now: deps.clock() });
  const head = ctx.t("post-supply-head", { at });
  const hasQuotas = (await findTable(deps, post)).some(({ quotas }) => quotas.length > 0);
  const shops = ctx.actor.shops.filter(({ id }) => shopIds?.includes(id));
  if (hasQuotas && shopIds) return showQuotas(deps, ctx, post, { head, shops });
  if (hasQuotas) return showToStaff(deps, ctx, post, { head, words });
  await ctx.reply(head);
  await show(deps, ctx, post);
}

/** Only what was sent to the own shops; staff see everything. */
const readerOf = (ctx: BotContext): number | undefined => (ctx.actor.shops.length > 0 ? ctx.from!.id : undefined);

/** The latest supply news of each shop, and its latest table where that is another; `words`: what follows the command. */
async function showSupply(deps: Deps, ctx: BotContext, words: string): Promise<unknown> {
  const column = ctx.t("column-supply");
  if (!(await isPlaceForGoods(ctx, "supply", column))) return undefined;
  const news = await findCurrentSupply(deps, readerOf(ctx));
  if (news.length === 0) return ctx.reply(ctx.t("post-supply-none", { column }));
  for (const each of news) await showPost(deps, ctx, each, words);
  return undefined;
}

/** The latest promos of new products, as they were posted. */
async function showNewProducts(deps: Deps, ctx: BotContext): Promise<unknown> {
  const column = ctx.t("column-products");
  if (!(await isPlaceForGoods(ctx, "newproducts", column))) return undefined;
  const { posts, total, days } = await findNewProducts(deps, readerOf(ctx));
  const counts = { days, n: total, shown: NEW_PRODUCTS_SHOWN };
  if (total === 0) return ctx.reply(ctx.t("supply-new-none", { ...counts, column, ask: ctx.t("keyboard-ask") }));
  await ctx.reply(ctx.t(total > posts.length ? "supply-new-latest" : "supply-new-all", counts));
  for (const post of posts) await show(deps, ctx, post);
  return undefined;
}

/** /supply with its keyboard button, /newproducts, and the links to them. */
export function supplyCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command("supply", (ctx) => showSupply(deps, ctx, ctx.match));
  composer.filter(isKey(deps.t, "keyboard-supply"), (ctx) => showSupply(deps, ctx, ""));
  composer.command("newproducts", (ctx) => showNewProducts(deps, ctx));
  // Who may not see goods is welcomed, or asked to be verified, like everyone who presses Start.
  composer.chatType("private").command("start", async (ctx, next) => {
    if (ctx.match === "supply" && mayUse(ctx.actor, "supply")) await showSupply(deps, ctx, "");
    else if (ctx.match === "newproducts" && mayUse(ctx.actor, "newproducts")) await showNewProducts(deps, ctx);
    else await next();
  });
  return composer;
}
