import { changeCategory, readCard, showCase } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { refuse } from "./answers.ts";
import { readCategory } from "./dialogues.ts";
import { categoryKeyboard, outdated } from "./receipt-buttons.ts";
import type { CaseTaps } from "./taps.ts";

/** The card as it is true now, in the message that was tapped. */
export async function refreshCard(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
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

async function show(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const key = `tap-${ctx.callbackQuery!.id}`;
  const result = await showCase(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, key });
  if (!result.ok) await refuse(deps, ctx, result);
}

/** The desk's buttons on a card, and Show wherever a case is named. */
export const DESK_TAPS: CaseTaps = {
  category: async (_deps, ctx, id) => void (await ctx.editMessageReplyMarkup({ reply_markup: categoryKeyboard(ctx, "case", id) })),
  set: setCategory,
  back: refreshCard,
  show,
};
