import { InlineKeyboard } from "grammy";
import { isSatisfaction } from "../../../src/complaints/rules.ts";
import { readReturnAsk, saySatisfaction, sayWhich, sayWhy, type Blamed } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { outdated, refuse } from "../answers.ts";
import { endCaseDialogue, findCaseDialogue, saveCaseDialogue } from "../dialogues.ts";
import type { CaseTaps } from "../taps.ts";

/** The question as it stands now, in the message that asks it. */
async function redraw(deps: Deps, ctx: BotContext, complaintId: number, isAsking = false): Promise<void> {
  const asked = await readReturnAsk(deps, { complaintId, personId: ctx.from!.id, locale: ctx.locale, isAsking });
  if (!asked) return refuse(deps, ctx, { ok: false, reason: "said_late" });
  await ctx.editMessageText(asked.text, { reply_markup: asked.reply_markup });
}

async function said(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (value === undefined || !isSatisfaction(value)) return outdated(ctx);
  const result = await saySatisfaction(deps, { personId: ctx.from!.id, complaintId, satisfaction: value });
  if (!result.ok) return refuse(deps, ctx, result);
  await redraw(deps, ctx, complaintId);
}

const BLAMED: Record<string, Blamed> = { desk_reply: "desk_reply", door_visit: "door_visit", matter: null };

async function which(deps: Deps, ctx: BotContext, complaintId: number, value = ""): Promise<void> {
  if (!Object.hasOwn(BLAMED, value)) return outdated(ctx);
  const promise = BLAMED[value]!;
  const personId = ctx.from!.id;
  const result = await sayWhich(deps, { personId, complaintId, promise });
  if (!result.ok) return refuse(deps, ctx, result);
  await redraw(deps, ctx, complaintId);
  if (!result.isNew) return;
  await saveCaseDialogue(deps, personId, { kind: "said_why", complaintId, promise });
  const keyboard = new InlineKeyboard().text(ctx.t("return-button-skip"), `complain:nowhy:${complaintId}`);
  await ctx.reply(ctx.t("return-ask-why"), { reply_markup: keyboard });
}

/** Words were skipped: what was chosen is passed on without them. */
async function skipWhy(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  const isAsked = dialogue?.kind === "said_why" && dialogue.complaintId === complaintId;
  if (isAsked) {
    const result = await sayWhy(deps, { personId: ctx.from!.id, complaintId, promise: dialogue.promise });
    if (!result.ok) {
      await endCaseDialogue(deps, ctx.from!.id);
      return refuse(deps, ctx, result);
    }
  }
  await ctx.editMessageText(ctx.t("return-why-passed"));
}

/** The shop's buttons under the question whether it is satisfied. */
export const RETURN_SHOP_TAPS: CaseTaps = {
  said,
  which,
  resay: (deps, ctx, id) => redraw(deps, ctx, id, true),
  nowhy: skipWhy,
};
