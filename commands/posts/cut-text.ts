import type { Message } from "@grammyjs/types";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import type { PostPart } from "../../src/posts/service.ts";
import { saveComposing, type Composing } from "./composing.ts";

/** Telegram's apps cut a longer text into messages of up to 4,096 characters, at a line or a space before that where there is one. */
const CUT_FROM = 3_500;
/** They send one piece after the other, on a slow line seconds apart; a text that long takes longer to be written anew. */
const PIECES_WITHIN_SECONDS = 15;

/** Where the rest of a text that may be the first piece of a longer one will be looked for; undefined when it can be none. */
export function cutOf({ media, text }: PostPart, message: Message | undefined): Composing["cut"] {
  const isLong = media === null && text.length >= CUT_FROM;
  return isLong && message?.text !== undefined ? { messageId: message.message_id, date: message.date } : undefined;
}

/** The rest of a text that Telegram's app has cut is no content of its own: its author is told; false when it is none. */
export async function takeRest(deps: Deps, ctx: BotContext, composing: Composing | undefined): Promise<boolean> {
  const { cut } = composing ?? {};
  const { message_id: messageId, date, text } = ctx.message!;
  if (!cut || text === undefined || messageId <= cut.messageId || date - cut.date > PIECES_WITHIN_SECONDS) return false;
  await saveComposing(deps, ctx, { ...composing, cut: { ...cut, date } });
  await ctx.reply(ctx.t("post-rest"));
  return true;
}
