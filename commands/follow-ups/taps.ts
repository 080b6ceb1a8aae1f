import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { ACTIONS, isAction, isCause, POSTPONE_DAYS, type Cause } from "../../src/follow-ups/rules.ts";
import {
  checkFollowUp,
  finishFollowUp,
  finishOrderedAgain,
  readCard,
  readCardWithPhone,
  readList,
  reopenFollowUp,
} from "../../src/follow-ups/service.ts";
import { refuse, showHere } from "./answers.ts";
import { awaitWords, endDialogue } from "./dialogue.ts";

/** What a button of a card says: the task, and the page of the list that Back leads to. */
type Tap = { id: number; page: number; personId: number };

const toCard = (ctx: BotContext, keyboard: InlineKeyboard, { id, page }: Tap): InlineKeyboard =>
  keyboard.row().text(ctx.t("follow-up-back"), `follow:card:${id}:${page}`);

const outdated = (ctx: BotContext) => ctx.answerCallbackQuery({ text: ctx.t("button-outdated"), show_alert: true });

async function showCard(deps: Deps, ctx: BotContext, tap: Tap, hasNumber = false): Promise<void> {
  const card = await (hasNumber ? readCardWithPhone : readCard)(deps, { ...tap, locale: ctx.locale });
  if (!card.ok) return refuse(deps, ctx, card);
  await showHere(ctx, card);
}

/** A card in a message of its own: the list of everything to do, or a notice, stays as it is. */
async function sendCard(deps: Deps, ctx: BotContext, tap: Tap): Promise<void> {
  const card = await readCard(deps, { ...tap, locale: ctx.locale });
  if (!card.ok) return refuse(deps, ctx, card);
  await ctx.reply(card.text, { reply_markup: card.reply_markup });
}

async function askForAction(deps: Deps, ctx: BotContext, tap: Tap, cause: Cause): Promise<void> {
  const checked = await checkFollowUp(deps, tap, false);
  if (!checked.ok) return refuse(deps, ctx, checked);
  const keyboard = new InlineKeyboard();
  for (const action of ACTIONS)
    keyboard.text(ctx.t("follow-up-action", { action }), `follow:act:${tap.id}:${tap.page}:${cause}:${action}`).row();
  const text = ctx.t("follow-up-ask-action", { shop: checked.facts.shop.shopName, cause: ctx.t("follow-up-cause", { cause }) });
  await ctx.editMessageText(text, { reply_markup: toCard(ctx, keyboard, tap) });
}

async function askForNote(deps: Deps, ctx: BotContext, tap: Tap, cause: Cause, action: (typeof ACTIONS)[number]): Promise<void> {
  const checked = await checkFollowUp(deps, tap, false);
  if (!checked.ok) return refuse(deps, ctx, checked);
  await awaitWords(deps, ctx, { what: "note", id: tap.id, page: tap.page, cause, action });
  const keyboard = new InlineKeyboard().text(ctx.t("follow-up-skip"), `follow:skip:${tap.id}:${tap.page}:${cause}:${action}`);
  const text = ctx.t("follow-up-ask-note", { shop: checked.facts.shop.shopName, action });
  await ctx.editMessageText(text, { reply_markup: toCard(ctx, keyboard, tap) });
}

async function askForReason(deps: Deps, ctx: BotContext, tap: Tap, value: string | undefined): Promise<void> {
  const checked = await checkFollowUp(deps, tap, true);
  if (!checked.ok) return refuse(deps, ctx, checked);
  const { task, shop } = checked.facts;
  const days = POSTPONE_DAYS.find((count) => String(count) === value);
  if (days !== undefined) {
    await awaitWords(deps, ctx, { what: "reason", id: tap.id, page: tap.page, days });
    const text = ctx.t("follow-up-ask-reason", { shop: shop.shopName, days });
    return void (await ctx.editMessageText(text, { reply_markup: toCard(ctx, new InlineKeyboard(), tap) }));
  }
  const keyboard = new InlineKeyboard();
  for (const count of POSTPONE_DAYS) keyboard.text(ctx.t("follow-up-days", { days: count }), `follow:later:${tap.id}:${tap.page}:${count}`);
  const due = formatMoment(task.dueAt, { zone: deps.calendar.zone, locale: ctx.locale, now: deps.clock() });
  await ctx.editMessageText(ctx.t("follow-up-ask-days", { shop: shop.shopName, due }), { reply_markup: toCard(ctx, keyboard, tap) });
}

/** Enters something and shows the card as it is then. */
async function enter(deps: Deps, ctx: BotContext, tap: Tap, work: Promise<Awaited<ReturnType<typeof finishFollowUp>>>): Promise<void> {
  const entered = await work;
  // Whoever tapped twice did what they wanted.
  const isOwn = !entered.ok && entered.reason === "done" && entered.by === tap.personId;
  if (!entered.ok && !isOwn) return refuse(deps, ctx, entered);
  await showCard(deps, ctx, tap);
}

async function tapTask(deps: Deps, ctx: BotContext, tap: Tap, [verb, first, second]: (string | undefined)[]): Promise<unknown> {
  switch (verb) {
    case "card":
      return showCard(deps, ctx, tap);
    case "show":
      return sendCard(deps, ctx, tap);
    case "number":
      return showCard(deps, ctx, tap, true);
    case "cause":
      return isCause(first) ? askForAction(deps, ctx, tap, first) : outdated(ctx);
    case "act":
      return isCause(first) && isAction(second) ? askForNote(deps, ctx, tap, first, second) : outdated(ctx);
    case "skip":
      if (!isCause(first) || !isAction(second)) return outdated(ctx);
      return enter(deps, ctx, tap, finishFollowUp(deps, { ...tap, cause: first, action: second }));
    case "again":
      return enter(deps, ctx, tap, finishOrderedAgain(deps, tap));
    case "change":
      return enter(deps, ctx, tap, reopenFollowUp(deps, tap));
    case "later":
      return askForReason(deps, ctx, tap, first);
    default:
      return outdated(ctx);
  }
}

/** Every button of a follow-up list or card; what it says is checked again, and who taps it, by the service. */
export async function tapFollowUp(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  const [, verb, id, page = "0", first, second] = data.split(":");
  const personId = ctx.from!.id;
  // A page number stands where the task's does.
  const number = Number(id);
  if (!Number.isSafeInteger(number) || number < 0 || !/^\d{1,6}$/.test(page)) return void (await outdated(ctx));
  await endDialogue(deps, personId);
  if (verb === "list") {
    const ask = { personId, messageId: ctx.callbackQuery!.message!.message_id, page: number, locale: ctx.locale };
    return showHere(ctx, await readList(deps, ask));
  }
  if (verb === "all") {
    const { text, reply_markup } = await readList(deps, { personId, messageId: 0, page: 0, locale: ctx.locale });
    return void (await ctx.reply(text, { reply_markup }));
  }
  await tapTask(deps, ctx, { id: number, page: Number(page), personId }, [verb, first, second]);
}
