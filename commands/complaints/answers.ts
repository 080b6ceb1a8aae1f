import type { InlineKeyboardMarkup } from "@grammyjs/types";
import { GrammyError, InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import { formatMoment, formatShortMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import type { Refused } from "../../src/complaints/service.ts";

export const isPrivate = (ctx: BotContext): boolean => ctx.chat?.type === "private";

export const momentOf = (deps: Deps, ctx: BotContext, at: number): string =>
  formatMoment(at, { zone: deps.config.timeZone, locale: ctx.locale, now: deps.clock() });

export const shortMomentOf = (deps: Deps, ctx: BotContext, at: number): string =>
  formatShortMoment(at, { zone: deps.config.timeZone, locale: ctx.locale, now: deps.clock() });

/** Why something can not be done, in a sentence. */
export function refusalText(deps: Deps, ctx: BotContext, { reason, by, at }: Refused): string {
  const phone = deps.config.hotlinePhone ?? "none";
  const values = { phone, by: by ?? ctx.t("complaint-someone"), at: at === undefined ? "" : momentOf(deps, ctx, at) };
  return ctx.t(`complaint-refused-${reason}`, values);
}

/** A refusal, where the person looks: on the tap, or below the message. */
export async function refuse(deps: Deps, ctx: BotContext, refused: Refused): Promise<void> {
  const text = refusalText(deps, ctx, refused);
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: text.slice(0, 200), show_alert: true });
  else await ctx.reply(text, quoteOf(ctx));
}

/** Says that a button means nothing any more. */
export async function outdated(ctx: BotContext): Promise<void> {
  await ctx.answerCallbackQuery({ text: ctx.t("button-outdated"), show_alert: true });
}

/** In a group it must be clear whom the bot answers. */
export const quoteOf = (ctx: BotContext) =>
  isPrivate(ctx) || !ctx.message ? {} : { reply_parameters: { message_id: ctx.message.message_id, allow_sending_without_reply: true } };

/** The button that leads from a group to the private chat. */
export const toPrivateChat = (ctx: BotContext): InlineKeyboardMarkup =>
  new InlineKeyboard().url(ctx.t("complaint-group-open"), `https://t.me/${ctx.me.username}?start=complaint`);

/** Says something in a group that only the sender sees; where the server can not do that, one short line that says nothing of the matter. */
export async function whisper(ctx: BotContext, text: string, keyboard?: InlineKeyboardMarkup): Promise<void> {
  const markup = keyboard ? { reply_markup: keyboard } : {};
  try {
    await ctx.reply(text, { ephemeral_message_parameters: { receiver_user_id: ctx.from!.id }, ...markup });
  } catch (error) {
    // Older servers and ordinary groups know no ephemeral messages.
    if (!(error instanceof GrammyError) || (error.error_code !== 400 && error.error_code !== 404)) throw error;
    await ctx.reply(text, { ...quoteOf(ctx), ...markup });
  }
}

/** That words went into a case, and to whom they go: of a restricted one not to the desk. */
export const addedText = (
  ctx: BotContext,
  { number, restriction }: { number: string; restriction: string | null },
  how: "added" | "edited" = "added",
): string => (restriction === null ? ctx.t(`complaint-${how}`, { number }) : ctx.t(`restricted-${how}`, { number }));
