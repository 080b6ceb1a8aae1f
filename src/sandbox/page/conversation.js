// @ts-check
import { sendContact, setBlocked } from "./actions.js";
import { avatar, h, icon, reconcile } from "./dom.js";
import { t } from "./i18n.js";
import { renderComposer } from "./composer.js";
import { renderMessages } from "./messages.js";
import { pinnedBar, renderPinned } from "./pinned.js";
import { below, openMenu, promptText } from "./overlays.js";
import { currentPlace, goTo, hashOf } from "./place.js";
import { openStartLink } from "./links.js";
import { findChat, findPerson, keyOf, state } from "./state.js";
import { countUnread } from "./unread.js";

/**
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./state.js").Person} Person
 * @typedef {import("./place.js").Topic} Topic
 */

const root = /** @type {HTMLElement} */ (document.getElementById("conversation"));
const header = h("header", { class: "pane-header" });
const tabs = h("nav", { class: "topics" });
const body = h("div", { class: "messages-pane" });
const footer = h("footer", { class: "composer-pane" });
const welcome = h("div", { class: "welcome" });
root.append(header, tabs, pinnedBar, body, footer, welcome);

export function renderConversation() {
  const place = currentPlace();
  const person = findPerson(place.person);
  const chat = findChat(place.person, place.chat);
  const isOpen = person !== undefined && chat !== undefined;
  for (const part of [header, tabs, pinnedBar, body, footer]) part.hidden = !isOpen;
  welcome.hidden = isOpen;
  if (!isOpen)
    return reconcile(welcome, [
      { key: "welcome", signature: `${state.language}/${place.person === null}`, build: () => buildWelcome(place.person === null) },
    ]);
  reconcile(header, [headerItem(person, chat)]);
  tabs.hidden = !chat.isForum;
  tabs.setAttribute("aria-label", t("topics"));
  reconcile(tabs, chat.isForum ? topicItems(person, chat, place.topic) : []);
  renderPinned(chat, place.topic);
  renderMessages(body, person, chat, place.topic);
  renderComposer(footer, person, chat, place.topic);
}

/** @param {boolean} isNobodyChosen */
function buildWelcome(isNobodyChosen) {
  if (!isNobodyChosen) return h("p", { class: "pill" }, t("chooseChat"));
  return h(
    "div",
    { class: "welcome-card" },
    h("img", { src: "./icon.svg", alt: "", width: 72, height: 72 }),
    h("h2", {}, t("welcomeTitle")),
    h("ol", {}, h("li", {}, t("welcome1")), h("li", {}, t("welcome2")), h("li", {}, t("welcome3"))),
  );
}

/** @param {Person} person @param {ClientChat} chat */
function headerItem(person, chat) {
  const isTyping = (state.typing.get(keyOf(person.id, chat.id)) ?? 0) > Date.now();
  const line =
    state.connection === "connecting"
      ? t("connecting")
      : state.connection === "lost"
        ? t("lost")
        : isTyping
          ? t("typing")
          : chat.type === "private"
            ? t("bot")
            : t("members", { n: chat.memberCount });
  return {
    key: "header",
    signature: JSON.stringify([state.language, person, chat.id, chat.title, chat.isStarted, line]),
    build: () => buildHeader(person, chat, line),
  };
}

/** @param {Person} person @param {ClientChat} chat @param {string} line */
function buildHeader(person, chat, line) {
  const more = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": t("options"),
      "aria-haspopup": "menu",
      testid: "options",
      onclick: () => openMenu(below(more), options(person, chat)),
    },
    icon("more"),
  );
  return h(
    "div",
    { class: "pane-header-row" },
    h("a", { class: "icon-button phone-only", href: hashOf(person.id), "aria-label": t("back"), testid: "back-to-chats" }, icon("back")),
    avatar(chat.type === "private" ? state.bot.id : chat.id, chat.title),
    h("div", { class: "heading" }, h("h2", { dir: "auto", testid: "chat-title" }, chat.title), h("span", { class: "row-note" }, line)),
    more,
  );
}

/** @param {Person} person @param {ClientChat} chat */
function options(person, chat) {
  const share = { text: t("shareContact"), testid: "share-contact", run: () => void sendContact(person, chat) };
  if (chat.type !== "private") return [share];
  const link = { text: t("openStart"), testid: "open-start-link", run: () => void askPayload(person) };
  const block = {
    text: person.hasBlockedBot ? t("unblock") : t("block"),
    testid: "block",
    run: () => void setBlocked(person, !person.hasBlockedBot),
  };
  return chat.isStarted ? [share, link, block] : [link];
}

/** @param {Person} person */
async function askPayload(person) {
  const payload = await promptText(t("payload", { bot: state.bot.username }), t("open"));
  if (payload !== null) openStartLink(person.id, payload);
}

/** @param {Person} person @param {ClientChat} chat @param {Topic} chosen */
function topicItems(person, chat, chosen) {
  /** @type {{ topic: Topic, name: string }[]} */
  const topics = [
    { topic: "all", name: t("all") },
    { topic: "general", name: t("general") },
    ...chat.topics.map(({ message_thread_id, name }) => ({ topic: message_thread_id, name })),
  ];
  return topics.map(({ topic, name }) => {
    const unread = topic !== "all" && topic !== chosen && countUnread(person.id, chat, topic) > 0;
    const build = () =>
      h(
        "button",
        {
          type: "button",
          testid: `topic-${topic}`,
          "aria-pressed": String(topic === chosen),
          onclick: () => goTo(person.id, chat.id, topic),
        },
        h("bdi", {}, name),
        unread && h("span", { class: "dot", "aria-label": t("newMessages") }),
      );
    return { key: `${chat.id}/${topic}`, signature: JSON.stringify([state.language, person.id, name, unread, topic === chosen]), build };
  });
}
