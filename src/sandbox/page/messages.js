// @ts-check
import { buildBubble, buildService } from "./bubble.js";
import { h, icon, reconcile } from "./dom.js";
import { dayName, t } from "./i18n.js";
import { isService } from "./preview.js";
import { holdPlace } from "./scroll-anchor.js";
import { changed, keyOf, messageKey, state, topicOf } from "./state.js";
import { isUnread, markRead, wasEverRead } from "./unread.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./state.js").Person} Person
 * @typedef {import("./place.js").Topic} Topic
 * @typedef {{ person: Person, chat: ClientChat, topic: Topic }} View
 */

const NEAR_BOTTOM_PX = 80;
const SAME_RUN_S = 300;

const list = h("ol", { class: "messages", testid: "messages" });
const note = h("p", { class: "pill messages-note" });
const down = h("button", { class: "to-bottom", type: "button", testid: "to-bottom", onclick: () => scrollDown("smooth") });
const scroller = h("div", { class: "messages-scroll", tabindex: -1 }, note, list);

let shownKey = "";
/** The first message that was unread when the place was opened. */
let firstUnread = "";
let isAtBottom = true;
let lastTop = 0;
let shownMessages = /** @type {Message[]} */ ([]);
let readShown = () => {};

scroller.addEventListener("scroll", () => {
  const was = isAtBottom;
  noticePlace();
  if (was !== isAtBottom) changed();
  down.hidden = isAtBottom;
  readShown();
});
// The composer or the reply keyboard grew, or a picture arrived: what was at the bottom stays there.
const keepBottom = new ResizeObserver(() => {
  noticeScrollUp();
  if (isAtBottom) scrollDown();
});
keepBottom.observe(scroller);
keepBottom.observe(list);
document.addEventListener("visibilitychange", () => readShown());

function noticePlace() {
  lastTop = scroller.scrollTop;
  isAtBottom = scroller.scrollHeight - lastTop - scroller.clientHeight < NEAR_BOTTOM_PX;
}

/** The scroll event comes up to a frame after the scroll: whoever has just left the bottom is not pulled back to it by a message in between. */
function noticeScrollUp() {
  if (scroller.scrollTop < lastTop) noticePlace();
}

