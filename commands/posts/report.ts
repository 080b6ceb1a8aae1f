import { InlineKeyboard, InputFile } from "grammy";
import type { BotContext } from "../../src/context.ts";
import { formatMoment, formatTime } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import {
  describeHistory,
  describeReport,
  exportReport,
  findFollowed,
  findManaged,
  findPost,
  findRetryable,
  findWaiting,
  remind,
  retry,
  toFollower,
} from "../../src/posts/service.ts";
import type { Tap } from "./draft-buttons.ts";
import { refreshPanel } from "./preview.ts";

const refuse = (ctx: BotContext, key: string, variables?: Record<string, string | number>) =>
  ctx.answerCallbackQuery({ text: ctx.t(key, variables), show_alert: true });

/** The report, as a message of its own (the message with the bar changes all the time) or in place of the one that was tapped. */
async function show(deps: Deps, ctx: BotContext, postId: number, page?: number): Promise<unknown> {
  const followed = await findFollowed(deps, postId, toFollower(ctx.actor));
  if (!followed.ok) return refuse(ctx, `post-follow-${followed.reason}`);
  const { text, keyboard } = await describeReport(deps, ctx.locale, followed.post, { page: page ?? 0, mayAct: followed.mayAct });
  const other = { reply_markup: keyboard };
  return page === undefined ? ctx.reply(text, other) : ctx.editMessageText(text, other);
}

const backTo = (ctx: BotContext, postId: number) => ({ text: ctx.t("post-back"), callback_data: `post:rep:${postId}:0` });

/** Says how many a reminder would go to, and asks. */
async function askRemind(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const waiting = await findWaiting(deps, postId, toFollower(ctx.actor));
  if (!waiting.ok) return refuse(ctx, `post-follow-${waiting.reason}`);
  const { reachable, unreachable, quietUntil } = waiting;
  if (reachable === 0) return refuse(ctx, "post-remind-nobody");
  const keyboard = new InlineKeyboard().text(ctx.t("post-remind-go", { n: reachable }), `post:remindgo:${postId}`).row();
  const lines = [
    ctx.t("post-remind-ask", { n: reachable }),
    ...(quietUntil === undefined ? [] : [ctx.t("post-remind-ask-quiet", { at: formatTime(quietUntil, deps.config.timeZone) })]),
    ...(unreachable > 0 ? [ctx.t("post-remind-ask-others", { n: unreachable })] : []),
  ];
  return ctx.editMessageText(lines.join("\n"), { reply_markup: keyboard.add(backTo(ctx, postId)) });
}

async function doRemind(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const result = await remind(deps, postId, toFollower(ctx.actor));
  if (result.ok) {
    const { reminded: n, quietUntil } = result;
    const quiet = quietUntil === undefined ? undefined : formatTime(quietUntil, deps.config.timeZone);
    const text = quiet === undefined ? ctx.t("post-remind-done", { n }) : ctx.t("post-remind-done-quiet", { n, at: quiet });
    await ctx.answerCallbackQuery({ text, show_alert: true });
    return show(deps, ctx, postId, 0);
  }
  if (result.reason === "not_found" || result.reason === "not_yours") return refuse(ctx, `post-follow-${result.reason}`);
  const at = result.reason === "too_soon" ? formatTime(result.nextAt, deps.config.timeZone) : "";
  return refuse(ctx, `post-remind-${result.reason}`, { at });
}

/** Where the outcome of some is not known, trying them again may be once too often: that is for a person to decide. */
async function askRetry(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const found = await findRetryable(deps, postId, toFollower(ctx.actor));
  if (!found.ok) return refuse(ctx, `post-follow-${found.reason}`);
  const { failed, back, unknown, version } = found;
  const sure = failed + back;
  const keyboard = new InlineKeyboard();
  const data = (which: string) => `post:again:${postId}:${which}:${version}`;
  if (sure > 0) keyboard.text(ctx.t("post-retry-sure", { n: sure }), data("f")).row();
  keyboard.text(ctx.t("post-retry-all", { n: sure + unknown }), data("u")).row();
  return ctx.editMessageText(ctx.t("post-retry-ask", { failed, back, unknown }), { reply_markup: keyboard.add(backTo(ctx, postId)) });
}

async function doRetry(deps: Deps, ctx: BotContext, postId: number, [which, version]: string[]): Promise<unknown> {
  const messageId = ctx.chat?.id === ctx.from!.id ? ctx.callbackQuery!.message?.message_id : undefined;
  const attempt = { withUnknown: which === "u", version: Number(version), messageId };
  const result = await retry(deps, postId, toFollower(ctx.actor), attempt);
  if (result.ok) {
    await ctx.answerCallbackQuery({ text: ctx.t("post-retry-done", { n: result.retried }) });
    return refreshPanel(deps, ctx, (await findPost(deps.db, postId))!);
  }
  const isOthers = result.reason === "not_found" || result.reason === "not_yours";
  return refuse(ctx, isOthers ? `post-follow-${result.reason}` : `post-retry-${result.reason}`);
}

/** The list goes to the one who asked, in private: it names people. */
async function sendCsv(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const result = await exportReport(deps, ctx.locale, postId, toFollower(ctx.actor));
  if (!result.ok) return refuse(ctx, `post-follow-${result.reason}`);
  const now = deps.clock();
  const at = formatMoment(now, { zone: deps.config.timeZone, locale: ctx.locale, now });
  const caption = ctx.t("post-csv-caption", { rows: result.rows, at });
  return ctx.api.sendDocument(ctx.from!.id, new InputFile(result.content, result.name), { caption });
}

/** Who did what with it, in place of the report. */
async function showHistory(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const managed = await findManaged(deps, postId, toFollower(ctx.actor));
  if (!managed.ok) return refuse(ctx, `post-follow-${managed.reason}`);
  const { text, keyboard } = await describeHistory(deps, ctx.locale, managed.post);
  return ctx.editMessageText(text, { reply_markup: keyboard });
}

const FOLLOWING: Record<string, (deps: Deps, ctx: BotContext, postId: number, more: string[]) => Promise<unknown>> = {
  report: (deps, ctx, postId) => show(deps, ctx, postId),
  rep: (deps, ctx, postId, [page]) => show(deps, ctx, postId, Number(page)),
  remind: askRemind,
  remindgo: doRemind,
  retry: askRetry,
  again: doRetry,
  csv: sendCsv,
  history: showHistory,
};

export const isFollowing = (action: string): boolean => Object.hasOwn(FOLLOWING, action);

/** A button of what comes after sending: its author's, an admin's and the district's supervisors'. */
export async function tapReport(deps: Deps, ctx: BotContext, { action, postId, more }: Tap): Promise<unknown> {
  if (!Number.isSafeInteger(postId)) return refuse(ctx, "post-follow-not_found");
  return FOLLOWING[action]!(deps, ctx, postId, more);
}
