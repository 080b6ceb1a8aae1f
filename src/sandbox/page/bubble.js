// @ts-check
import { sendText } from "./actions.js";
import { avatar, colourOf, h, icon } from "./dom.js";
import { placeKey, setDraft } from "./draft.js";
import { clockTime, fullTime, t } from "./i18n.js";
import { inlineKeyboard } from "./inline-keyboard.js";
import { buildMedia, hasOwnCaptions } from "./media.js";
import { buildRich } from "./rich-message.js";
import { below, openMenu, toast } from "./overlays.js";
import { goTo } from "./place.js";
import { describe, fullName, senderName, serviceText, shorten, wordsOf } from "./preview.js";
import { messageKey, topicOf } from "./state.js";
import { formatted } from "./text-entities.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./messages.js").View} View
 */

const LONG_PRESS_MS = 500;

/** @param {Message} message */
export function buildService(message) {
  return h(
    "li",
    { class: "divider", testid: `message-${messageKey(message)}` },
    h("span", { class: "pill", dir: "auto" }, serviceText(message)),
  );
}

/**
 * One message, or an album of several: the first one names it, whichever has a caption gives the text.
 * @param {View} view @param {Message[]} group @param {{ isFirst: boolean, isLast: boolean }} run
 */
export function buildBubble(view, group, run) {
  const message = /** @type {Message} */ (group[0]);
  const isMine = message.from?.id === view.person.id;
  const hasAvatar = !isMine && view.chat.type !== "private";
  const classes = [
    "message",
    isMine ? "mine" : "theirs",
    run.isFirst && "first",
    run.isLast && "last",
    hasAvatar && "with-avatar",
    message.has_protected_content && "protected",
  ];
  const bubble = buildInside(view, group, hasAvatar && run.isFirst, isMine);
  const item = h(
    "li",
    { class: classes.filter(Boolean).join(" "), testid: `message-${messageKey(message)}` },
    hasAvatar && (run.isLast ? avatar(message.from?.id ?? 0, senderName(message)) : h("span", { class: "avatar-space" })),
    h("div", { class: "bubble-column" }, bubble, inlineKeyboard(view, message)),
    actions(view, message, isMine),
  );
  listenForMenu(bubble, view, message, isMine);
  return item;
}

/** @param {View} view @param {Message[]} group @param {boolean} hasSender @param {boolean} isMine */
function buildInside(view, group, hasSender, isMine) {
  const message = /** @type {Message} */ (group[0]);
  const captioned = group.find(({ caption }) => caption) ?? message;
  const text = hasOwnCaptions(group) ? "" : (message.text ?? captioned.caption ?? "");
  const reader = {
    person: view.person.id,
    sendCommand: (/** @type {string} */ command) => void sendText(view.person, view.chat, view.topic, command),
  };
  const body = text
    ? h("div", { class: "text", dir: "auto" }, formatted(text, message.text ? message.entities : captioned.caption_entities, reader))
    : null;
  const rich = message.rich_message && buildRich(message.rich_message, reader);
  const media = rich ?? buildMedia(group);
  const isCaptionAbove = message.show_caption_above_media;
  return h(
    "div",
    { class: `bubble${rich ? " has-rich" : media ? " has-media" : ""}` },
    hasSender &&
      h(
        "div",
        { class: `sender ${colourOf(message.from?.id ?? 0)}` },
        h("bdi", {}, senderName(message)),
        message.from?.is_bot && h("span", { class: "tag" }, t("bot")),
        message.sender_tag && h("span", { class: "tag" }, message.sender_tag),
      ),
    topicLabel(view, message),
    message.ephemeral_message_id !== undefined && h("div", { class: "only-you" }, icon("eye"), t("onlyYou")),
    message.forward_origin && h("div", { class: "forwarded" }, t("forwarded", { name: originName(message.forward_origin) })),
    quote(message),
    isCaptionAbove && body,
    media,
    !isCaptionAbove && body,
    !body && !media && h("div", { class: "text unsupported" }, describe(message)),
    meta(message, group, isMine),
  );
}

/** @param {View} view @param {Message} message */
function topicLabel({ person, chat, topic }, message) {
  if (!chat.isForum || topic !== "all") return null;
  const id = topicOf(chat, message);
  const name = chat.topics.find(({ message_thread_id }) => message_thread_id === id)?.name;
  return name ? h("button", { class: "topic-label", type: "button", onclick: () => goTo(person.id, chat.id, id) }, name) : null;
}

/** @param {import("@grammyjs/types").MessageOrigin} origin */
function originName(origin) {
  if (origin.type === "user") return fullName(origin.sender_user);
  if (origin.type === "hidden_user") return origin.sender_user_name;
  const chat = origin.type === "chat" ? origin.sender_chat : origin.chat;
  return "title" in chat ? (chat.title ?? "") : "";
}

