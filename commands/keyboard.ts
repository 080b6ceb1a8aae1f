import { Keyboard, type Filter } from "grammy";
import { LOCALES } from "../src/config.ts";
import type { BotContext } from "../src/context.ts";
import type { Translate } from "../src/i18n.ts";

export const KEYBOARD_KEYS = ["keyboard-complain", "keyboard-order", "keyboard-supply", "keyboard-ask"] as const;
export type KeyboardKey = (typeof KEYBOARD_KEYS)[number];

/** A verified retailer's persistent keyboard: nobody has to know a command. */
export function retailerKeyboard(t: BotContext["t"]): Keyboard {
  return new Keyboard()
    .text(t("keyboard-complain"))
    .text(t("keyboard-order"))
    .row()
    .text(t("keyboard-supply"))
    .text(t("keyboard-ask"))
    .resized()
    .persistent();
}

/** A filter for a press of one button of the keyboard, in any language: the keyboard on the phone may be older than the person's choice. */
export function isKey(t: Translate, key: KeyboardKey) {
  const labels = new Set(LOCALES.map((locale) => t(locale, key)));
  return (ctx: BotContext): ctx is Filter<BotContext, "message:text"> => ctx.chat?.type === "private" && labels.has(ctx.message?.text ?? "");
}
