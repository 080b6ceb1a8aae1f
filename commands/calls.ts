import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { readTap, tapCall } from "../src/calls/service.ts";

async function tap(deps: Deps, ctx: BotContext): Promise<void> {
  const asked = readTap(ctx.callbackQuery!.data!);
  const viewer = { personId: ctx.from!.id, isOwner: deps.config.adminIds.includes(ctx.from!.id), locale: ctx.locale };
  const shown = asked ? await tapCall(deps, viewer, asked) : ({ ok: false, reason: "old" } as const);
  if (!shown.ok) {
    await ctx.answerCallbackQuery({ text: ctx.t("call-refused", { reason: shown.reason }), show_alert: true });
    return;
  }
  await ctx.answerCallbackQuery(shown.note ? { text: ctx.t("call-ordered-meanwhile") } : {});
  await ctx.editMessageText(shown.view.text, { reply_markup: { inline_keyboard: shown.view.keyboard } });
}

/** The lists of shops to call: pages, cards, numbers and outcomes, all within one message of the caller's private chat. */
export function callsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType("private").callbackQuery(/^calls:/, (ctx) => tap(deps, ctx));
  // Names and numbers of shops are nobody else's business.
  composer.callbackQuery(/^calls:/, async (ctx) => {
    await ctx.answerCallbackQuery({ text: ctx.t("call-in-private"), show_alert: true });
  });
  return composer;
}