/** @param {Message} message */
function quote(message) {
  const original = /** @type {Message | undefined} */ (message.reply_to_message);
  // In a topic every message "replies" to the one that created the topic; clients do not show that.
  if (!original || original.forum_topic_created) return null;
  return h(
    "button",
    { class: `quote ${colourOf(original.from?.id ?? 0)}`, type: "button", onclick: () => jumpTo(messageKey(original)) },
    h("strong", { dir: "auto" }, senderName(original)),
    h("span", { dir: "auto" }, shorten(message.quote?.text ?? describe(original), 120)),
  );
}

/** Scrolls to a message and lets it light up. @param {string} key */
export function jumpTo(key) {
  const target = document.querySelector(`[data-testid="message-${CSS.escape(key)}"]`);
  if (!target) return toast(t("notLoaded"));
  // At once: a message that arrives during a smooth way up would call it off.
  target.scrollIntoView({ block: "center" });
  target.classList.remove("flash");
  requestAnimationFrame(() => target.classList.add("flash"));
}

/** @param {Message} message @param {Message[]} group @param {boolean} isMine */
function meta(message, group, isMine) {
  const isEdited = group.some(({ edit_date }) => edit_date !== undefined);
  return h(
    "span",
    { class: "meta" },
    message.has_protected_content &&
      h("span", { title: t("protected"), role: "img", "aria-label": t("protected"), testid: "protected" }, icon("lock")),
    message.isSilent && h("span", { title: t("silent"), role: "img", "aria-label": t("silent"), testid: "silent" }, icon("silent")),
    isEdited && h("span", {}, t("edited")),
    h("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullTime(message.date) }, clockTime(message.date)),
    isMine && h("span", { class: "visually-hidden" }, t("you")),
  );
}

/** @param {View} view @param {Message} message @param {boolean} isMine */
function actions(view, message, isMine) {
  const more = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": t("more"),
      "aria-haspopup": "menu",
      testid: "message-menu",
      onclick: () => openMenu(below(more), entries(view, message, isMine)),
    },
    icon("more"),
  );
  const reply = h(
    "button",
    { class: "icon-button", type: "button", "aria-label": t("reply"), testid: "reply", onclick: () => replyTo(view, message) },
    icon("reply"),
  );
  return h("div", { class: "bubble-actions" }, reply, more);
}

/** @param {View} view @param {Message} message */
function replyTo({ person, chat, topic }, message) {
  setDraft(placeKey(person.id, chat.id, topic), { replyTo: message, editing: null });
  focusComposer();
}

/** @param {View} view @param {Message} message */
export function editMessage({ person, chat, topic }, message) {
  setDraft(placeKey(person.id, chat.id, topic), { editing: message, replyTo: null, text: wordsOf(message) ?? "" });
  focusComposer();
}

/** @param {View} view @param {Message} message @param {boolean} isMine */
function entries(view, message, isMine) {
  const text = wordsOf(message);
  const list = [{ text: t("reply"), testid: "menu-reply", run: () => replyTo(view, message) }];
  if (text && !message.has_protected_content)
    list.push({ text: t("copy"), testid: "menu-copy", run: () => void navigator.clipboard.writeText(text).then(() => toast(t("copied"))) });
  if (isMine && text) list.push({ text: t("edit"), testid: "menu-edit", run: () => editMessage(view, message) });
  return list;
}

/** Right click, or a long press where the browser makes no context menu of it (iOS). @param {HTMLElement} bubble @param {View} view @param {Message} message @param {boolean} isMine */
function listenForMenu(bubble, view, message, isMine) {
  let timer = 0;
  const open = (/** @type {MouseEvent} */ event) => openMenu({ x: event.clientX, y: event.clientY }, entries(view, message, isMine));
  bubble.addEventListener("contextmenu", (event) => {
    clearTimeout(timer);
    // The browser's own menu offers to copy and to save; a protected message must not.
    const isOwnMenu = /** @type {Element} */ (event.target).closest("a, img, video") || String(getSelection());
    if (isOwnMenu && !message.has_protected_content) return;
    event.preventDefault();
    open(event);
  });
  bubble.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = window.setTimeout(() => open(event), LONG_PRESS_MS);
  });
  for (const type of ["pointerup", "pointercancel", "pointermove"]) bubble.addEventListener(type, () => clearTimeout(timer));
}

function focusComposer() {
  const composer = document.querySelector("[data-testid=composer]");
  if (composer instanceof HTMLElement) composer.focus();
}
