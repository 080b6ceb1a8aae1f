import { Composer, InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import { formatTime } from "../src/dates.ts";
import type { Deps } from "../src/deps.ts";
import { describeOrders, findFeed, findOrders } from "../src/orders/service.ts";
import { orderingButton } from "../src/windows/service.ts";
import { describeOutage, findOutageFor } from "../src/outages/service.ts";
import { isKey } from "./keyboard.ts";
import { tapReminder } from "./orders/reminder-buttons.ts";

async function ordersView(deps: Deps, ctx: BotContext) {
  const { shops } = ctx.actor;
  const outages = await Promise.all(shops.map(({ routeId }) => findOutageFor(deps, routeId)));
  const outage = outages.find((each) => each !== undefined);
  const orders = await describeOrders(deps, ctx.locale, await findOrders(deps, shops), await findFeed(deps));
  const text = outage ? `${describeOutage(ctx.t, outage)}\n\n${orders}` : orders;
  const order = outages.every((each) => each !== undefined) ? [] : orderingButton(deps, ctx.locale);
  const refresh = InlineKeyboard.text(ctx.t("order-refresh"), "order:refresh");
  return { text, keyboard: InlineKeyboard.from([[...order, refresh]]) };
}

async function showOrders(deps: Deps, ctx: BotContext): Promise<void> {
  const { text, keyboard } = await ordersView(deps, ctx);
  await ctx.reply(text, { reply_markup: keyboard });
}

/** The same message, as things are now: someone who waits for an order to arrive presses it again and again. */
async function refreshOrders(deps: Deps, ctx: BotContext): Promise<void> {
  const { text, keyboard } = await ordersView(deps, ctx);
  await ctx.editMessageText(text, { reply_markup: keyboard });
  await ctx.answerCallbackQuery(ctx.t("order-refreshed", { time: formatTime(deps.clock(), deps.calendar.zone) }));
}

/** /order and its key: whether the company has the order and until when; and the answers to a reminder. */
export function ordersCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("order", (ctx) => showOrders(deps, ctx));
  // What a shop has ordered is not for its neighbours' eyes.
  composer
    .chatType(["group", "supergroup"])
    .command("order", (ctx) =>
      ctx.reply(ctx.t("order-in-private"), { reply_parameters: { message_id: ctx.message.message_id, allow_sending_without_reply: true } }),
    );
  // A press of a key is no command: whoever is not a retailer is answered at the end of the way.
  inPrivate.filter(
    (ctx) => isKey(deps.t, "keyboard-order")(ctx) && ctx.actor.shops.length > 0,
    (ctx) => showOrders(deps, ctx),
  );
  inPrivate.callbackQuery("order:refresh", (ctx) => refreshOrders(deps, ctx));
  inPrivate.callbackQuery(/^order:(\w+):(\d{1,15})(?::(\w+))?$/, (ctx) => tapReminder(deps, ctx, ctx.match as RegExpMatchArray));
  return composer;
}
