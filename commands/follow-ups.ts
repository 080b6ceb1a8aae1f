import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { takeWords } from "./follow-ups/dialogue.ts";
import { tapFollowUp } from "./follow-ups/taps.ts";

/** Follow-up tasks: every button of their lists and cards, and the note or reason that a card asks for. In private only: cards name shops. */
export function followUpsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.callbackQuery(/^follow:/, (ctx) => tapFollowUp(deps, ctx, ctx.callbackQuery.data));
  inPrivate.on("message", async (ctx, next) => {
    if (!(await takeWords(deps, ctx))) await next();
  });
  return composer;
}
