import type { ReplyKeyboardMarkup } from "@grammyjs/types";
import type { Variables } from "../i18n.ts";

/** A verified retailer's persistent keyboard: nobody has to know a command. */
export function retailerKeyboard(t: (key: string, variables?: Variables) => string): ReplyKeyboardMarkup {
  const keyboard = [
    [{ text: t("keyboard-complain") }, { text: t("keyboard-order") }],
    [{ text: t("keyboard-supply") }, { text: t("keyboard-ask") }],
  ];
  return { keyboard, resize_keyboard: true, is_persistent: true };
}
