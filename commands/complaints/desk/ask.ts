import { InlineKeyboard } from "grammy";
import { askShop, checkAsk, promptForQuestion } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, momentOf, quoteOf, refuse } from "../answers.ts";
import type { Content } from "../content.ts";
import { onCase } from "./steps.ts";
import { endCaseDialogue, saveCaseDialogue, type CaseDialogue } from "../dialogues.ts";
import type { CaseTaps } from "../taps.ts";

/** Asks the clerk for the question: in private the next message is it, in a group the reply to a message that asks. */
async function askForQuestion(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const on = onCase(ctx, complaintId);
  const checked = await checkAsk(deps, on);
  if (!checked.ok) return refuse(deps, ctx, checked);
  if (!isPrivate(ctx)) return promptForQuestion(deps, on, { key: ctx.callbackQuery!.id, name: ctx.from!.first_name });
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "ask_shop", complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `case:askno:${complaintId}`);
  await ctx.reply(ctx.t("desk-ask-private", { number: checked.number }), { reply_markup: keyboard });
}

/** Passes the clerk's message on to the shop as a question, and says until when the clock stands. */
export async function ask(deps: Deps, ctx: BotContext, complaintId: number, received: Content): Promise<true> {
  const result = await askShop(deps, { personId: ctx.from!.id, complaintId, received });
  if (!result.ok) await refuse(deps, ctx, result);
  else if (result.isNew) {
    const { until, isReachable, shopName, complaint } = result;
    const values = { shop: shopName, number: complaint.number, until: until === undefined ? "none" : momentOf(deps, ctx, until) };
    await ctx.reply(ctx.t(isReachable ? "desk-asked" : "desk-asked-unreached", values), quoteOf(ctx));
  }
  return true;
}

export async function takeQuestion(
  deps: Deps,
  ctx: BotContext,
  { complaintId }: Extract<CaseDialogue, { kind: "ask_shop" }>,
  content: Content,
): Promise<true> {
  await ask(deps, ctx, complaintId, content);
  return true;
}

async function cancelQuestion(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("desk-step-closed"));
}

/** Asking the shop something. */
export const ASK_TAPS: CaseTaps = { ask: askForQuestion, askno: cancelQuestion };
