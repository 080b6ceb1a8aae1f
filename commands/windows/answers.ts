import type { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import { formatMoment, formatTime } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { findFeed } from "../../src/orders/service.ts";
import { shortenName, type ClosingWindow } from "../../src/windows/service.ts";

export type View = { text: string; keyboard: InlineKeyboard };
type Named = Pick<ClosingWindow, "route" | "shop">;

/** In place when a button asked, else as a new message. */
export async function say(ctx: BotContext, { text, keyboard }: View): Promise<void> {
  if (ctx.callbackQuery) await ctx.editMessageText(text, { reply_markup: keyboard });
  else await ctx.reply(text, { reply_markup: keyboard });
}

/** As say, for a button that only looks again: who sees no difference is told that there is none. */
export async function sayAgain(ctx: BotContext, view: View): Promise<void> {
  if (ctx.callbackQuery?.message?.text === view.text) await ctx.answerCallbackQuery({ text: ctx.t("cutoff-no-change") });
  else await say(ctx, view);
}

/** "R101 线路", or a shop's name in quotes. */
export const nameOf = (ctx: BotContext, { route, shop }: Named): string =>
  shop ? ctx.t("reminder-shop-name", { shop: shortenName(shop.shopName) }) : ctx.t("reminder-route", { route: route.code });

export const momentOf = (deps: Deps, ctx: BotContext, at: number): string =>
  formatMoment(at, { zone: deps.calendar.zone, locale: ctx.locale, now: deps.clock() });

/** As of when the order data is that the counts go by. */
export async function describeFeed(deps: Deps, ctx: BotContext): Promise<string> {
  const { isToday, receivedAt } = await findFeed(deps);
  return isToday ? ctx.t("cutoff-as-of", { time: formatTime(receivedAt ?? 0, deps.calendar.zone) }) : ctx.t("cutoff-no-feed");
}
