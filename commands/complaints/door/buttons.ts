import { InlineKeyboard } from "grammy";
import { checkDoorVisit, endWithNobody, noteNobodyHome, showNumber } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, momentOf, refuse } from "../answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "../dialogues.ts";
import { outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

/** Asks for the words that end a visit, from someone who may end it. */
async function askFor(deps: Deps, ctx: BotContext, complaintId: number, kind: "visit_result" | "visit_declined"): Promise<void> {
  const checked = await checkDoorVisit(deps, complaintId, ctx.from!.id);
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, ctx.from!.id, { kind, complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `case:later:${complaintId}`);
  const key = kind === "visit_result" ? "promise-ask-result" : "door-ask-declined";
  await ctx.reply(ctx.t(key, { number: checked.number }), { reply_markup: keyboard });
}

async function later(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("promise-result-later"));
}

/** The shop is told at once, so one tap too many must not do it. */
async function askNobody(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const checked = await checkDoorVisit(deps, complaintId, ctx.from!.id);
  if (!checked.ok) return refuse(deps, ctx, checked);
  const keyboard = new InlineKeyboard()
    .text(ctx.t("door-button-nobody-yes"), `case:nobody:${complaintId}:yes`)
    .row()
    .text(ctx.t("complaint-button-cancel"), `case:later:${complaintId}`);
  await ctx.reply(ctx.t("door-ask-nobody", { number: checked.number }), { reply_markup: keyboard });
}

async function nobody(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await noteNobodyHome(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  const keyboard = new InlineKeyboard().text(ctx.t("door-button-plan"), `case:plan:${complaintId}`);
  if (result.mayEnd) keyboard.row().text(ctx.t("door-button-end"), `case:nobodyend:${complaintId}`);
  await ctx.editMessageText(ctx.t("door-nobody-done", { number: result.complaint.number }), { reply_markup: keyboard });
}

async function end(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await endWithNobody(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  const due = result.promises.find(({ kind }) => kind === "return_visit")?.dueAt ?? deps.clock();
  await ctx.reply(ctx.t("promise-visited", { number: result.complaint.number, due: momentOf(deps, ctx, due) }));
}

async function number(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await showNumber(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.answerCallbackQuery({ text: ctx.t("door-number-sent") });
}

const inPrivate =
  (tap: CaseTaps[string]): CaseTaps[string] =>
  (deps, ctx, id, value) =>
    isPrivate(ctx) ? tap(deps, ctx, id, value) : outdated(ctx);

/** The buttons of a door visit's task. */
export const DOOR_TAPS: CaseTaps = {
  visited: inPrivate((deps, ctx, id) => askFor(deps, ctx, id, "visit_result")),
  declined: inPrivate((deps, ctx, id) => askFor(deps, ctx, id, "visit_declined")),
  nobody: inPrivate((deps, ctx, id, value) => (value === "yes" ? nobody(deps, ctx, id) : askNobody(deps, ctx, id))),
  nobodyend: inPrivate(end),
  number: inPrivate(number),
  later,
};
