import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findPost, submit, takeBack } from "../../src/posts/service.ts";
import { refuseDraftTap, refuseTap } from "./draft-buttons.ts";
import { refreshPanel } from "./preview.ts";

async function submitDraft(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const result = await submit(deps, postId, ctx.from!.id);
  return result.ok ? refreshPanel(deps, ctx, result.post) : refuseDraftTap(deps, ctx, postId, result);
}

/** An old button shows its author how the post stands by now. */
async function takeDraftBack(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const taken = await takeBack(deps, postId, ctx.from!.id);
  if (taken) return refreshPanel(deps, ctx, taken);
  const post = await findPost(deps.db, postId);
  if (!post) return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  if (post.authorId !== ctx.from!.id) return refuseTap(deps, ctx, { ok: false, reason: "not_author" });
  await ctx.answerCallbackQuery({ text: ctx.t("post-take-back-late"), show_alert: true });
  return refreshPanel(deps, ctx, post);
}

const ACTIONS = { submit: submitDraft, takeback: takeDraftBack } as const;
type Action = keyof typeof ACTIONS;

export const isApproval = (action: string): action is Action => Object.hasOwn(ACTIONS, action);

/** Giving a draft to its approvers, and taking it back: its author's alone. */
export async function tapApproval(deps: Deps, ctx: BotContext, action: Action, postId: number): Promise<unknown> {
  if (!Number.isSafeInteger(postId)) return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  return ACTIONS[action](deps, ctx, postId);
}
