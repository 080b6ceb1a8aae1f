// @ts-check
import { changed, state } from "./state.js";
import { goTo } from "./place.js";

/** Person -> the payload of a start link they opened and have not pressed Start for. @type {Map<number, string>} */
export const openedStarts = new Map();

/**
 * What a Telegram client does with t.me/<bot>?start=...: it opens the private chat and offers Start.
 * @param {number} person @param {string} payload
 */
export function openStartLink(person, payload) {
  openedStarts.set(person, payload);
  const chat = state.chats.get(person)?.find(({ type }) => type === "private");
  if (chat) goTo(person, chat.id);
  changed();
}

/** The start payload when this is a link to our bot ("" without one), null otherwise. @param {string} url */
export function startPayload(url) {
  const link = URL.canParse(url) ? new URL(url) : null;
  if (!link) return null;
  const isTelegram = ["t.me", "telegram.me"].includes(link.hostname);
  const name = isTelegram ? link.pathname.slice(1) : link.protocol === "tg:" ? link.searchParams.get("domain") : null;
  if (name?.toLowerCase() !== state.bot.username.toLowerCase() || link.searchParams.has("startgroup")) return null;
  return link.searchParams.get("start") ?? "";
}

/** An address that is safe to put into a link, or null: javascript: and data: links of hostile members stay text. @param {string} address */
export function safeUrl(address) {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return null;
  return ["http:", "https:", "tg:", "mailto:", "tel:"].includes(new URL(url).protocol) ? url : null;
}

/** Attributes of a link that opens elsewhere, or inside the stand-in when it leads to the bot. @param {string} url @param {number} person */
export function linkProps(url, person) {
  return {
    href: url,
    target: "_blank",
    rel: "noopener noreferrer",
    onclick: (/** @type {Event} */ event) => {
      const payload = startPayload(url);
      if (payload === null) return;
      event.preventDefault();
      openStartLink(person, payload);
    },
  };
}
