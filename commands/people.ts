import { Composer, InlineKeyboard } from "grammy";
import { LOCALES } from "../src/config.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { setLocale, setUnreachable } from "../src/people/service.ts";
import { retailerKeyboard } from "./keyboard.ts";
import { commandsOf, refreshMenu } from "./menu.ts";

/** What someone unverified gets, whatever they write: how to get verified, and `more`. */
export async function askToVerify(ctx: BotContext, more?: string): Promise<void> {
  const text = [ctx.t("people-verify-first"), ...(more === undefined ? [] : [more])].join("\n");
  await ctx.reply(text, { reply_markup: new InlineKeyboard().text(ctx.t("people-verify"), "bind:start") });
}

async function greet(deps: Deps, ctx: BotContext): Promise<void> {
  const { shops, roles, staff, person } = ctx.actor;
  await refreshMenu(deps, ctx);
  if (shops.length > 0) {
    const names = shops.map(({ shopName }) => shopName).join(ctx.t("people-list-comma"));
    await ctx.reply(ctx.t("people-welcome-retailer", { shops: names }), { reply_markup: retailerKeyboard(ctx.t) });
  } else if (roles.length > 0) {
    await ctx.reply(ctx.t("people-welcome-staff", { name: staff?.name ?? person.firstName }), { reply_markup: { remove_keyboard: true } });
  } else await askToVerify(ctx);
}

async function help(ctx: BotContext): Promise<void> {
  const lines = commandsOf(ctx.actor).map((command) => `/${command} ${ctx.t(`menu-${command}`)}`);
  const intro = ctx.t(ctx.actor.shops.length > 0 ? "help-retailer" : ctx.actor.roles.length > 0 ? "help-staff" : "help-stranger");
  const inGroup = ctx.actor.shops.length > 0 ? [ctx.t("help-in-group")] : [];
  await ctx.reply([intro, ...inGroup, "", ...lines].join("\n"));
}

/** Answers in the chosen language from here on, keyboard and menu included; false when there is no such language. */
export async function setLanguage(deps: Deps, ctx: BotContext, language: string): Promise<boolean> {
  const locale = LOCALES.find((known) => known === language);
  if (!locale) return false;
  await setLocale(deps.db, ctx.from!.id, locale);
  ctx.locale = locale;
  await refreshMenu(deps, ctx);
  await ctx.answerCallbackQuery();
  // A reply keyboard keeps its old labels until a message brings the new ones.
  const keyboard = ctx.actor.shops.length > 0 ? { reply_markup: retailerKeyboard(ctx.t) } : {};
  await ctx.api.sendMessage(ctx.from!.id, ctx.t("people-language-set"), keyboard);
  return true;
}

/** /start with a payload that no feature knows: an old or mangled link must not be a dead end. */
export function startAnyway(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType("private").command("start", (ctx) => greet(deps, ctx));
  return composer;
}

/** /start, /help, /language, and people who block the bot or come back. */
export function peopleCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  // Links with a payload (t.me/bot?start=...) belong to the features that made them.
  inPrivate.command("start").filter(
    (ctx) => !ctx.match,
    (ctx) => greet(deps, ctx),
  );
  composer.command("help", help);
  inPrivate.command("language", (ctx) =>
    ctx.reply(ctx.t("people-language-ask"), {
      reply_markup: new InlineKeyboard().text("中文", "language:zh").text("English", "language:en"),
    }),
  );
  composer.callbackQuery(/^language:(.*)/, (ctx) => setLanguage(deps, ctx, ctx.match[1]!));
  inPrivate.on("my_chat_member", (ctx) =>
    setUnreachable(deps.db, ctx.from.id, ctx.myChatMember.new_chat_member.status === "kicked" ? "blocked" : null),
  );
  return composer;
}
