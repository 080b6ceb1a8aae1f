import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { nextWeekly, readMoment, readWeekly, type Weekly } from "../../src/calendar/phrases.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { describeTime, findOwnDraft, findStartChoices, setTime, type Post } from "../../src/posts/service.ts";
import { isForOthers } from "../keyboard.ts";
import { showPanel } from "./preview.ts";

const DIALOGUE = "post_time";
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** When a draft goes out, with the usual times as buttons; any other can be written. */
export async function showTime(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  await saveDialogue(deps.db, ctx.from!.id, { kind: DIALOGUE, data: { postId: post.id } }, deps.clock());
  const { timeZone: zone } = deps.config;
  const now = deps.clock();
  const keyboard = new InlineKeyboard()
    .text(`${post.startAt === null ? "✅ " : ""}${ctx.t("post-time-now")}`, `post:at:${post.id}:0`)
    .row();
  for (const [i, at] of findStartChoices(now, zone).entries()) {
    keyboard.text(formatMoment(at, { zone, locale: ctx.locale, now }), `post:at:${post.id}:${at}`);
    if (i % 2 === 1) keyboard.row();
  }
  keyboard.row().text(ctx.t("post-time-weekly"), `post:weekly:${post.id}`).row().text(ctx.t("post-back"), `post:show:${post.id}`);
  await ctx.editMessageText(`${describeTime(deps, ctx.locale, post)}\n\n${ctx.t("post-time-ask")}`, { reply_markup: keyboard });
}

/** The weekdays on which a draft can go out every week, at the time chosen before or at nine. */
export async function showWeekdays(_deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const keyboard = new InlineKeyboard();
  for (const day of WEEKDAYS) {
    keyboard.text(`${post.repeatWeekday === day ? "✅ " : ""}${ctx.t("post-weekday", { day })}`, `post:week:${post.id}:${day}`);
    if (day === 4) keyboard.row();
  }
  keyboard.row().text(ctx.t("post-back"), `post:time:${post.id}`);
  await ctx.editMessageText(ctx.t("post-time-weekdays"), { reply_markup: keyboard });
}

const ONCE = { repeatWeekday: null, repeatTime: null };

/** A tap on a time: 0 = at once when Send is pressed; undefined when it has passed, or there is no such draft any more. */
export async function chooseTime(deps: Deps, post: Post, at: number): Promise<Post | "past" | undefined> {
  if (!Number.isSafeInteger(at)) return undefined;
  if (at !== 0 && at <= deps.clock()) return "past";
  return setTime(deps, post.id, { startAt: at === 0 ? null : at, ...ONCE });
}

const repeat = (deps: Deps, postId: number, { weekday, time }: Weekly): Promise<Post | undefined> => {
  const startAt = nextWeekly({ weekday, time }, deps.clock(), deps.config.timeZone);
  return setTime(deps, postId, { startAt, repeatWeekday: weekday, repeatTime: time });
};

/** A tap on a weekday: the draft goes out then every week. */
export async function chooseWeekday(deps: Deps, post: Post, weekday: number): Promise<Post | undefined> {
  return WEEKDAYS.includes(weekday) ? repeat(deps, post.id, { weekday, time: post.repeatTime ?? "09:00" }) : undefined;
}

/** Sets a draft's time from what its author wrote; why not, where it could not be read. */
async function readTime(deps: Deps, ctx: BotContext, post: Post, text: string): Promise<Post | string | undefined> {
  const where = { now: deps.clock(), zone: deps.config.timeZone, locale: ctx.locale };
  const weekly = readWeekly(text, where);
  if (weekly) return repeat(deps, post.id, weekly);
  const moment = readMoment(text, where);
  return moment.ok ? setTime(deps, post.id, { startAt: moment.at, ...ONCE }) : ctx.t(`post-time-${moment.reason}`);
}

/** A private text while the bot waits for a time is that time. */
export async function takeTime(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { text } = ctx.message!;
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  if (dialogue?.kind !== DIALOGUE || text === undefined || isForOthers(deps, ctx)) return next();
  const draft = await findOwnDraft(deps, Number(dialogue.data["postId"]), ctx.from!.id);
  const result = draft.ok ? await readTime(deps, ctx, draft.post, text) : undefined;
  // What could not be read is asked for again: the dialogue stays.
  if (typeof result === "string") return void (await ctx.reply(result));
  await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  return result ? showPanel(deps, ctx, result) : next();
}
