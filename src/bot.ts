import { Bot, type Transformer } from "grammy";
import { installCommands } from "../commands/index.ts";

export { setDefaultMenus } from "../commands/menu.ts";
import { ACCESS, isAccessKey, mayUse } from "./access.ts";
import type { BotContext } from "./context.ts";
import type { Deps } from "./deps.ts";
import { findGroup } from "./groups/service.ts";
import { identify, setUnreachable } from "./people/service.ts";
import { clientOptions } from "./telegram/api.ts";
import { readOutcome } from "./telegram/outcomes.ts";

type Options = { token: string; apiRoot: string; transformers: Transformer[] };

/** Puts actor, language and texts on the context. Channel posts and other bots have no person: they are not for us. */
async function introduce(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (!ctx.from || ctx.from.is_bot) return;
  const isPrivate = ctx.chat?.type === "private";
  ctx.actor = await identify(deps, ctx.from, isPrivate && ctx.message !== undefined);
  const group = isPrivate || !ctx.chat ? undefined : await findGroup(deps.db, ctx.chat.id);
  ctx.locale = group?.locale ?? ctx.actor.locale;
  ctx.t = (key, variables) => deps.t(ctx.locale, key, variables);
  await next();
}

/** The permission key of a command or a button: "/post@bot supply" and "post:send:3" both give "post". */
function accessKeyOf(ctx: BotContext, username: string): string | undefined {
  if (ctx.callbackQuery?.data) return ctx.callbackQuery.data.split(":")[0];
  const command = ctx.message?.entities?.find(({ type, offset }) => type === "bot_command" && offset === 0);
  if (!command) return undefined;
  const [name, addressee] = ctx.message!.text!.slice(1, command.length).split("@");
  return addressee === undefined || addressee.toLowerCase() === username.toLowerCase() ? name?.toLowerCase() : undefined;
}

/** The one place where permission is checked, for commands and buttons alike. */
async function guard(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const key = accessKeyOf(ctx, ctx.me.username);
  if (key === undefined || !isAccessKey(key) || mayUse(ctx.actor, key)) return next();
  const isForRetailers = (ACCESS[key] as readonly string[]).includes("retailer");
  // Staff have no licence to verify: sent to /bind, they would only be refused there.
  const forRetailers = ctx.actor.roles.length > 0 ? "access-shops-only" : "access-retailers-only";
  const text = ctx.t(isForRetailers ? forRetailers : "access-refused");
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text, show_alert: true });
  else await ctx.reply(text);
}

/** A tap always gets an answer, or the button keeps spinning. */
async function answerTaps(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  let isAnswered = false;
  ctx.api.config.use((prev, method, payload, signal) => {
    if (method === "answerCallbackQuery") isAnswered = true;
    return prev(method, payload, signal);
  });
  await next();
  if (ctx.callbackQuery && !isAnswered) await ctx.answerCallbackQuery();
}

/**
 * What Telegram refuses because of what people did meanwhile: the message under a button was deleted, the topic closed, the bot's right
 * to write taken away. Trying again helps nobody, and no admin can do anything about the update.
 */
const REFUSED_BY_PEOPLE = [
  /message to (edit|delete|be replied|reply|copy|forward) not found/,
  /replied message not found/,
  /message (can't|can not|cannot) be (edited|deleted|copied|forwarded)/,
  /MESSAGE_ID_INVALID/,
  /message thread not found/,
  /TOPIC_(CLOSED|DELETED)/,
  /not enough rights/,
  /have no rights to send/,
  /CHAT_(WRITE|SEND_\w+)_FORBIDDEN/,
  /CHAT_(RESTRICTED|ADMIN_REQUIRED)/,
];
const isRefusedByPeople = (reason: string): boolean => REFUSED_BY_PEOPLE.some((words) => words.test(reason));

/** The person blocked the bot between writing and our answer, or Telegram refuses what people made impossible: nothing is wrong here. */
async function forgiveRefusals(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  try {
    await next();
  } catch (error) {
    const outcome = readOutcome(error);
    if (outcome.kind === "refused" && isRefusedByPeople(outcome.reason)) {
      deps.log.info({ update: ctx.update.update_id, reason: outcome.reason }, "Telegram refused an answer");
      return;
    }
    if (outcome.kind !== "unreachable") throw error;
    if (outcome.reason !== "kicked" && ctx.chat?.type === "private") await setUnreachable(deps.db, ctx.chat.id, outcome.reason);
  }
}

/** The handling bot. It is never started: updates come from the inbox through `handleUpdate`. */
export function createBot(deps: Deps, { token, apiRoot, transformers }: Options): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, { client: clientOptions(apiRoot) });
  bot.api.config.use(...transformers);
  bot.use((ctx, next) => introduce(deps, ctx, next));
  bot.use(answerTaps);
  // Inside answerTaps: the tap whose answer was refused is still a tap.
  bot.use((ctx, next) => forgiveRefusals(deps, ctx, next));
  bot.use(guard);
  installCommands(bot, deps);
  return bot;
}
