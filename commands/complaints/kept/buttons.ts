import { InlineKeyboard } from "grammy";
import { dropKept, isOfCase, readKept } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { refuse } from "../answers.ts";
import { complainButton, file } from "../filing.ts";
import type { CaseTaps } from "../taps.ts";

type As = "complaint" | "question";

const gone = (ctx: BotContext) => ctx.answerCallbackQuery({ text: ctx.t("kept-gone"), show_alert: true });

/** Which shop it is about, if the person has several; in the button, so that no dialogue has to wait for it. */
async function askForShop(ctx: BotContext, lastId: number, as: As): Promise<void> {
  const keyboard = new InlineKeyboard();
  for (const { id, shopName } of ctx.actor.shops) keyboard.text(shopName, `complain:kept-shop:${lastId}:${as[0]}${id}`).row();
  keyboard.text(ctx.t("kept-button-drop"), `complain:kept-drop:${lastId}`);
  await ctx.editMessageText(ctx.t("complaint-choose-shop"), { reply_markup: keyboard });
}

/** Files everything that waits as one case, once: a message files one, whatever is tapped and wherever the process died. */
async function fileKept(deps: Deps, ctx: BotContext, lastId: number, as: As, shopId?: number): Promise<unknown> {
  const { ids, items } = await readKept(deps, ctx.from!.id, lastId);
  const { shops } = ctx.actor;
  if (!items[0]) return gone(ctx);
  if (await isOfCase(deps, items[0].chatId, items[0].messageId)) {
    await dropKept(deps, ids);
    return gone(ctx);
  }
  if (shops.length > 1 && shopId === undefined) return askForShop(ctx, lastId, as);
  const shop = shopId === undefined ? shops[0] : shops.find(({ id }) => id === shopId);
  if (!shop) return refuse(deps, ctx, { ok: false, reason: "not_your_shop" });
  const filing = await file(deps, ctx, items, { category: as === "question" ? "advice" : undefined, retailerId: shop.id });
  // Too many within the hour: the words stay, and so does the button.
  if (filing === "refused") return undefined;
  await dropKept(deps, ids);
  if (filing === "asked") return ctx.editMessageReplyMarkup();
  return ctx.editMessageText(ctx.t("plain-chosen", { choice: ctx.t(`plain-${as}`) }));
}

async function chooseShop(deps: Deps, ctx: BotContext, lastId: number, value = ""): Promise<void> {
  await fileKept(deps, ctx, lastId, value.startsWith("q") ? "question" : "complaint", Number(value.slice(1)));
}

async function drop(deps: Deps, ctx: BotContext, lastId: number): Promise<void> {
  const { ids } = await readKept(deps, ctx.from!.id, lastId);
  if (ids.length === 0) return void (await gone(ctx));
  await dropKept(deps, ids);
  await ctx.editMessageText(ctx.t("kept-dropped", complainButton(ctx)));
}

/** Under "you wrote ... before you were verified: file it now?". The number is the youngest of the kept messages. */
export const KEPT_TAPS: CaseTaps = {
  "kept-file": async (deps, ctx, lastId) => void (await fileKept(deps, ctx, lastId, "complaint")),
  "kept-ask": async (deps, ctx, lastId) => void (await fileKept(deps, ctx, lastId, "question")),
  "kept-shop": chooseShop,
  "kept-drop": drop,
};
