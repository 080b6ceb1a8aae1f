import { InlineKeyboard } from "grammy";
import { findCandidates, HANDED_KINDS, handOver, type HandedKind } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { refuse } from "../answers.ts";
import { addCancel, addPairs, onCase, showStep } from "./steps.ts";
import { outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

const PAGE = 8;

/** "door-3": which promise, and a number that goes with it. */
function readValue(value: string | undefined): { kind: HandedKind; number: number | undefined } | undefined {
  const parts = /^(\w+?)(?:-(\d{1,15}))?$/.exec(value ?? "");
  const kind = parts?.[1];
  if (kind === undefined || !Object.hasOwn(HANDED_KINDS, kind)) return undefined;
  return { kind: kind as HandedKind, number: parts?.[2] === undefined ? undefined : Number(parts[2]) };
}

/** Who may be given the promise, a page at a time. */
async function choose(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const read = readValue(value);
  if (!read) return outdated(ctx);
  const { kind, number: page = 0 } = read;
  const found = await findCandidates(deps, { ...onCase(ctx, complaintId), kind });
  if (!found.ok) return refuse(deps, ctx, found);
  const { candidates, number } = found;
  if (candidates.length === 0) return void (await ctx.answerCallbackQuery({ text: ctx.t("desk-hand-nobody"), show_alert: true }));
  const shown = candidates.slice(page * PAGE, (page + 1) * PAGE);
  const keyboard = addPairs(
    new InlineKeyboard(),
    shown.map(({ name, staffId }) => [name, `case:handto:${complaintId}:${kind}-${staffId}`]),
  );
  if (page > 0) keyboard.text(ctx.t("desk-hand-before"), `case:hand:${complaintId}:${kind}-${page - 1}`);
  if (candidates.length > (page + 1) * PAGE) keyboard.text(ctx.t("desk-hand-more"), `case:hand:${complaintId}:${kind}-${page + 1}`);
  const promise = ctx.t("promise-name", { kind: HANDED_KINDS[kind] });
  await showStep(deps, ctx, ctx.t("desk-hand-choose", { number, promise }), addCancel(ctx, keyboard.row(), complaintId));
}

async function give(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const read = readValue(value);
  if (read?.number === undefined) return outdated(ctx);
  const { kind, number: toStaffId } = read;
  const result = await handOver(deps, { ...onCase(ctx, complaintId), kind, toStaffId });
  if (!result.ok) return refuse(deps, ctx, result);
  const promise = ctx.t("promise-name", { kind: HANDED_KINDS[kind] });
  await ctx.editMessageText(ctx.t("desk-handed", { number: result.complaint.number, promise, name: result.name }));
}

/** A promise goes to someone else by name. */
export const HAND_TAPS: CaseTaps = { hand: choose, handto: give };
