import type { InlineKeyboardButton } from "@grammyjs/types";
import { findFeed } from "../orders/service.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import type { CallShop } from "./list.ts";
import type { Reach } from "./rules.ts";

/** What a message shows: its text, and its buttons row by row. */
export type View = { text: string; keyboard: InlineKeyboardButton[][] };

export type Reading = { deps: Deps; locale: Locale; now: number };

/** How the reminder went, at a glance; who was reached, or is still to be, is simply called. */
const REACH_SIGNS: Record<Reach, string> = { unlinked: "📵", unreachable: "🚫", muted: "🔕", failed: "⚠️", reminded: "📞", waiting: "📞" };
const STATE_SIGNS = { tried: "🔁", answered: "💬", called: "✅" } as const;

export const signOf = ({ state, reach }: CallShop): string => (state === "to_call" ? REACH_SIGNS[reach] : STATE_SIGNS[state]);
export const reachSign = (reach: Reach): string => REACH_SIGNS[reach];

/** Letters that a button shows on a phone of 360 px; a Chinese one takes the room of two. */
const BUTTON_WIDTH = 32;
const widthOf = (letter: string): number => (/[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u.test(letter) ? 2 : 1);

const lengthOf = (text: string): number => Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0);

/** As much of a text as `width` narrow letters take. */
export function fit(text: string, width: number): string {
  if (lengthOf(text) <= width) return text;
  let room = width - 1;
  const letters = Array.from(text);
  const end = letters.findIndex((letter) => (room -= widthOf(letter)) < 0);
  return `${letters.slice(0, end).join("")}…`;
}

/** What a shop or its caller said, in a few words; "" when nobody said anything. */
export function shortWord({ deps: { t }, locale }: Reading, { state, answer, call }: CallShop): string {
  if (state === "called" && call)
    return call.reason === null ? t(locale, "call-outcome", { outcome: call.outcome }) : t(locale, "call-reason", { reason: call.reason });
  if (state !== "answered" || !answer) return "";
  if (answer.answer === "said_ordered") return t(locale, "call-outcome", { outcome: "says_ordered" });
  return answer.reason === null ? t(locale, "call-outcome", { outcome: "not_now" }) : t(locale, "call-reason", { reason: answer.reason });
}

/** "3 📵 和平路便利店", "7 💬 和平路便利… · 资金": cut so that what was said stays in sight. */
export function labelShop(reading: Reading, place: number, shop: CallShop): string {
  const word = shortWord(reading, shop);
  const head = `${place} ${signOf(shop)} `;
  const tail = word === "" ? "" : ` · ${word}`;
  return `${head}${fit(shop.shop.shopName, BUTTON_WIDTH - lengthOf(head) - lengthOf(tail))}${tail}`;
}

/** As of when the company's orders are known. */
export async function asOfLine({ deps, locale }: Reading): Promise<string> {
  const { receivedAt, isToday } = await findFeed(deps);
  return isToday ? deps.t(locale, "call-as-of", { time: formatTime(receivedAt ?? 0, deps.calendar.zone) }) : deps.t(locale, "call-no-feed");
}

export const momentOf = ({ deps, locale, now }: Reading, at: number): string => formatMoment(at, { zone: deps.calendar.zone, locale, now });

/** A number as a phone dials it at a tap: with the country's code, without which Telegram does not see a number in it. */
export function dialable(phone: string): string {
  if (phone.startsWith("+")) return phone;
  return phone.startsWith("0") ? `+86${phone.slice(1)}` : `+86${phone}`;
}
