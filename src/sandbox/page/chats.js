// @ts-check
import { avatar, h, icon, reconcile } from "./dom.js";
import { clockTime, dayName, t } from "./i18n.js";
import { badge, rest } from "./people.js";
import { currentPlace, hashOf } from "./place.js";
import { describe, isService, senderName, shorten } from "./preview.js";
import { labelSearch, searchField } from "./search.js";
import { changed, findPerson, state } from "./state.js";
import { countUnread } from "./unread.js";

/**
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./state.js").Message} Message
 */

const root = /** @type {HTMLElement} */ (document.getElementById("chats"));
const header = h("header", { class: "pane-header" });
let words = "";
const search = searchField({ testid: "search-chats", onSearch: (typed) => ((words = typed.toLowerCase()), changed()) });
const list = h("div", { class: "scroll" });
root.append(header, search, list);
/** More than anybody scrolls through; whoever is in hundreds of groups finds them by name. */
const CHATS_SHOWN = 60;

export function renderChats() {
  const { person, chat } = currentPlace();
  const someone = findPerson(person);
  root.setAttribute("aria-label", t("chats"));
  reconcile(header, [{ key: "header", signature: JSON.stringify([state.language, someone]), build: () => buildHeader(someone) }]);
  if (person === null) return reconcile(list, []);
  const all = state.chats.get(person) ?? [];
  labelSearch(search, all.length > CHATS_SHOWN, t("searchChats"));
  const fitting = all.filter(({ title }) => title.toLowerCase().includes(words));
  const shown = fitting.length > CHATS_SHOWN ? pickNewest(fitting, chat) : fitting;
  reconcile(list, [
    ...shown.map((each) => chatItem(person, each, each.id === chat)),
    ...(all.length > 0 ? rest(shown.length, fitting.length) : []),
  ]);
}

/** The private chat and the open one, then those in which something was written last. @param {ClientChat[]} chats @param {number | null} open */
function pickNewest(chats, open) {
  const rank = (/** @type {ClientChat} */ chat) => (chat.type === "private" || chat.id === open ? Infinity : (chat.lastMessage?.date ?? 0));
  return chats.toSorted((a, b) => rank(b) - rank(a)).slice(0, CHATS_SHOWN);
}

/** @param {import("./state.js").Person | undefined} person */
function buildHeader(person) {
  return h(
    "div",
    { class: "pane-header-row" },
    h("a", { class: "icon-button phone-only", href: "#/", "aria-label": t("back"), testid: "back-to-people" }, icon("back")),
    h(
      "div",
      { class: "heading" },
      h("h2", { dir: "auto" }, person ? t("chatsOf", { name: person.name }) : t("chats")),
      person && h("span", { class: "row-note" }, person.phone),
    ),
  );
}

/** @param {number} person @param {ClientChat} chat @param {boolean} isChosen */
function chatItem(person, chat, isChosen) {
  const unread = countUnread(person, chat);
  const last = chat.lastMessage;
  return {
    key: String(chat.id),
    signature: JSON.stringify([state.language, person, chat.title, last, unread, isChosen, chat.isStarted, last && dayName(last.date)]),
    build: () => buildChat(person, chat, unread, isChosen),
  };
}

/** @param {number} person @param {ClientChat} chat @param {number} unread @param {boolean} isChosen */
function buildChat(person, chat, unread, isChosen) {
  const last = chat.lastMessage;
  return h(
    "a",
    { class: "row", href: hashOf(person, chat.id), testid: `chat-${chat.id}`, "aria-current": isChosen ? "true" : undefined },
    avatar(chat.type === "private" ? state.bot.id : chat.id, chat.title),
    h(
      "span",
      { class: "row-text" },
      h("span", { class: "row-title" }, h("span", { class: "grow", dir: "auto" }, chat.title), last && h("time", {}, shortTime(last.date))),
      h("span", { class: "row-note", dir: "auto" }, last ? lastLine(person, chat, last) : t(chat.isStarted ? "noMessages" : "start")),
    ),
    badge(unread),
  );
}

/** @param {number} person @param {ClientChat} chat @param {Message} last */
function lastLine(person, chat, last) {
  const text = shorten(describe(last));
  if (isService(last)) return text;
  if (last.from?.id === person) return t("says", { who: t("you"), text });
  return chat.type === "private" ? text : t("says", { who: senderName(last), text });
}

/** @param {number} seconds */
function shortTime(seconds) {
  const day = dayName(seconds);
  return day === t("today") ? clockTime(seconds) : day;
}
