import { InlineKeyboard } from "grammy";
import { readCanned, readCannedReplies, sendCanned } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { refuse } from "../answers.ts";
import { addCancel, addPairs, closeStep, onCase, showStep } from "./steps.ts";
import { answeredText } from "../messages-in.ts";
import { outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

/** Every reply as a button, or the chosen one as the shop would read it. */
async function choose(deps: Deps, ctx: BotContext, complaintId: number, key: string | undefined): Promise<void> {
  const on = { ...onCase(ctx, complaintId), locale: ctx.locale };
  if (key !== undefined) return preview(deps, ctx, complaintId, key);
  const read = await readCannedReplies(deps, on);
  if (!read.ok) return refuse(deps, ctx, read);
  const buttons = read.replies.map(({ title, key: of }): [string, string] => [title, `case:canned:${complaintId}:${of}`]);
  const text = ctx.t(buttons.length > 0 ? "desk-canned-choose" : "desk-canned-none", { number: read.number });
  await showStep(deps, ctx, text, addCancel(ctx, addPairs(new InlineKeyboard(), buttons), complaintId));
}

async function preview(deps: Deps, ctx: BotContext, complaintId: number, key: string): Promise<void> {
  const read = await readCanned(deps, { ...onCase(ctx, complaintId), locale: ctx.locale, key });
  if (!read.ok) return refuse(deps, ctx, read);
  const keyboard = new InlineKeyboard()
    .text(ctx.t("desk-canned-send"), `case:cannedsend:${complaintId}:${key}`)
    .text(ctx.t("complaint-button-back"), `case:canned:${complaintId}`);
  await showStep(deps, ctx, `${ctx.t("desk-canned-preview", { number: read.number })}\n${read.reply.text}`, keyboard);
}

async function send(deps: Deps, ctx: BotContext, complaintId: number, key: string | undefined): Promise<void> {
  if (key === undefined) return outdated(ctx);
  const messageId = ctx.callbackQuery!.message!.message_id;
  const result = await sendCanned(deps, { ...onCase(ctx, complaintId), locale: ctx.locale, key, messageId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(`${answeredText(deps, ctx, result)}\n${result.text}`);
}

/** Answering with one of the replies that the office has prepared. */
export const CANNED_TAPS: CaseTaps = { canned: choose, cannedsend: send, close: closeStep };
