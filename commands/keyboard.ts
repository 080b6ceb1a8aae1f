import type { Filter } from "grammy";
import { LOCALES } from "../src/config.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import type { Translate } from "../src/i18n.ts";

export { retailerKeyboard } from "../src/people/service.ts";

export const KEYBOARD_KEYS = ["keyboard-complain", "keyboard-order", "keyboard-supply", "keyboard-ask"] as const;
export type KeyboardKey = (typeof KEYBOARD_KEYS)[number];

/** A filter for a press of one button of the keyboard, in any language: the keyboard on the phone may be older than the person's choice. */
export function isKey(t: Translate, key: KeyboardKey) {
  const labels = new Set(LOCALES.map((locale) => t(locale, key)));
  return (ctx: BotContext): ctx is Filter<BotContext, "message:text"> =>
    ctx.chat?.type === "private" && labels.has(ctx.message?.text ?? "");
}

/** Whether a message is a command or a key of the keyboard: whatever the bot is waiting for, it is not that. */
export const isForOthers = ({ t }: Pick<Deps, "t">, ctx: BotContext): boolean =>
  (ctx.message?.entities ?? []).some(({ type, offset }) => type === "bot_command" && offset === 0) ||
  KEYBOARD_KEYS.some((key) => isKey(t, key)(ctx));
