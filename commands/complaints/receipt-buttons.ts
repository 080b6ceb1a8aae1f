import { InlineKeyboard } from "grammy";
import { CATEGORIES } from "../../src/complaints/rules.ts";
import {
  addToComplaint,
  addWaiting,
  changeCategory,
  endWaiting,
  fileWaiting,
  findWaiting,
  withdrawComplaint,
} from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { addedText, isPrivate, outdated, refuse } from "./answers.ts";
import { CLOSING_TAPS } from "./closing-buttons.ts";
import { SHOP_VISIT_TAPS } from "./door/shop-buttons.ts";
import { endCaseDialogue, findCaseDialogue, hasExpired, readCategory } from "./dialogues.ts";
import { complainButton, file } from "./filing.ts";
import { KEPT_TAPS } from "./kept/buttons.ts";
import { MINE_TAPS } from "./mine.ts";
import { RETURN_SHOP_TAPS } from "./returns/shop-buttons.ts";
import { showReceipt } from "./receipt-view.ts";
import { RESTRICTED_SHOP_TAPS } from "./restricted/shop.ts";
import type { CaseTaps } from "./taps.ts";

export { outdated } from "./answers.ts";

/** Every category as a button, and a way back. */
export function categoryKeyboard(ctx: BotContext, prefix: "complain" | "case", complaintId: number): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  CATEGORIES.forEach((category, index) => {
    keyboard.text(ctx.t("complaint-category-name", { category }), `${prefix}:set:${complaintId}:${category}`);
    if (index % 2 === 1) keyboard.row();
  });
  return keyboard.text(ctx.t("complaint-button-back"), `${prefix}:back:${complaintId}`);
}

async function withdraw(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await withdrawComplaint(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(ctx.t("complaint-withdrawn", { number: result.complaint.number, ...complainButton(ctx) }));
}

async function setCategory(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const category = readCategory(value);
  if (!category) return outdated(ctx);
  const result = await changeCategory(deps, { personId: ctx.from!.id, complaintId, category, chatId: ctx.chat!.id });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.answerCallbackQuery({ text: ctx.t("complaint-category-set", { category: ctx.t("complaint-category-name", { category }) }) });
  if (result.complaint.state === "open") await showReceipt(deps, ctx, complaintId);
  else await ctx.editMessageReplyMarkup();
}

async function chooseShop(deps: Deps, ctx: BotContext, retailerId: number): Promise<void> {
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  if (dialogue?.kind !== "complain_shop") return gone(deps, ctx);
  const shop = ctx.actor.shops.find(({ id }) => id === retailerId);
  if (!shop) return refuse(deps, ctx, { ok: false, reason: "not_your_shop" });
  const filing = await file(deps, ctx, dialogue.items, {
    category: dialogue.category ?? undefined,
    retailerId,
    about: dialogue.about,
  });
  if (filing !== "refused") await ctx.editMessageText(ctx.t("complaint-shop-chosen", { shop: shop.shopName }));
}

async function gone(deps: Deps, ctx: BotContext): Promise<void> {
  const key = (await hasExpired(deps, ctx.from!.id)) ? "plain-expired" : "plain-gone";
  await ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });
}

/** Files the messages that waited for a word of what they are, as a complaint or as a question. */
export async function fileUnsorted(deps: Deps, ctx: BotContext, as: "complaint" | "question"): Promise<void> {
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  if (dialogue?.kind !== "unsorted") return gone(deps, ctx);
  const filing = await file(deps, ctx, dialogue.items, as === "question" ? { category: "advice" } : {});
  const key = filing === "asked" ? "plain-is" : "plain-chosen";
  if (filing !== "refused") await ctx.editMessageText(ctx.t(key, { choice: ctx.t(`plain-${as}`) }));
}

async function addUnsorted(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  if (dialogue?.kind !== "unsorted") return gone(deps, ctx);
  let added = "";
  for (const received of dialogue.items) {
    const result = await addToComplaint(deps, { personId: ctx.from!.id, complaintId, received });
    if (!result.ok) return refuse(deps, ctx, result);
    added = addedText(ctx, result.complaint);
  }
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(added);
}

/** The answer to "add to C-... or open a new one?". */
async function chooseSimilar(deps: Deps, ctx: BotContext, choice: "add" | "new"): Promise<void> {
  const waiting = await findWaiting(deps, ctx.from!.id);
  if (!waiting) return gone(deps, ctx);
  const result = await (choice === "add" ? addWaiting : fileWaiting)(deps, ctx.from!.id, waiting);
  // The words stay where they are: the other button still works, and so does the clock.
  if (!result?.ok) return result ? refuse(deps, ctx, result) : gone(deps, ctx);
  await endWaiting(deps, ctx.from!.id);
  const { complaint } = result;
  await ctx.editMessageText(choice === "add" ? addedText(ctx, complaint) : ctx.t("complaint-similar-filed", { number: complaint.number }));
}

async function cancel(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("complaint-cancelled", complainButton(ctx)));
}

/** The buttons with a case or, for `shop`, with a shop. */
const TAPS: CaseTaps = {
  ...KEPT_TAPS,
  ...MINE_TAPS,
  shop: chooseShop,
  add: addUnsorted,
  category: async (_deps, ctx, id) => void (await ctx.editMessageReplyMarkup({ reply_markup: categoryKeyboard(ctx, "complain", id) })),
  set: setCategory,
  back: showReceipt,
  withdraw: async (_deps, ctx, id) => void (await ctx.editMessageReplyMarkup({ reply_markup: confirmKeyboard(ctx, id) })),
  "withdraw-yes": withdraw,
  ...RETURN_SHOP_TAPS,
  ...CLOSING_TAPS,
  ...SHOP_VISIT_TAPS,
  ...RESTRICTED_SHOP_TAPS,
};

/** The retailer's buttons: under the receipt, at a choice of shop, and under "what is this?". */
export async function tapReceipt(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  // They stand in private chats alone: pressed in a group, whoever forged them would have the bot write over its own posts there.
  if (!isPrivate(ctx)) return void (await ctx.answerCallbackQuery({ text: ctx.t("complaint-private"), show_alert: true }));
  const [, action = "", id, value] = data.split(":");
  if (action === "cancel") return cancel(deps, ctx);
  if (action === "file") return fileUnsorted(deps, ctx, "complaint");
  if (action === "new" || action === "addto") return chooseSimilar(deps, ctx, action === "new" ? "new" : "add");
  const complaintId = Number(id);
  const tap = Object.hasOwn(TAPS, action) ? TAPS[action] : undefined;
  if (!tap || !Number.isSafeInteger(complaintId) || complaintId <= 0) return outdated(ctx);
  await tap(deps, ctx, complaintId, value);
}

/** One tap beside "change category" must not end a complaint. */
const confirmKeyboard = (ctx: BotContext, complaintId: number): InlineKeyboard =>
  new InlineKeyboard()
    .text(ctx.t("complaint-button-withdraw-yes"), `complain:withdraw-yes:${complaintId}`)
    .text(ctx.t("complaint-button-keep"), `complain:back:${complaintId}`);
