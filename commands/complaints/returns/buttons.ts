import { InlineKeyboard } from "grammy";
import { type Satisfaction, isSatisfaction } from "../../../src/complaints/rules.ts";
import { finishReturnVisit, noteAttempt, readReturnEnded, readReturnTask } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, momentOf, outdated, refuse } from "../answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "../dialogues.ts";
import type { CaseTaps } from "../taps.ts";

/** What came of the return visit, where the buttons were. */
async function showEnded(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const { text, reply_markup: keyboard } = await readReturnEnded(deps, complaintId, ctx.locale, ctx.from!.id);
  await ctx.editMessageText(text, keyboard ? { reply_markup: keyboard } : {});
}

async function record(deps: Deps, ctx: BotContext, complaintId: number, satisfaction: Satisfaction, isConfirming: boolean): Promise<void> {
  const personId = ctx.from!.id;
  const result = await finishReturnVisit(deps, { personId, complaintId, satisfaction, isConfirming });
  if (!result.ok) return refuse(deps, ctx, result);
  await showEnded(deps, ctx, complaintId);
  if (satisfaction === "satisfied" || !isPrivate(ctx)) return;
  await saveCaseDialogue(deps, personId, { kind: "rated_words", complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("return-button-skip"), `case:norated:${complaintId}`);
  await ctx.reply(ctx.t("return-ask-rated-words", { number: result.complaint.number }), { reply_markup: keyboard });
}

async function rate(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (value === undefined || !isSatisfaction(value)) return outdated(ctx);
  await record(deps, ctx, complaintId, value, false);
}

async function skipWords(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("return-skipped"));
}

/** Not reached: when the next attempt is due, in the task itself; after the last one what came of it. */
async function tried(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await noteAttempt(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  const next = result.promises.find(({ kind }) => kind === "return_visit")?.nextAt ?? null;
  const task = await readReturnTask(deps, complaintId, ctx.locale);
  if (next === null || !task) return showEnded(deps, ctx, complaintId);
  await ctx.answerCallbackQuery({ text: ctx.t("return-tried", { next: momentOf(deps, ctx, next) }), show_alert: true });
  await ctx.editMessageText(task.text, { reply_markup: task.reply_markup });
}

/** The buttons of a return visit's task. */
export const RETURN_TAPS: CaseTaps = {
  rate,
  confirm: (deps, ctx, id) => record(deps, ctx, id, "satisfied", true),
  norated: skipWords,
  tried,
};
