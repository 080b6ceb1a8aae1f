import { InlineKeyboard } from "grammy";
import { checkReopening, reopenComplaint, solveAdvice, turnIntoComplaint } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isPrivate, outdated, refuse } from "./answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "./dialogues.ts";
import type { CaseTaps } from "./taps.ts";

/** Asks what is still wrong; the case is taken up again with the words, or without them. */
async function askForWords(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  if (!isPrivate(ctx)) return outdated(ctx);
  const personId = ctx.from!.id;
  const checked = await checkReopening(deps, { personId, complaintId });
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, personId, { kind: "reopen_words", complaintId });
  const keyboard = new InlineKeyboard()
    .text(ctx.t("closing-button-no-words"), `complain:reopen-yes:${complaintId}`)
    .row()
    .text(ctx.t("complaint-button-cancel"), `complain:reopen-no:${complaintId}`);
  await ctx.reply(ctx.t("closing-ask-words", { number: checked.number }), { reply_markup: keyboard });
}

async function reopen(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await reopenComplaint(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) {
    await endCaseDialogue(deps, ctx.from!.id);
    return refuse(deps, ctx, result);
  }
  await ctx.editMessageText(ctx.t("closing-taken-up", { number: result.complaint.number }));
}

async function keepClosed(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("closing-kept"));
}

async function solved(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await solveAdvice(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  const keyboard = new InlineKeyboard().text(ctx.t("closing-button-unsolved"), `complain:unsolved:${complaintId}`);
  await ctx.editMessageText(ctx.t("closing-solved", { number: result.complaint.number }), { reply_markup: keyboard });
}

/** The question goes back to the desk at once; the next words go with it. */
async function unsolved(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  if (!isPrivate(ctx)) return outdated(ctx);
  const personId = ctx.from!.id;
  const result = await reopenComplaint(deps, { personId, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  await saveCaseDialogue(deps, personId, { kind: "more_words", complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("closing-button-enough"), `complain:enough:${complaintId}`);
  await ctx.editMessageText(ctx.t("closing-ask-more", { number: result.complaint.number }), { reply_markup: keyboard });
}

async function enough(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("closing-enough"));
}

async function toComplaint(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await turnIntoComplaint(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  const { number, category } = result.complaint;
  await ctx.editMessageText(ctx.t("closing-complaint", { number, category: ctx.t("complaint-category-name", { category }) }));
}

/** The shop's buttons on a closing, and under "did it help?". */
export const CLOSING_TAPS: CaseTaps = {
  reopen: askForWords,
  "reopen-yes": reopen,
  "reopen-no": keepClosed,
  solved,
  unsolved,
  enough,
  tocomplaint: toComplaint,
};
