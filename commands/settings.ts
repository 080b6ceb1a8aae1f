import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { LOCALES } from "../src/people/rules.ts";
import { findSettingKey, resetSetting, setSetting, SETTING_KEYS, showSetting, type SettingKey } from "../src/settings/service.ts";
import { followSetting } from "../src/windows/service.ts";
import { cardView, listView, refusalText, resetView, type View } from "./settings-views.ts";

const show = (ctx: BotContext, { text, keyboard }: View) => ctx.editMessageText(text, { reply_markup: keyboard });
const send = (ctx: BotContext, { text, keyboard }: View) => ctx.reply(text, { reply_markup: keyboard });

/** A setting by its key, or by its name in either language as the list shows it. */
function findKey(deps: Deps, word: string): SettingKey | undefined {
  return findSettingKey(word) ?? SETTING_KEYS.find((key) => LOCALES.some((locale) => deps.t(locale, `setting-name-${key}`) === word));
}

async function command(deps: Deps, ctx: BotContext): Promise<void> {
  const [, word = "", typed = ""] = /^(\S*)\s*(.*)$/su.exec(String(ctx.match).trim()) ?? [];
  if (word === "") return void (await send(ctx, await listView(deps, ctx)));
  const key = findKey(deps, word);
  if (!key) return void (await ctx.reply(ctx.t("setting-unknown", { keys: SETTING_KEYS.join(ctx.t("people-list-comma")) })));
  if (typed !== "") {
    const set = await setSetting(deps, ctx.from!.id, key, typed);
    if (!set.ok) return void (await ctx.reply(refusalText(ctx, key, set)));
    await followSetting(deps, key, ctx.from!.id);
  }
  await send(ctx, cardView(ctx, await showSetting(deps, key), { isChanged: typed !== "" }));
}

/** The setting that a button names; a button of another version may name one that is no more. */
async function withKey(ctx: BotContext, act: (key: SettingKey) => Promise<unknown>): Promise<void> {
  const key = findSettingKey((ctx.match as RegExpMatchArray)[1]!);
  if (key) await act(key);
  else await ctx.answerCallbackQuery({ text: ctx.t("setting-gone"), show_alert: true });
}

/** /setting and its buttons: what a running office changes. Admins only (src/access.ts), in private only. */
export function settingsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("setting", (ctx) => command(deps, ctx));
  composer.command("setting", (ctx) => ctx.reply(ctx.t("setting-in-private")));
  inPrivate.callbackQuery("setting:list", async (ctx) => show(ctx, await listView(deps, ctx)));
  inPrivate.callbackQuery(/^setting:show:(\w+)$/, (ctx) =>
    withKey(ctx, async (key) => show(ctx, cardView(ctx, await showSetting(deps, key)))),
  );
  inPrivate.callbackQuery(/^setting:reset:(\w+)$/, (ctx) =>
    withKey(ctx, async (key) => show(ctx, resetView(ctx, await showSetting(deps, key)))),
  );
  inPrivate.callbackQuery(/^setting:resetyes:(\w+)$/, (ctx) =>
    withKey(ctx, async (key) => {
      await resetSetting(deps, ctx.from.id, key);
      await followSetting(deps, key, ctx.from.id);
      await show(ctx, cardView(ctx, await showSetting(deps, key), { isChanged: true }));
    }),
  );
  return composer;
}
