import { InlineKeyboard } from "grammy";
import {
  changeCategory,
  checkDoorVisit,
  finishReturnVisit,
  readCard,
  readCauseCard,
  setCause,
  showCase,
} from "../../src/complaints/service.ts";
import { isSatisfaction } from "../../src/complaints/rules.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isPrivate, refuse } from "./answers.ts";
import { endCaseDialogue, readCategory, saveCaseDialogue } from "./dialogues.ts";
import { categoryKeyboard, outdated } from "./receipt-buttons.ts";

async function refreshCard(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const messageId = ctx.callbackQuery!.message!.message_id;
  const card = await readCard(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, messageId });
  if (!card.ok) return refuse(deps, ctx, card);
  const { text, reply_markup: keyboard } = card;
  await ctx.editMessageText(text, { link_preview_options: { is_disabled: true }, ...(keyboard ? { reply_markup: keyboard } : {}) });
}

async function setCategory(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const category = readCategory(value);
  if (!category) return outdated(ctx);
  const result = await changeCategory(deps, { personId: ctx.from!.id, complaintId, category, chatId: ctx.chat!.id });
  if (!result.ok) return refuse(deps, ctx, result);
  await refreshCard(deps, ctx, complaintId);
}

async function askForResult(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const checked = await checkDoorVisit(deps, complaintId, ctx.from!.id);
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_result", complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `case:later:${complaintId}`);
  await ctx.reply(ctx.t("promise-ask-result", { number: checked.number }), { reply_markup: keyboard });
}

async function rate(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (value === undefined || !isSatisfaction(value)) return outdated(ctx);
  const result = await finishReturnVisit(deps, { personId: ctx.from!.id, complaintId, satisfaction: value });
  if (!result.ok) return refuse(deps, ctx, result);
  const { number, state } = result.complaint;
  const satisfaction = ctx.t("complaint-satisfaction-name", { satisfaction: value });
  await ctx.editMessageText(ctx.t("promise-rated", { number, satisfaction, state }));
}

/** The question for the cause as it is true now, in the message that asks it. */
async function refreshCause(deps: Deps, ctx: BotContext, complaintId: number, isAsking: boolean): Promise<void> {
  const { locale } = ctx;
  const card = await readCauseCard(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, locale, isAsking });
  if (!card.ok) return refuse(deps, ctx, card);
  await ctx.editMessageText(card.text, { reply_markup: card.reply_markup });
}

async function chooseCause(deps: Deps, ctx: BotContext, complaintId: number, key: string | undefined): Promise<void> {
  const result = await setCause(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, key });
  if (!result.ok) return refuse(deps, ctx, result);
  await refreshCause(deps, ctx, complaintId, false);
}

async function show(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const key = `tap-${ctx.callbackQuery!.id}`;
  const result = await showCase(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, key });
  if (!result.ok) await refuse(deps, ctx, result);
}

/** The staff's buttons: on the desk's card, on the tasks of a door or return visit, in lists. */
export async function tapCase(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  const [, action, id, value] = data.split(":");
  const complaintId = Number(id);
  if (!Number.isSafeInteger(complaintId) || complaintId <= 0 || !ctx.chat) return outdated(ctx);
  switch (action) {
    case "category":
      return void (await ctx.editMessageReplyMarkup({ reply_markup: categoryKeyboard(ctx, "case", complaintId) }));
    case "set":
      return setCategory(deps, ctx, complaintId, value);
    case "back":
      return refreshCard(deps, ctx, complaintId);
    case "later":
      await endCaseDialogue(deps, ctx.from!.id);
      return void (await ctx.editMessageText(ctx.t("promise-result-later")));
    case "visited":
      return isPrivate(ctx) ? askForResult(deps, ctx, complaintId) : outdated(ctx);
    case "rate":
      return rate(deps, ctx, complaintId, value);
    case "cause":
      return chooseCause(deps, ctx, complaintId, value);
    case "causes":
      return refreshCause(deps, ctx, complaintId, true);
    case "show":
      return show(deps, ctx, complaintId);
    default:
      return outdated(ctx);
  }
}
