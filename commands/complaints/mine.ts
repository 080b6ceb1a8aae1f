import { InlineKeyboard } from "grammy";
import { listMine, noteShown, readMine } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isPrivate, quoteOf, refuse } from "./answers.ts";
import { complainButton } from "./filing.ts";
import type { CaseTaps } from "./taps.ts";

type View = { text: string; keyboard?: InlineKeyboard };

async function renderPage(deps: Deps, ctx: BotContext, wanted: number): Promise<View> {
  const { items, page, pages } = await listMine(deps, { personId: ctx.from!.id, page: wanted, locale: ctx.locale });
  if (items.length === 0) return { text: ctx.t("complaint-cases-none", complainButton(ctx)) };
  const keyboard = new InlineKeyboard();
  for (const { complaintId, label } of items) keyboard.text(label, `complain:show:${complaintId}:${page}`).row();
  if (page > 1) keyboard.text(ctx.t("mine-button-before"), `complain:mine:${page - 1}`);
  if (page < pages) keyboard.text(ctx.t("mine-button-after"), `complain:mine:${page + 1}`);
  // As numbers they choose the words; as text they are printed.
  const head = ctx.t("mine-head", { page: String(page), pages });
  return { text: [head, ...items.map(({ text }) => text), ctx.t("mine-how")].join("\n\n"), keyboard };
}

/** /mycases: the cases of the person's shops, newest first, a page at a time, each with a button to what happened. */
export async function showMyCases(deps: Deps, ctx: BotContext): Promise<void> {
  if (!isPrivate(ctx)) return void (await ctx.reply(ctx.t("complaint-private"), quoteOf(ctx)));
  const { text, keyboard } = await renderPage(deps, ctx, 1);
  await ctx.reply(text, keyboard ? { reply_markup: keyboard } : {});
}

/** Which case the tapped message shows from now on, for replies to it. */
async function noteTapped(deps: Deps, ctx: BotContext, complaintId?: number): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (message) await noteShown(deps, { chatId: message.chat.id, messageId: message.message_id }, complaintId);
}

async function showPage(deps: Deps, ctx: BotContext, page: number): Promise<void> {
  // What a shop complained of is nothing for a group, whoever carried the keyboard there.
  if (!isPrivate(ctx)) return void (await ctx.answerCallbackQuery({ text: ctx.t("complaint-private"), show_alert: true }));
  const { text, keyboard } = await renderPage(deps, ctx, page);
  // First: a reply to the list must not go to the case that stood there before.
  await noteTapped(deps, ctx);
  await ctx.editMessageText(text, keyboard ? { reply_markup: keyboard } : {});
}

const pageOf = (value: string | undefined): number => (/^[1-9]\d{0,5}$/.test(value ?? "") ? Number(value) : 1);

async function showCase(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (!isPrivate(ctx)) return void (await ctx.answerCallbackQuery({ text: ctx.t("complaint-private"), show_alert: true }));
  const shown = await readMine(deps, { complaintId, personId: ctx.from!.id, locale: ctx.locale });
  if (!shown.ok) return refuse(deps, ctx, shown);
  const page = pageOf(value);
  const keyboard = new InlineKeyboard();
  if (shown.mayForgoVisit) keyboard.text(ctx.t("mine-button-no-visit"), `complain:novisit:${complaintId}`);
  if (shown.mayWithdraw) keyboard.text(ctx.t("mine-button-withdraw"), `complain:mine-withdraw:${complaintId}:${page}`);
  if (shown.mayReopen) keyboard.text(ctx.t("mine-button-reopen"), `complain:reopen:${complaintId}`);
  keyboard.row().text(ctx.t("mine-button-back"), `complain:mine:${page}`);
  await ctx.editMessageText(shown.text, { reply_markup: keyboard, link_preview_options: { is_disabled: true } });
  await noteTapped(deps, ctx, complaintId);
}

/** One tap must not end a complaint; "keep" leads back to the case. */
async function askToWithdraw(_deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const keyboard = new InlineKeyboard()
    .text(ctx.t("complaint-button-withdraw-yes"), `complain:withdraw-yes:${complaintId}`)
    .text(ctx.t("complaint-button-keep"), `complain:show:${complaintId}:${pageOf(value)}`);
  await ctx.answerCallbackQuery({ text: ctx.t("mine-withdraw-ask") });
  await ctx.editMessageReplyMarkup({ reply_markup: keyboard });
}

/** Under the list of /mycases and under one of its cases; the number after `mine` is a page. */
export const MINE_TAPS: CaseTaps = {
  mine: showPage,
  show: showCase,
  "mine-withdraw": askToWithdraw,
};