/** @param {ScrollBehavior} [behavior] */
function scrollDown(behavior = "instant") {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

/** @param {HTMLElement} root @param {Person} person @param {ClientChat} chat @param {Topic} topic */
export function renderMessages(root, person, chat, topic) {
  if (!scroller.isConnected) root.append(scroller, down);
  const view = { person, chat, topic };
  const all = state.messages.get(keyOf(person.id, chat.id));
  const messages = (all ?? []).filter((message) => topic === "all" || topicOf(chat, message) === topic);
  const key = all ? `${person.id}:${chat.id}:${topic}` : "";
  const isNewPlace = key !== shownKey;
  noticeScrollUp();
  const wasAtBottom = isAtBottom;
  if (isNewPlace) list.replaceChildren();
  if (isNewPlace) firstUnread = divider(view, messages);
  shownKey = key;
  const holdOn = holdPlace(scroller, list);
  reconcile(list, items(view, messages));
  renderAround(view, all, messages);
  if (isNewPlace) showPlace();
  else if (wasAtBottom || hasOwnNew(view, messages)) scrollDown();
  else holdOn();
  shownMessages = messages;
  readShown = () => {
    if (!document.hidden && shownKey === key && markRead(person.id, chat, messages.slice(0, countSeen(messages)))) changed();
  };
  readShown();
}

/** Whether the visitor has just sent something; an edit or a deletion of the last message is no reason to scroll. @param {View} view @param {Message[]} messages */
function hasOwnNew({ person }, messages) {
  const last = messages.at(-1);
  const key = last && messageKey(last);
  return last?.from?.id === person.id && !shownMessages.some((message) => messageKey(message) === key);
}

/** How many messages, from the oldest, have been scrolled into view. @param {Message[]} messages */
function countSeen(messages) {
  if (isAtBottom) return messages.length;
  const bottom = scroller.getBoundingClientRect().bottom;
  const last = [...list.children].findLast(
    (child) => child.getBoundingClientRect().top < bottom && /** @type {HTMLElement} */ (child).dataset["key"]?.startsWith("m-"),
  );
  return messages.findIndex((message) => `m-${messageKey(message)}` === /** @type {HTMLElement | undefined} */ (last)?.dataset["key"]) + 1;
}

function showPlace() {
  const line = list.querySelector(".divider-unread");
  if (line) line.scrollIntoView({ block: "start" });
  else scrollDown();
  noticePlace();
  down.hidden = isAtBottom;
}

/** @param {View} view @param {Message[] | undefined} all @param {Message[]} messages */
function renderAround({ person, chat }, all, messages) {
  list.setAttribute("aria-label", chat.title);
  note.hidden = messages.length > 0;
  note.textContent = !all ? t("loading") : chat.isStarted ? t("emptyChat") : t("beforeStart", { name: person.name });
  const unread = messages.filter((message) => isUnread(person.id, chat, message)).length;
  down.hidden = isAtBottom;
  down.setAttribute("aria-label", t("toBottom"));
  down.replaceChildren(icon("down"), ...(unread > 0 ? [h("span", { class: "badge" }, unread)] : []));
}

/** The line above the unread ones; a chat seen for the first time opens at its end instead. @param {View} view @param {Message[]} messages */
function divider({ person, chat, topic }, messages) {
  const first = messages.find((message) => isUnread(person.id, chat, message));
  return first && wasEverRead(person.id, chat, topic) ? messageKey(first) : "";
}

/** @param {View} view @param {Message[]} messages */
function items(view, messages) {
  const result = /** @type {{ key: string, signature: string, build: () => HTMLElement }[]} */ ([]);
  let day = "";
  for (let at = 0; at < messages.length;) {
    const group = albumAt(messages, at);
    const first = /** @type {Message} */ (group[0]);
    if (dayName(first.date) !== day) {
      const name = (day = dayName(first.date));
      result.push({
        key: `day-${new Date(first.date * 1000).toDateString()}`,
        signature: name,
        build: () => h("li", { class: "divider" }, h("span", { class: "pill" }, name)),
      });
    }
    if (messageKey(first) === firstUnread)
      result.push({
        key: "unread",
        signature: state.language,
        build: () => h("li", { class: "divider divider-unread" }, h("span", {}, t("newMessages"))),
      });
    result.push(messageItem(view, group, messages[at - 1], messages[at + group.length]));
    at += group.length;
  }
  return result;
}

/** @param {Message[]} messages @param {number} at the message there with the rest of its album */
function albumAt(messages, at) {
  const id = messages[at]?.media_group_id;
  const length = messages.slice(at).findIndex((message, index) => index > 0 && (!id || message.media_group_id !== id));
  return length < 0 ? messages.slice(at, id ? undefined : at + 1) : messages.slice(at, at + length);
}

/** @param {View} view @param {Message[]} group @param {Message | undefined} before @param {Message | undefined} after */
function messageItem(view, group, before, after) {
  const first = /** @type {Message} */ (group[0]);
  const run = { isFirst: !isSameRun(view, before, first), isLast: !isSameRun(view, after, first) };
  const key = `m-${messageKey(first)}`;
  const signature = JSON.stringify([state.language, view.topic, view.chat.topics, run, group]);
  return { key, signature, build: () => (isService(first) ? buildService(first) : buildBubble(view, group, run)) };
}

/** @param {View} view @param {Message | undefined} a @param {Message} b */
function isSameRun({ chat, topic }, a, b) {
  if (!a || isService(a) || isService(b) || a.from?.id !== b.from?.id || messageKey(b) === firstUnread) return false;
  if (topic === "all" && topicOf(chat, a) !== topicOf(chat, b)) return false;
  return Math.abs(a.date - b.date) < SAME_RUN_S && dayName(a.date) === dayName(b.date);
}
