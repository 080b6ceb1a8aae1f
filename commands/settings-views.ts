import { InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import {
  listSettings,
  DAYS,
  MAX_PROMISE_TIMES,
  MAX_REPLIES,
  MAX_REPLY_LENGTH,
  MAX_WORD_LENGTH,
  MAX_WORDS,
  parsePromiseTime,
  SETTINGS,
  titleOfReply,
  type SettingKey,
  type ShownSetting,
  type TypedProblem,
} from "../src/settings/service.ts";

export type View = { text: string; keyboard: InlineKeyboard };

/** A list of 500 words of 40 signs would not fit into a message. */
const SHOWN_SIGNS = 2_000;
const LISTED_WORDS = 3;
const MINUTE_MS = 60_000;

const nameOf = (ctx: BotContext, key: SettingKey): string => ctx.t(`setting-name-${key}`);

function wordsText(ctx: BotContext, words: readonly string[], comma = ctx.t("people-list-comma")): string {
  if (words.length === 0) return ctx.t("setting-no-words");
  let signs = 0;
  const shown = words.filter((word) => (signs += word.length + 2) <= SHOWN_SIGNS);
  const text = shown.join(comma);
  return shown.length < words.length ? ctx.t("setting-more-words", { words: text, more: words.length - shown.length }) : text;
}

/** "Fri 18:00-Sat 12:00" in the reader's language, which may be typed back as it is. */
const weeklyText = (ctx: BotContext, value: string): string =>
  value.replace(/[A-Z][a-z]{2}/g, (name) => ctx.t(`setting-weekday-${name.toLowerCase()}`)).replaceAll(", ", ctx.t("people-list-comma"));

/** "Delivery, desk reply: 15 minutes", as it is stored when this version cannot read it. */
function promiseTimeText(ctx: BotContext, stored: string): string {
  const time = parsePromiseTime(stored);
  if (!time) return stored;
  const { category, tier, kind, within } = time;
  return ctx.t("setting-promise-time", {
    who: category ? ctx.t("complaint-category-name", { category }) : ctx.t("setting-promise-tier", { tier }),
    promise: ctx.t("promise-name", { kind }),
    within:
      within.kind === "days"
        ? ctx.t("setting-days", { count: within.days })
        : ctx.t("setting-minutes", { count: Math.round(within.ms / MINUTE_MS) }),
  });
}

/** The words of a list as the reader sees them; undefined when the setting is none. */
function wordsOf(ctx: BotContext, { key, value }: ShownSetting): readonly string[] | undefined {
  if (typeof value === "string" || typeof value === "number") return undefined;
  const { kind } = SETTINGS[key];
  if (kind === "replies") return value.map((reply) => titleOfReply(reply).title);
  return kind === "promise_times" ? value.map((stored) => promiseTimeText(ctx, stored)) : value;
}

function valueText(ctx: BotContext, setting: ShownSetting): string {
  const { key, value } = setting;
  if (typeof value === "number") return ctx.t("setting-days", { count: value });
  if (typeof value !== "string")
    return SETTINGS[key].kind === "replies"
      ? wordsText(
          ctx,
          value.map((reply) => `\n· ${reply}`),
          "",
        )
      : wordsText(ctx, wordsOf(ctx, setting) ?? []);
  if (value === "off" || value === "auto") return ctx.t(`setting-${value}`);
  const { kind } = SETTINGS[key];
  if (kind === "holiday_rule") return ctx.t(`setting-rule-${value}`);
  return kind === "weekly_times" ? weeklyText(ctx, value) : value;
}

/** Every setting in a line, a word list by its number and first words; what it does stands behind its button. */
export async function listView(deps: Deps, ctx: BotContext): Promise<View> {
  const keyboard = new InlineKeyboard();
  const lines = [ctx.t("setting-title")];
  for (const setting of await listSettings(deps)) {
    const { key } = setting;
    const words = wordsOf(ctx, setting);
    const text =
      words && words.length > LISTED_WORDS
        ? ctx.t("setting-word-count", { words: words.slice(0, LISTED_WORDS).join(ctx.t("people-list-comma")), count: words.length })
        : valueText(ctx, setting);
    lines.push(ctx.t("setting-line", { name: nameOf(ctx, key), value: text }));
    keyboard.text(nameOf(ctx, key), `setting:show:${key}`).row();
  }
  return { text: lines.join("\n"), keyboard };
}

/** One setting with all its words, how to change it, and a way back to what was shipped when the office has changed it. */
export function cardView(ctx: BotContext, setting: ShownSetting, { isChanged = false } = {}): View {
  const { key, isOwn } = setting;
  const keyboard = new InlineKeyboard();
  if (isOwn) keyboard.text(ctx.t("setting-reset"), `setting:reset:${key}`);
  const text = ctx.t("setting-card", {
    name: nameOf(ctx, key),
    value: valueText(ctx, setting),
    source: ctx.t(isOwn ? "setting-own" : "setting-shipped"),
    does: ctx.t(`setting-does-${key}`),
    example: ctx.t(`setting-example-${key}`),
  });
  return {
    text: isChanged ? `${ctx.t("setting-changed")}\n${text}` : text,
    keyboard: keyboard.text(ctx.t("setting-back"), "setting:list"),
  };
}

/** "Are you sure?", because a list that took a year to grow is gone with one tap. */
export function resetView(ctx: BotContext, { key }: ShownSetting): View {
  const keyboard = new InlineKeyboard()
    .text(ctx.t("setting-reset-yes"), `setting:resetyes:${key}`)
    .text(ctx.t("setting-back"), `setting:show:${key}`);
  return { text: ctx.t("setting-ask-reset", { name: nameOf(ctx, key) }), keyboard };
}

/** From how few to how many days the setting goes; of no other kind of setting is it said. */
function daysOf(key: SettingKey): { least: string; days: string } {
  const range = key in DAYS ? DAYS[key as keyof typeof DAYS] : { min: 0, max: 0 };
  return { least: String(range.min), days: String(range.max) };
}

/** Why what was typed is no value, with an example of one. */
export function refusalText(ctx: BotContext, key: SettingKey, { reason, word = "" }: { reason: TypedProblem; word?: string }): string {
  const facts = {
    word,
    ...daysOf(key),
    signs: MAX_WORD_LENGTH,
    words: MAX_WORDS,
    times: MAX_PROMISE_TIMES,
    replies: MAX_REPLIES,
    replySigns: MAX_REPLY_LENGTH,
  };
  return `${ctx.t(`setting-problem-${reason}`, facts)}\n${ctx.t(`setting-example-${key}`)}`;
}
