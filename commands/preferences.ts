import { Composer, InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import { formatDay } from "../src/dates.ts";
import type { Deps } from "../src/deps.ts";
import { LOCALES } from "../src/people/rules.ts";
import { findPreferences, setNightReminders, setRemindersOn, type Preferences } from "../src/people/service.ts";
import { setLanguage } from "./people.ts";

function textOf(deps: Deps, ctx: BotContext, { mutedAt, night }: Preferences): string {
  const since = mutedAt === null ? "" : formatDay(mutedAt, { zone: deps.config.timeZone, locale: ctx.locale });
  const isOn = mutedAt === null;
  return [
    ctx.t("preferences-title"),
    ctx.t(isOn ? "preferences-reminders-on" : "preferences-reminders-off", { since }),
    ...(isOn && night ? [ctx.t(night.isAllowed ? "preferences-night-on" : "preferences-night-off", { hours: night.hours })] : []),
    ctx.t("preferences-language"),
  ].join("\n");
}

/** Each button names the state it leads to, so that a second tap, or one on an old message, does no harm. */
function keyboardOf(ctx: BotContext, { mutedAt, night }: Preferences): InlineKeyboard {
  const isOn = mutedAt === null;
  const keyboard = new InlineKeyboard();
  keyboard.text(ctx.t(isOn ? "preferences-turn-off" : "preferences-turn-on"), `settings:remind:${isOn ? "off" : "on"}`).row();
  if (isOn && night) {
    const { isAllowed } = night;
    keyboard
      .text(ctx.t(isAllowed ? "preferences-spare-night" : "preferences-use-night"), `settings:night:${isAllowed ? "off" : "on"}`)
      .row();
  }
  for (const locale of LOCALES)
    if (locale !== ctx.locale) keyboard.text(ctx.t("preferences-other-language"), `settings:language:${locale}`);
  return keyboard;
}

async function send(deps: Deps, ctx: BotContext): Promise<void> {
  const preferences = await findPreferences(deps, ctx.from!.id);
  await ctx.reply(textOf(deps, ctx, preferences), { reply_markup: keyboardOf(ctx, preferences) });
}

async function showAgain(deps: Deps, ctx: BotContext): Promise<void> {
  const preferences = await findPreferences(deps, ctx.from!.id);
  await ctx.editMessageText(textOf(deps, ctx, preferences), { reply_markup: keyboardOf(ctx, preferences) });
}

/** /settings and its buttons: what a retailer chooses for themselves, in private and in one message that is kept up to date. */
export function preferencesCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("settings", (ctx) => send(deps, ctx));
  composer.chatType(["group", "supergroup"]).command("settings", (ctx) =>
    ctx.reply(ctx.t("preferences-in-private"), {
      reply_parameters: { message_id: ctx.message.message_id, allow_sending_without_reply: true },
    }),
  );
  inPrivate.callbackQuery(/^settings:(remind|night):(on|off)$/, async (ctx) => {
    const set = ctx.match[1] === "remind" ? setRemindersOn : setNightReminders;
    await set(deps, ctx.from.id, ctx.match[2] === "on");
    await ctx.answerCallbackQuery({ text: ctx.t("preferences-saved") });
    await showAgain(deps, ctx);
  });
  inPrivate.callbackQuery(/^settings:language:(\w+)$/, async (ctx) => {
    if (await setLanguage(deps, ctx, ctx.match[1]!)) await showAgain(deps, ctx);
  });
  return composer;
}
