import { InlineKeyboard } from "grammy";
import { askOtherTime, callOffVisit, callVisitBack, checkOtherTime, type Changed, type Refused } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, refuse } from "../answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "../dialogues.ts";
import { showReceipt } from "../receipt-view.ts";
import type { CaseTaps } from "../taps.ts";

const WISHES = ["morning", "afternoon", "day"] as const;

/** One tap beside "change category" must not call a visit off. */
const confirmKeyboard = (ctx: BotContext, complaintId: number): InlineKeyboard =>
  new InlineKeyboard()
    .text(ctx.t("door-button-no-visit-yes"), `complain:novisit-yes:${complaintId}`)
    .row()
    .text(ctx.t("complaint-button-back"), `complain:back:${complaintId}`);

async function callOff(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await callOffVisit(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.answerCallbackQuery({ text: ctx.t("door-no-visit-done") });
  await showReceipt(deps, ctx, complaintId);
}

async function callBack(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await callVisitBack(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.answerCallbackQuery({ text: ctx.t("door-revisit-done") });
  await showReceipt(deps, ctx, complaintId);
}

/** "When does it suit?": in words, or with a tap. */
async function ask(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const checked = await checkOtherTime(deps, { personId: ctx.from!.id, complaintId });
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_other", complaintId });
  const keyboard = new InlineKeyboard();
  for (const wish of WISHES) {
    // Too long to share a row.
    if (wish === "day") keyboard.row();
    keyboard.text(ctx.t("door-wish", { wish }), `complain:wish:${complaintId}:${wish}`);
  }
  keyboard.row().text(ctx.t("complaint-button-cancel"), `complain:keeptime:${complaintId}`);
  await ctx.reply(ctx.t("door-ask-wish", { number: checked.number }), { reply_markup: keyboard });
}

/** What the shop reads when its wish was passed on. */
export const wishAnswer = (ctx: BotContext, result: Changed | Refused, words: string): string =>
  ctx.t("door-wish-passed", { number: result.ok ? result.complaint.number : "", words });

async function wish(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const known = WISHES.find((each) => each === value);
  const words = known ? ctx.t("door-wish", { wish: known }) : "";
  const result = await askOtherTime(deps, { personId: ctx.from!.id, complaintId, words });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(wishAnswer(ctx, result, words));
}

async function keepTime(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("door-wish-kept"));
}

const inPrivate =
  (tap: CaseTaps[string]): CaseTaps[string] =>
  async (deps, ctx, id, value) =>
    isPrivate(ctx)
      ? tap(deps, ctx, id, value)
      : void (await ctx.answerCallbackQuery({ text: ctx.t("complaint-private"), show_alert: true }));

/** What a shop can say about its door visit: under the receipt, a plan, and news of the visit. */
export const SHOP_VISIT_TAPS: CaseTaps = {
  novisit: async (_deps, ctx, id) => void (await ctx.editMessageReplyMarkup({ reply_markup: confirmKeyboard(ctx, id) })),
  "novisit-yes": inPrivate(callOff),
  revisit: inPrivate(callBack),
  othertime: inPrivate(ask),
  wish: inPrivate(wish),
  keeptime: keepTime,
};
