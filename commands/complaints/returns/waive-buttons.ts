import { InlineKeyboard } from "grammy";
import { PROMISE_KINDS, type PromiseKind } from "../../../src/complaints/rules.ts";
import { checkWaiver, readWaivableKinds } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, outdated, refuse } from "../answers.ts";
import { endCaseDialogue, saveCaseDialogue } from "../dialogues.ts";
import type { CaseTaps } from "../taps.ts";

async function askForReason(deps: Deps, ctx: BotContext, complaintId: number, promise: PromiseKind): Promise<void> {
  const personId = ctx.from!.id;
  const checked = await checkWaiver(deps, { personId, complaintId, kind: promise });
  if (!checked.ok) return refuse(deps, ctx, checked);
  await saveCaseDialogue(deps, personId, { kind: "waive_reason", complaintId, promise });
  const keyboard = new InlineKeyboard().text(ctx.t("complaint-button-cancel"), `case:nowaive:${complaintId}`);
  await ctx.reply(ctx.t("return-ask-reason", { number: checked.number, kind: promise }), { reply_markup: keyboard });
}

/** Which promise to waive, unless there is only one left. */
async function waive(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (!isPrivate(ctx)) return outdated(ctx);
  const chosen = PROMISE_KINDS.find((kind) => kind === value);
  if (value !== undefined && !chosen) return outdated(ctx);
  if (chosen) return askForReason(deps, ctx, complaintId, chosen);
  const open = await readWaivableKinds(deps, { personId: ctx.from!.id, complaintId });
  if (!open.ok) return refuse(deps, ctx, open);
  if (open.kinds.length === 1) return askForReason(deps, ctx, complaintId, open.kinds[0]!);
  const keyboard = new InlineKeyboard();
  for (const kind of open.kinds) keyboard.text(ctx.t("promise-name", { kind }), `case:waive:${complaintId}:${kind}`).row();
  keyboard.text(ctx.t("complaint-button-cancel"), `case:nowaive:${complaintId}`);
  await ctx.reply(ctx.t("return-waive-which", { number: open.number }), { reply_markup: keyboard });
}

async function cancelWaiver(deps: Deps, ctx: BotContext): Promise<void> {
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t("return-waive-cancelled"));
}

/** Waiving a promise, for those in charge. */
export const WAIVE_TAPS: CaseTaps = { waive, nowaive: cancelWaiver };
