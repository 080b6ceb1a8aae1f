import type { InlineKeyboard } from "grammy";
import { findRepliedCase } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { outdated } from "../receipt-buttons.ts";

/** Who taps on which case, and where. */
export const onCase = (ctx: BotContext, complaintId: number) => ({ complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id });

/** Whether the tapped message is one that this step wrote itself; a card or a task stays what it is, and the step begins below it. */
const isStep = async (deps: Deps, ctx: BotContext): Promise<boolean> =>
  (await findRepliedCase(deps, ctx.chat!.id, ctx.callbackQuery!.message!.message_id)) === undefined;

/** The next step in the message of the step before, or in a new one below the card, which others go on reading. */
export async function showStep(deps: Deps, ctx: BotContext, text: string, keyboard: InlineKeyboard): Promise<void> {
  const messageId = ctx.callbackQuery!.message!.message_id;
  if (await isStep(deps, ctx)) await ctx.editMessageText(text, { reply_markup: keyboard });
  else await ctx.reply(text, { reply_markup: keyboard, reply_parameters: { message_id: messageId, allow_sending_without_reply: true } });
}

export const addCancel = (ctx: BotContext, keyboard: InlineKeyboard, complaintId: number): InlineKeyboard =>
  keyboard.text(ctx.t("complaint-button-cancel"), `case:close:${complaintId}`);

/** Ends a step without having done anything. */
export async function closeStep(deps: Deps, ctx: BotContext): Promise<void> {
  if (await isStep(deps, ctx)) await ctx.editMessageText(ctx.t("desk-step-closed"));
  else await outdated(ctx);
}

/** Buttons two a row. */
export function addPairs(keyboard: InlineKeyboard, buttons: [text: string, data: string][]): InlineKeyboard {
  buttons.forEach(([text, data], index) => {
    keyboard.text(text, data);
    if (index % 2 === 1 || index === buttons.length - 1) keyboard.row();
  });
  return keyboard;
}
