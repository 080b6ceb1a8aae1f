import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { writableColumns } from "../../src/posts/approval-rules.ts";
import { isColumn, type Column } from "../../src/posts/rules.ts";
import {
  choosePlace,
  discardPost,
  findAudience,
  findOwnDraft,
  findPost,
  moveToColumn,
  sendPost,
  type Post,
  type SendRefusal,
  type SubmitRefusal,
} from "../../src/posts/service.ts";
import { alertTap } from "./alerts.ts";
import { isRenewing } from "./composing.ts";
import { changeAudience, pickChoice } from "./audience.ts";
import { askLicences } from "./licences.ts";
import { chooseValidity, showOptions, switchOption } from "./options.ts";
import { chooseTime, chooseWeekday, showTime, showWeekdays } from "./time.ts";
import { askContent } from "./renew.ts";
import { refreshButton, refreshDraft, refreshPanel, replyWithPost, showPanel } from "./preview.ts";

export type Tap = { action: string; postId: number; more: string[] };

/** One button a column, the data ending in its name. */
export function columnKeyboard(ctx: BotContext, prefix: string, columns: readonly Column[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const column of columns) keyboard.text(ctx.t(`column-${column}`), `${prefix}:${column}`).row();
  return keyboard;
}

/** A tap that can not have its effect: says why. */
export async function refuseTap(deps: Deps, ctx: BotContext, refusal: SendRefusal | SubmitRefusal): Promise<void> {
  const { locale } = ctx;
  const at =
    refusal.reason === "already_sent" ? formatMoment(refusal.sentAt, { zone: deps.config.timeZone, locale, now: deps.clock() }) : "";
  const words = refusal.reason === "words" ? refusal.words.join(ctx.t("people-list-comma")) : "";
  await alertTap(ctx, ctx.t(`post-refused-${refusal.reason}`, { at, words }));
}

/**
 * The same for a draft's button. One that waits by now shows its author how it stands: when the process died between the deed and its
 * answer the tap comes again, and nobody is left with the buttons of a draft.
 */
export async function refuseDraftTap(deps: Deps, ctx: BotContext, postId: number, refusal: SendRefusal | SubmitRefusal): Promise<unknown> {
  await refuseTap(deps, ctx, refusal);
  const isWaiting = refusal.reason === "submitted" || refusal.reason === "waiting";
  return isWaiting ? refreshPanel(deps, ctx, (await findPost(deps.db, postId))!) : undefined;
}

async function send(deps: Deps, ctx: BotContext, post: Post): Promise<unknown> {
  const { id } = post;
  const result = await sendPost(deps, id, ctx.from!.id);
  if (!result.ok) await refuseTap(deps, ctx, result);
  // An old button from before the right changed: the new one takes its place.
  if (!result.ok) return result.reason === "needs_approval" ? refreshPanel(deps, ctx, post) : undefined;
  return refreshPanel(deps, ctx, (await findPost(deps.db, id))!);
}

async function discard(deps: Deps, ctx: BotContext, { id }: Post): Promise<unknown> {
  const result = await discardPost(deps, id, ctx.from!.id);
  if (!result.ok) return refuseTap(deps, ctx, result);
  return refreshPanel(deps, ctx, (await findPost(deps.db, id))!);
}

/** Shows the draft to its author once more, just as a recipient gets it: with sound or without, protected or not. */
async function test(deps: Deps, ctx: BotContext, post: Post): Promise<unknown> {
  const place = choosePlace(await findAudience(deps, post), ctx.locale);
  await ctx.answerCallbackQuery({ text: ctx.t("post-tested") });
  await replyWithPost(deps, ctx, post, { place, options: post });
  // Where the next tap is: below what was just looked at.
  return showPanel(deps, ctx, post);
}

async function move(deps: Deps, ctx: BotContext, post: Post, column: string): Promise<unknown> {
  if (!isColumn(column)) return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  const changed = await moveToColumn(deps, post, column);
  if (changed.ok) return refreshDraft(deps, ctx, changed.post);
  if (changed.reason === "column") return refuseTap(deps, ctx, { ok: false, reason: "column" });
  if (changed.reason !== "too_long") return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  const text = ctx.t("post-column-too-long", { column: ctx.t(`column-${column}`), excess: changed.excess });
  await alertTap(ctx, text);
  return refreshDraft(deps, ctx, post);
}

async function change(deps: Deps, ctx: BotContext, changed: Post | undefined): Promise<unknown> {
  return changed ? showOptions(ctx, changed) : refuseTap(deps, ctx, { ok: false, reason: "not_found" });
}

/** A chosen time is all there was to choose: back to the draft. */
async function settle(deps: Deps, ctx: BotContext, changed: Post | "past" | undefined): Promise<unknown> {
  if (changed === "past") return refuseTap(deps, ctx, { ok: false, reason: "past" });
  return changed ? refreshPanel(deps, ctx, changed) : refuseTap(deps, ctx, { ok: false, reason: "not_found" });
}

type Action = (deps: Deps, ctx: BotContext, post: Post, more: string[]) => Promise<unknown>;

const ACTIONS: Record<string, Action> = {
  send,
  drop: discard,
  test,
  renew: askContent,
  show: (deps, ctx, post) => refreshPanel(deps, ctx, post),
  move: (_deps, ctx, { id }) =>
    ctx.editMessageReplyMarkup({ reply_markup: columnKeyboard(ctx, `post:to:${id}`, writableColumns(ctx.actor)) }),
  to: (deps, ctx, post, [column = ""]) => move(deps, ctx, post, column),
  opt: (_deps, ctx, post) => showOptions(ctx, post),
  time: showTime,
  weekly: showWeekdays,
  at: async (deps, ctx, post, [at = ""]) => settle(deps, ctx, await chooseTime(deps, post, Number(at))),
  week: async (deps, ctx, post, [weekday = ""]) => settle(deps, ctx, await chooseWeekday(deps, post, Number(weekday))),
  set: async (deps, ctx, post, [option = "", value = ""]) => {
    const changed = await switchOption(deps, post, option, value);
    await change(deps, ctx, changed);
    if (changed && option === "requireAck") await refreshButton(deps, ctx, changed);
  },
  valid: async (deps, ctx, post, [choice = ""]) => change(deps, ctx, await chooseValidity(deps, post, Number(choice))),
  aud: async (deps, ctx, post, [what = "", page = ""]) => {
    if (what === "licences") return askLicences(deps, ctx, post);
    if (!(await changeAudience(deps, ctx, post, what, page))) return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
    return undefined;
  },
  pick: async (deps, ctx, post, more) => {
    if (!(await pickChoice(deps, ctx, post, more))) return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
    return undefined;
  },
};

const ASKING = ["post_time", "post_licences"];

async function leaveDialogue(deps: Deps, ctx: BotContext): Promise<void> {
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  const isAsked = dialogue && (ASKING.includes(dialogue.kind) || isRenewing(dialogue));
  if (isAsked) await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
}

/** A button of a draft: its author's alone, and only as long as it is one; what does not parse is an old or forged one. */
export async function tapDraft(deps: Deps, ctx: BotContext, { action, postId, more }: Tap): Promise<unknown> {
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!run || !Number.isSafeInteger(postId)) return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  const draft = await findOwnDraft(deps, postId, ctx.from!.id);
  // Who taps has done with writing the time, the licences or the content that the bot was waiting for.
  await leaveDialogue(deps, ctx);
  return draft.ok ? run(deps, ctx, draft.post, more) : refuseDraftTap(deps, ctx, postId, draft);
}
