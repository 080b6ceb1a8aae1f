import { Composer, InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { describeOrders, findFeed, findOrders } from "../src/orders/service.ts";
import { orderingButton } from "../src/windows/service.ts";
import { isKey } from "./keyboard.ts";
import { tapReminder } from "./orders/reminder-buttons.ts";

async function showOrders(deps: Deps, ctx: BotContext): Promise<void> {
  const found = await findOrders(deps, ctx.actor.shops);
  const text = await describeOrders(deps, ctx.locale, found, await findFeed(deps));
  const order = orderingButton(deps, ctx.locale);
  await ctx.reply(text, order.length > 0 ? { reply_markup: new InlineKeyboard([order]) } : {});
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
  inPrivate.callbackQuery(/^order:(\w+):(\d{1,15})(?::(\w+))?$/, (ctx) => tapReminder(deps, ctx, ctx.match as RegExpMatchArray));
  return composer;
}
