import { InlineKeyboard } from "grammy";
import { checkDoorVisit } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isPrivate, refuse } from "./answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "./dialogues.ts";
import { outdated } from "./receipt-buttons.ts";
import type { CaseTaps } from "./taps.ts";

async function askForResult(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const checked = await checkDoorVisit(deps, complaintId, ctx.from!.id);
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_result", complaintId });
  const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `case:later:${complaintId}`);
  await ctx.reply(ctx.t("promise-ask-result", { number: checked.number }), { reply_markup: keyboard });
}

async function later(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("promise-result-later"));
}

/** The buttons of a door visit's task. */
export const DOOR_TAPS: CaseTaps = {
  visited: (deps, ctx, id) => (isPrivate(ctx) ? askForResult(deps, ctx, id) : outdated(ctx)),
  later,
};
