import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findPostBySource, type PostPart } from "../../src/posts/service.ts";
import { saveComposing, type Composing } from "./composing.ts";

/** Telegram's apps cut a longer text into messages of up to 4,096 characters, at a line or a space before that where there is one. */
const CUT_FROM = 3_500;

/** Whether a text may be the first piece of a longer one. */
export const mayBeCut = ({ media, text }: PostPart): boolean => media === null && text.length >= CUT_FROM;

async function isRest(deps: Deps, ctx: BotContext, cut: number | undefined): Promise<boolean> {
  const { message_id: messageId } = ctx.message!;
  // The message right after it, or that one once more: what the bot answers stands between it and anything written later.
  if (cut !== undefined && (cut === messageId || cut === messageId - 1)) return true;
  const post = await findPostBySource(deps.db, { chatId: ctx.chat!.id, messageId: messageId - 1 });
  return post?.state === "draft" && mayBeCut(post.parts[0]!);
}

/** The rest of a text that Telegram's app has cut is no content of its own: its author is told; false when it is none. */
export async function takeRest(deps: Deps, ctx: BotContext, composing: Composing | undefined): Promise<boolean> {
  if (ctx.message!.text === undefined || !(await isRest(deps, ctx, composing?.cut))) return false;
  if (composing?.cut !== undefined) await saveComposing(deps, ctx, { ...composing, cut: ctx.message!.message_id });
  await ctx.reply(ctx.t("post-rest"));
  return true;
}
