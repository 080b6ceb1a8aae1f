import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { cancel, findPost, pause, rest, restorePost, resume, toFollower, unschedule } from "../../src/posts/service.ts";
import { namePost } from "../../src/posts/naming.ts";
import { refuseTap } from "./draft-buttons.ts";
import { refreshPanel } from "./preview.ts";

const STEERING = { pause, resume, cancel, rest } as const;
type Steering = keyof typeof STEERING;

export const isSteering = (action: string): action is Steering => Object.hasOwn(STEERING, action);

export const isAdmin = (ctx: BotContext): boolean => ctx.actor.roles.includes("admin");

/** Pause, resume and give up a post under way, or send the rest after all: whoever may stop it. */
export async function steer(deps: Deps, ctx: BotContext, action: Steering, postId: number): Promise<unknown> {
  const result = await STEERING[action](deps, postId, toFollower(ctx.actor));
  if (!result.ok) {
    const key = result.reason === "over" ? "post-steer-over" : "post-follow-not_yours";
    return ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });
  }
  return refreshPanel(deps, ctx, (await findPost(deps.db, postId))!);
}

/** Takes a scheduled post back to the drafts, or cancels it: its author's, and any admin's. */
export async function takeBack(deps: Deps, ctx: BotContext, postId: number, to: "draft" | "discarded"): Promise<unknown> {
  const result = await unschedule(deps, postId, { id: ctx.from!.id, isAdmin: isAdmin(ctx) }, to);
  if (!result.ok) return ctx.answerCallbackQuery({ text: ctx.t(`post-steer-${result.reason}`), show_alert: true });
  if (result.post.authorId === ctx.from!.id) return refreshPanel(deps, ctx, result.post);
  // What can be done with it now is its author's, who is told.
  return ctx.editMessageText(ctx.t("post-stopped", { name: namePost(ctx.t, result.post) }), { reply_markup: new InlineKeyboard() });
}

/** Undoes a cancelled draft: its author's alone. */
export async function restore(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const result = await restorePost(deps, postId, ctx.from!.id);
  return result.ok ? refreshPanel(deps, ctx, result.post) : refuseTap(deps, ctx, result);
}
