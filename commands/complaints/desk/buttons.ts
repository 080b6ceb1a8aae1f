import { changeCategory, claimCase, isCard, readCard, releaseCase, showCase, type Changed } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { momentOf, refuse } from "../answers.ts";
import { ASK_TAPS } from "./ask.ts";
import { CANNED_TAPS } from "./canned.ts";
import { DUPLICATE_TAPS } from "./duplicates.ts";
import { HAND_TAPS } from "./hand.ts";
import { onCase } from "./steps.ts";
import { readCategory } from "../dialogues.ts";
import { categoryKeyboard, outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

/** The card as it is true now, in the message that was tapped. */
export async function refreshCard(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const messageId = ctx.callbackQuery!.message!.message_id;
  const card = await readCard(deps, { ...onCase(ctx, complaintId), messageId });
  if (!card.ok) return refuse(deps, ctx, card);
  const { text, reply_markup: keyboard } = card;
  await ctx.editMessageText(text, { link_preview_options: { is_disabled: true }, ...(keyboard ? { reply_markup: keyboard } : {}) });
}

/** After a change from a card: the outbox draws the desk's cards anew, and a second edit would only use up the group's messages. */
async function showChanged(deps: Deps, ctx: BotContext, { complaint, isNew }: Changed, text: string): Promise<void> {
  await ctx.answerCallbackQuery({ text });
  const isDrawnAnew = isNew && (await isCard(deps, ctx.chat!.id, ctx.callbackQuery!.message!.message_id));
  if (!isDrawnAnew) await refreshCard(deps, ctx, complaint.id);
}

async function setCategory(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const category = readCategory(value);
  if (!category) return outdated(ctx);
  const result = await changeCategory(deps, { ...onCase(ctx, complaintId), category });
  if (!result.ok) return refuse(deps, ctx, result);
  // Who turned it into a complaint about staff may have lost sight of it with that, in the desk's group and in private.
  const messageId = ctx.callbackQuery!.message!.message_id;
  const isGone = result.complaint.restriction !== null && !(await readCard(deps, { ...onCase(ctx, complaintId), messageId })).ok;
  if (isGone) return void (await ctx.answerCallbackQuery({ text: ctx.t("restricted-passed-on"), show_alert: true }));
  const name = ctx.t("complaint-category-name", { category });
  await showChanged(deps, ctx, result, ctx.t("complaint-category-set", { category: name }));
}

async function claim(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await claimCase(deps, onCase(ctx, complaintId));
  if (!result.ok) return refuse(deps, ctx, result);
  const reply = result.promises.find(({ kind }) => kind === "desk_reply");
  const isWaiting = (reply?.pausedAt ?? null) !== null;
  const text = isWaiting
    ? ctx.t("desk-claimed-waiting")
    : ctx.t("desk-claimed", { due: momentOf(deps, ctx, reply?.dueAt ?? deps.clock()) });
  await showChanged(deps, ctx, result, text);
}

async function release(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const result = await releaseCase(deps, onCase(ctx, complaintId));
  if (!result.ok) return refuse(deps, ctx, result);
  await showChanged(deps, ctx, result, ctx.t("desk-released"));
}

async function show(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const key = `tap-${ctx.callbackQuery!.id}`;
  const result = await showCase(deps, { ...onCase(ctx, complaintId), key });
  if (!result.ok) await refuse(deps, ctx, result);
}

/** The desk's buttons on a card, and Show wherever a case is named. */
export const DESK_TAPS: CaseTaps = {
  claim,
  release,
  category: async (_deps, ctx, id) => void (await ctx.editMessageReplyMarkup({ reply_markup: categoryKeyboard(ctx, "case", id) })),
  set: setCategory,
  back: refreshCard,
  show,
  ...ASK_TAPS,
  ...CANNED_TAPS,
  ...DUPLICATE_TAPS,
  ...HAND_TAPS,
};
