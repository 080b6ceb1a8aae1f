import { InlineKeyboard } from "grammy";
import { findDuplicates, markDuplicate } from "../../../src/complaints/service.ts";
import { excerpt } from "../../../src/complaints/rules.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { momentOf, refuse } from "../answers.ts";
import { addCancel, onCase, showStep } from "./steps.ts";
import { outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

/** One screen of a phone. */
const SHOWN = 8;
const WORDS = 60;

/** The shop's other open cases, of which one is about the same. */
async function choose(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const read = await findDuplicates(deps, onCase(ctx, complaintId));
  if (!read.ok) return refuse(deps, ctx, read);
  const cases = read.cases.slice(0, SHOWN);
  if (cases.length === 0) return void (await ctx.answerCallbackQuery({ text: ctx.t("desk-duplicate-none"), show_alert: true }));
  const keyboard = new InlineKeyboard();
  const lines = cases.map(({ id, number, category, text, openedAt }) => {
    keyboard.text(number, `case:dupto:${complaintId}:${id}`).row();
    const name = ctx.t("complaint-category-name", { category });
    return ctx.t("desk-duplicate-item", { number, category: name, at: momentOf(deps, ctx, openedAt), text: excerpt(text, WORDS) });
  });
  const head = ctx.t("desk-duplicate-choose", { number: read.complaint.number });
  await showStep(deps, ctx, [head, ...lines].join("\n"), addCancel(ctx, keyboard, complaintId));
}

/** "Merge A into B?": it can not be taken back. */
async function confirm(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const read = await findDuplicates(deps, onCase(ctx, complaintId));
  if (!read.ok) return refuse(deps, ctx, read);
  const into = read.cases.find(({ id }) => String(id) === value);
  if (!into) return refuse(deps, ctx, { ok: false, reason: "not_mergeable" });
  const keyboard = new InlineKeyboard()
    .text(ctx.t("desk-duplicate-yes"), `case:dupyes:${complaintId}:${into.id}`)
    .text(ctx.t("complaint-button-back"), `case:dup:${complaintId}`);
  await showStep(deps, ctx, ctx.t("desk-duplicate-confirm", { number: read.complaint.number, other: into.number }), keyboard);
}

async function merge(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const intoId = Number(value);
  if (!Number.isSafeInteger(intoId) || intoId <= 0) return outdated(ctx);
  const result = await markDuplicate(deps, { ...onCase(ctx, complaintId), intoId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(ctx.t("desk-duplicate-done", { number: result.complaint.number, other: result.into }));
}

/** Two cases about the same become one. */
export const DUPLICATE_TAPS: CaseTaps = { dup: choose, dupto: confirm, dupyes: merge };
