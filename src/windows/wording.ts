import type { InlineKeyboardButton } from "@grammyjs/types";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** The roster takes names of 200 characters; a message of many shops has room for less. */
const MAX_NAME_LENGTH = 40;

/** A shop's name as lists show it. */
export function shortenName(shopName: string): string {
  const letters = Array.from(shopName);
  return letters.length > MAX_NAME_LENGTH ? `${letters.slice(0, MAX_NAME_LENGTH).join("")}…` : shopName;
}

/** "58 分钟", "2 小时 5 分钟", "3 天 4 小时": never more than is left. */
export function formatTimeLeft({ t }: Pick<Deps, "t">, locale: Locale, ms: number): string {
  const total = Math.max(0, Math.floor(ms / MINUTE_MS));
  const days = Math.floor(total / DAY_MINUTES);
  const hours = Math.floor((total % DAY_MINUTES) / HOUR_MINUTES);
  const minutes = total % HOUR_MINUTES;
  if (days > 0) return t(locale, hours > 0 ? "window-left-days-hours" : "window-left-days", { days, hours });
  if (hours > 0) return t(locale, minutes > 0 ? "window-left-hours-minutes" : "window-left-hours", { hours, minutes });
  return minutes > 0 ? t(locale, "window-left-minutes", { minutes }) : t(locale, "window-left-seconds");
}

/** The way to the company's own ordering system, when there is an address for it. */
export function orderingButton({ t, config }: Deps, locale: Locale): InlineKeyboardButton[] {
  return config.orderingUrl === undefined ? [] : [{ text: t(locale, "window-order-now"), url: config.orderingUrl }];
}
