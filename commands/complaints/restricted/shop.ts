import { InlineKeyboard } from "grammy";
import {
  isAboutChoice,
  readReceipt,
  sayReport,
  sayWhom,
  showAboutChoices,
  type Changed,
  type FiledFor,
  type Refused,
} from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { REPORT_HOTLINE } from "../../../src/complaints/restricted/rules.ts";
import { isPrivate, refuse } from "../answers.ts";
import { toReceived, type Content } from "../content.ts";
import { endCaseDialogue, saveCaseDialogue, type CaseDialogue } from "../dialogues.ts";
import type { CaseTaps } from "../taps.ts";

const outdated = (ctx: BotContext) => ctx.answerCallbackQuery({ text: ctx.t("button-outdated"), show_alert: true });

/** The receipt as it is now, in the message that was tapped; to a member of staff, who may not read it, only that it is noted. */
async function showNoted(deps: Deps, ctx: BotContext, result: Changed | Refused): Promise<void> {
  if (!result.ok) return refuse(deps, ctx, result);
  const receipt = await readReceipt(deps, result.complaint.id, ctx.from!.id, ctx.locale);
  if (receipt.ok) await ctx.editMessageText(receipt.text, { reply_markup: receipt.reply_markup });
  else await ctx.editMessageText(ctx.t("restricted-noted"));
}

async function askForWords(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const shown = await showAboutChoices(deps, { complaintId, personId: ctx.from!.id, locale: ctx.locale });
  if (!shown.ok) return refuse(deps, ctx, shown);
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "about_whom", complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `complain:aboutlater:${complaintId}`);
  await ctx.reply(ctx.t("restricted-ask-words", { number: shown.number }), { reply_markup: keyboard });
}

/** "complain:about:ID" shows the choices again, "complain:about:ID:CHOICE" is one; the account manager's is "manager-STAFFID". */
async function tapAbout(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (!isPrivate(ctx)) return void (await outdated(ctx));
  if (value === undefined) {
    const shown = await showAboutChoices(deps, { complaintId, personId: ctx.from!.id, locale: ctx.locale });
    return shown.ok ? void (await ctx.editMessageReplyMarkup({ reply_markup: shown.keyboard })) : refuse(deps, ctx, shown);
  }
  const [choice = "", managerId] = value.split("-");
  if (!isAboutChoice(choice)) return void (await outdated(ctx));
  if (choice === "other") return askForWords(deps, ctx, complaintId);
  const said = { choice, managerId: managerId === undefined ? undefined : Number(managerId) };
  await showNoted(deps, ctx, await sayWhom(deps, { personId: ctx.from!.id, complaintId }, said));
}

async function tapReport(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (!isPrivate(ctx) || (value !== "yes" && value !== "no")) return void (await outdated(ctx));
  await showNoted(deps, ctx, await sayReport(deps, { personId: ctx.from!.id, complaintId, isReport: value === "yes" }));
}

async function later(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("restricted-later"));
}

/** The shop's buttons of a restricted case: whom it is about, and whether it is a report. */
export const RESTRICTED_SHOP_TAPS: CaseTaps = { about: tapAbout, report: tapReport, aboutlater: later };

/** The words that say whom a case is about. */
export async function takeAboutWords(
  deps: Deps,
  ctx: BotContext,
  { complaintId }: Extract<CaseDialogue, { kind: "about_whom" }>,
  content: Content,
): Promise<boolean> {
  const result = await sayWhom(deps, { personId: ctx.from!.id, complaintId }, { received: toReceived(content) });
  if (!result.ok) {
    // Without words the question stays open; anything else will not change by asking again.
    if (result.reason !== "empty") await endCaseDialogue(deps, ctx.from!.id);
    await refuse(deps, ctx, result);
  } else if (result.isNew) await ctx.reply(ctx.t("restricted-noted"));
  return true;
}

/**
 * To the member of staff who wrote down what a shop said of staff or reported: they know whom it is about, or that it is no report. Nobody of
 * the shop hears of a report, for who made it is not known.
 */
export async function tellRestricted(deps: Deps, ctx: BotContext, { id, number, shopName, restriction }: FiledFor): Promise<void> {
  const text = ctx.t("restricted-for-filed", { number, shop: shopName, restriction: restriction ?? "", report: REPORT_HOTLINE });
  const shown = await showAboutChoices(deps, { complaintId: id, personId: ctx.from!.id, locale: ctx.locale });
  const report = new InlineKeyboard()
    .text(ctx.t("restricted-button-report"), `complain:report:${id}:yes`)
    .row()
    .text(ctx.t("restricted-button-ordinary"), `complain:report:${id}:no`);
  const keyboard = restriction === "confidential" ? report : shown.ok ? shown.keyboard : undefined;
  await ctx.reply(text, keyboard ? { reply_markup: keyboard } : {});
}
