import { InlineKeyboard } from "grammy";
import { checkDoorVisit, offerVisitTimes, planDoorVisit } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, momentOf, refuse, shortMomentOf } from "../answers.ts";
import { saveCaseDialogue } from "../dialogues.ts";
import { outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

const MINUTE_MS = 60_000;

/** Offers times as buttons, and takes any other in words. */
async function offer(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const checked = await checkDoorVisit(deps, complaintId, ctx.from!.id);
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_plan", complaintId });
  const keyboard = new InlineKeyboard();
  offerVisitTimes(deps.clock(), deps.calendar).forEach((at, index) => {
    keyboard.text(shortMomentOf(deps, ctx, at), `case:plan:${complaintId}:${at / MINUTE_MS}`);
    if (index % 2 === 1) keyboard.row();
  });
  keyboard.row().text(ctx.t("complaint-button-cancel"), `case:later:${complaintId}`);
  const text = ctx.t("door-ask-time", { number: checked.number, due: momentOf(deps, ctx, checked.dueAt) });
  await ctx.reply(text, { reply_markup: keyboard });
}

/** Plans for an instant; the reason for a late one is asked for first. Gives what to say, undefined when it was said. */
export async function planFor(
  deps: Deps,
  ctx: BotContext,
  plan: { complaintId: number; at: number; reason?: string | undefined },
): Promise<string | undefined> {
  const result = await planDoorVisit(deps, { personId: ctx.from!.id, ...plan });
  const { complaintId, at } = plan;
  if (!result.ok && result.reason === "plan_reason") {
    await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_reason", complaintId, plannedAt: at });
    const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `case:later:${complaintId}`);
    await ctx.reply(ctx.t("door-ask-reason", { at: momentOf(deps, ctx, at) }), { reply_markup: keyboard });
    return undefined;
  }
  if (!result.ok) {
    await refuse(deps, ctx, result);
    return undefined;
  }
  const told = result.isShopReached ? "yes" : "no";
  return ctx.t("door-plan-done", { number: result.complaint.number, at: momentOf(deps, ctx, at), told });
}

async function choose(deps: Deps, ctx: BotContext, complaintId: number, value: string): Promise<void> {
  const minutes = Number(value);
  if (!Number.isSafeInteger(minutes) || minutes <= 0) return outdated(ctx);
  const said = await planFor(deps, ctx, { complaintId, at: minutes * MINUTE_MS });
  if (said !== undefined) await ctx.editMessageText(said);
}

/** "Plan a time" on a visit's task, and the times offered then. */
export const PLAN_TAPS: CaseTaps = {
  plan: (deps, ctx, id, value) => {
    if (!isPrivate(ctx)) return outdated(ctx);
    return value === undefined ? offer(deps, ctx, id) : choose(deps, ctx, id, value);
  },
};
