import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { describeChange, findPost, nameOfPost, planRecall, recall, toFollower, type RecallRefusal } from "../../src/posts/service.ts";
import { tappedMessage } from "./revise.ts";

type Action = (deps: Deps, ctx: BotContext, postId: number) => Promise<unknown>;

async function refuse(ctx: BotContext, { reason }: RecallRefusal): Promise<unknown> {
  const key = reason === "not_found" ? "post-refused-not_found" : `post-recall-refused-${reason}`;
  return ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });
}

/** Asks in a message of its own: the one with the buttons shows how the post goes and changes all the time. */
async function confirm(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const plan = await planRecall(deps, postId, toFollower(ctx.actor));
  if (!plan.ok) return refuse(ctx, plan);
  const name = nameOfPost(deps, ctx.locale, (await findPost(deps.db, postId))!);
  const { removable, notices, dropped } = plan;
  const lines = [
    ctx.t("post-recall-ask", { name, n: removable + notices }),
    ...(removable > 0 ? [ctx.t("post-recall-will-remove", { n: removable })] : []),
    ...(notices > 0 ? [ctx.t("post-recall-will-note", { n: notices })] : []),
    ...(dropped > 0 ? [ctx.t("post-recall-will-drop", { n: dropped })] : []),
  ];
  const keyboard = new InlineKeyboard()
    .text(ctx.t("post-recall-yes"), `post:recallyes:${postId}`)
    .text(ctx.t("post-recall-no"), `post:recallno:${postId}`);
  return ctx.reply(lines.join("\n"), { reply_markup: keyboard });
}

async function carryOut(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const result = await recall(deps, { postId, messageId: tappedMessage(ctx) }, toFollower(ctx.actor));
  if (!result.ok) return refuse(ctx, result);
  const post = (await findPost(deps.db, postId))!;
  const standing = { kind: "post_recall" as const, total: result.places, left: result.places };
  return ctx.editMessageText(describeChange(deps, ctx.locale, post, standing), { reply_markup: new InlineKeyboard() });
}

const ACTIONS: Record<string, Action> = {
  recall: confirm,
  recallyes: carryOut,
  recallno: (_deps, ctx) => ctx.editMessageText(ctx.t("post-recall-left"), { reply_markup: new InlineKeyboard() }),
};

export const isRecalling = (action: string): boolean => Object.hasOwn(ACTIONS, action);

/** The buttons of a recall: what it would do, yes, no. */
export const tapRecall = async (deps: Deps, ctx: BotContext, action: string, postId: number): Promise<unknown> =>
  Number.isSafeInteger(postId) ? ACTIONS[action]!(deps, ctx, postId) : refuse(ctx, { ok: false, reason: "not_found" });
