import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { showTasks } from "../src/tasks/service.ts";
import { quoteOf } from "./complaints/answers.ts";
import { tapTasks } from "./tasks/taps.ts";

async function listTasks(deps: Deps, ctx: BotContext): Promise<void> {
  const { text, buttons } = await showTasks(deps, ctx.actor, { page: 0 });
  await ctx.reply(text, { reply_markup: { inline_keyboard: buttons } });
}

/** /tasks: what someone on staff has to do or to watch, in one message whose buttons turn its pages. In private only: it names shops. */
export function tasksCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("tasks", (ctx) => listTasks(deps, ctx));
  composer.command("tasks", async (ctx) => void (await ctx.reply(ctx.t("complaint-private"), quoteOf(ctx))));
  inPrivate.callbackQuery(/^tasks:/, (ctx) => tapTasks(deps, ctx, ctx.callbackQuery.data));
  return composer;
}
