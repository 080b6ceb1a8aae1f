import type { BotContext } from "../../src/context.ts";

/** As many characters as Telegram shows in the answer to a tap; it refuses a longer one, and half an emoji. */
const ANSWER_MAX = 200;

/** Answers a tap with a sentence that has to be read and closed; what is too long for that is cut. */
export async function alertTap(ctx: BotContext, text: string): Promise<void> {
  const shown = text.length > ANSWER_MAX ? `${text.slice(0, ANSWER_MAX - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
  await ctx.answerCallbackQuery({ text: shown, show_alert: true });
}
