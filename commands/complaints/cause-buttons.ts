import { readCauseCard, setCause } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { refuse } from "./answers.ts";
import type { CaseTaps } from "./taps.ts";

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

/** The buttons under the question why it came to a case. */
export const CAUSE_TAPS: CaseTaps = {
  cause: chooseCause,
  causes: (deps, ctx, id) => refreshCause(deps, ctx, id, true),
};
