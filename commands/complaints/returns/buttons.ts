import { InlineKeyboard } from "grammy";
import { MAX_ATTEMPTS, OFFER_WAIVER_FROM_ROUND } from "../../../src/complaints/returns/rules.ts";
import { isSatisfaction, type Satisfaction } from "../../../src/complaints/rules.ts";
import { finishReturnVisit, noteAttempt, readReturnTask, type Changed } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, momentOf, outdated, refuse } from "../answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "../dialogues.ts";
import type { CaseTaps } from "../taps.ts";

/** What came of recording a result, where the buttons were; from the third time on with the way to waive what can not be done. */
async function showRated(ctx: BotContext, { complaint }: Changed, satisfaction: Satisfaction): Promise<void> {
  const { id, number, state, round } = complaint;
  const isReopened = satisfaction === "not_satisfied";
  const text = ctx.t("promise-rated", {
    number,
    satisfaction: ctx.t("complaint-satisfaction-name", { satisfaction }),
    state: isReopened ? "reopened" : state,
    round: String(round),
  });
  const isOffered = isReopened && round > OFFER_WAIVER_FROM_ROUND;
  const lines = isOffered ? [text, ctx.t("return-offer-waiver", { times: String(round - 1) })] : [text];
  const keyboard = new InlineKeyboard().text(ctx.t("return-button-waive"), `case:waive:${id}`);
  await ctx.editMessageText(lines.join("\n"), isOffered ? { reply_markup: keyboard } : {});
}

async function record(deps: Deps, ctx: BotContext, complaintId: number, satisfaction: Satisfaction, isConfirming: boolean): Promise<void> {
  const personId = ctx.from!.id;
  const result = await finishReturnVisit(deps, { personId, complaintId, satisfaction, isConfirming });
  if (!result.ok) return refuse(deps, ctx, result);
  await showRated(ctx, result, satisfaction);
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
  const { number, state } = result.complaint;
  const next = result.promises.find(({ kind }) => kind === "return_visit")?.nextAt ?? null;
  const task = await readReturnTask(deps, complaintId, ctx.locale);
  if (next === null || !task)
    return void (await ctx.editMessageText(ctx.t("return-given-up", { number, state, max: String(MAX_ATTEMPTS) })));
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
