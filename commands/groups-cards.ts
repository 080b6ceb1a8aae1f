import { InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { describeGroup, describeListed } from "../src/groups/card.ts";
import { findLinkedGroups, type Group } from "../src/groups/service.ts";

const PLACES_A_PAGE = 10;
const GROUPS_A_PAGE = 20;

/** Answers with a new message, or in place when a button asked. */
async function say(ctx: BotContext, text: string, keyboard: InlineKeyboard): Promise<void> {
  if (ctx.callbackQuery) await ctx.editMessageText(text, { reply_markup: keyboard });
  else await ctx.reply(text, { reply_markup: keyboard });
}

const useKeyboard = (ctx: BotContext): InlineKeyboard =>
  new InlineKeyboard()
    .text(ctx.t("group-route"), "group:pick:route:0")
    .row()
    .text(ctx.t("group-district"), "group:pick:district:0")
    .row()
    .text(ctx.t("group-desk"), "group:pick:desk:0");

/** Asks whom a group is for that is not linked. */
export async function askPlace(ctx: BotContext): Promise<void> {
  await say(ctx, ctx.t("group-ask", { title: ctx.chat?.title ?? "" }), useKeyboard(ctx));
}

/** Shows how a linked group stands, with the buttons that change it. */
export async function showCard(deps: Deps, ctx: BotContext, group: Group): Promise<void> {
  const isAsked = group.kind === "retailers" && group.username === null;
  const isConfirmed = group.licensedOnlyAt !== null;
  const keyboard = new InlineKeyboard();
  if (isAsked && !isConfirmed) keyboard.text(ctx.t("group-licensed"), "group:licensed:yes").row();
  keyboard.append(useKeyboard(ctx)).row().text("中文", "group:speak:zh").text("English", "group:speak:en").row();
  if (isAsked && isConfirmed) keyboard.text(ctx.t("group-licensed-undo"), "group:licensed:no").row();
  keyboard.text(ctx.t("group-unlink"), "group:unlink");
  await say(ctx, await describeGroup(deps, group), keyboard);
}

/** A page that there is. */
export const pageOf = (page: number, pages: number): number => (Number.isSafeInteger(page) ? Math.min(Math.max(0, page), pages - 1) : 0);

/** The row that turns pages; none when there is only one. */
export function turnRow(ctx: BotContext, keyboard: InlineKeyboard, page: number, pages: number, data: string): InlineKeyboard {
  if (pages === 1) return keyboard;
  keyboard.row();
  if (page > 0) keyboard.text("‹", `${data}:${page - 1}`);
  keyboard.text(ctx.t("group-page", { page: page + 1, pages }), `${data}:${page}`);
  return page < pages - 1 ? keyboard.text("›", `${data}:${page + 1}`) : keyboard;
}

/** Buttons for one page of places, two a row. */
export function pageKeyboard(
  ctx: BotContext,
  places: { id: number | string; label: string }[],
  wanted: number,
  data: { item: string; turn: string },
): InlineKeyboard {
  const pages = Math.ceil(places.length / PLACES_A_PAGE);
  const page = pageOf(wanted, pages);
  const keyboard = new InlineKeyboard();
  for (const [i, { id, label }] of places.slice(page * PLACES_A_PAGE, (page + 1) * PLACES_A_PAGE).entries()) {
    if (i > 0 && i % 2 === 0) keyboard.row();
    keyboard.text(label, `${data.item}:${id}`);
  }
  return turnRow(ctx, keyboard, page, pages, data.turn);
}

/** Every linked group, page by page, and how to add one. */
export async function listGroups(deps: Deps, ctx: BotContext, wanted: number): Promise<void> {
  const groups = await findLinkedGroups(deps.db);
  const pages = Math.max(1, Math.ceil(groups.length / GROUPS_A_PAGE));
  const page = pageOf(wanted, pages);
  const shown = groups.slice(page * GROUPS_A_PAGE, (page + 1) * GROUPS_A_PAGE);
  const head = groups.length > 0 ? ctx.t("group-list-head", { n: groups.length }) : ctx.t("group-list-empty");
  const lines = [head, ...shown.map((group) => describeListed(deps, ctx.locale, group)), "", ctx.t("group-list-how")];
  await say(ctx, lines.join("\n"), turnRow(ctx, new InlineKeyboard(), page, pages, "group:list"));
}
