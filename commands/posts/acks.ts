import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { acknowledge } from "../../src/posts/service.ts";

/** "Read", pressed under a post in a group or in private; only the one who pressed sees the answer, so it is in their language. */
export async function tapAck(deps: Deps, ctx: BotContext): Promise<void> {
  const { locale, shops } = ctx.actor;
  const postId = Number(ctx.callbackQuery!.data!.split(":")[1]);
  const result = await acknowledge(deps, postId, { id: ctx.from!.id, hasShop: shops.length > 0 });
  if (!result.ok) {
    await ctx.answerCallbackQuery({ text: deps.t(locale, `post-ack-${result.reason}`), show_alert: true });
    return;
  }
  const at = formatMoment(result.ackedAt, { zone: deps.config.timeZone, locale, now: deps.clock() });
  await ctx.answerCallbackQuery({ text: deps.t(locale, result.isNew ? "post-ack-done" : "post-ack-again", { at }) });
}
