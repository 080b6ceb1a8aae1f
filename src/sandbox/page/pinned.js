// @ts-check
import { jumpTo } from "./bubble.js";
import { h, icon, reconcile } from "./dom.js";
import { t } from "./i18n.js";
import { describe, shorten } from "./preview.js";
import { changed, messageKey, state, topicOf } from "./state.js";

/**
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./place.js").Topic} Topic
 */

export const pinnedBar = h("div", { class: "pinned-pane" });

/** How far back the visitor has stepped by pressing the bar. */
let step = 0;
let shownPlace = "";

/** The newest pinned message of a chat or topic; each press jumps to the one shown and goes on to the one before. @param {ClientChat} chat @param {Topic} topic */
export function renderPinned(chat, topic) {
  const pinned = chat.pinned.filter((message) => topic === "all" || topicOf(chat, message) === topic);
  const place = `${chat.id}/${topic}/${pinned.map(messageKey).join()}`;
  if (place !== shownPlace) step = 0;
  shownPlace = place;
  const index = pinned.length - 1 - (step % Math.max(pinned.length, 1));
  const message = pinned[index];
  pinnedBar.hidden = !message;
  if (!message) return reconcile(pinnedBar, []);
  const build = () => buildBar(message, index, pinned.length);
  reconcile(pinnedBar, [{ key: "pinned", signature: JSON.stringify([state.language, message, index, pinned.length]), build }]);
}

/** @param {Message} message @param {number} index @param {number} count */
function buildBar(message, index, count) {
  const title = count > 1 ? t("pinnedOf", { n: index + 1, count }) : t("pinnedMessage");
  const press = () => {
    step += 1;
    changed();
    // After the render that this asks for: while the page believes to be at the end, a render takes it back there.
    queueMicrotask(() => jumpTo(messageKey(message)));
  };
  return h(
    "button",
    { class: "pinned-bar", type: "button", testid: "pinned", onclick: press },
    icon("tack"),
    h("span", { class: "context-text" }, h("strong", {}, title), h("span", { dir: "auto" }, shorten(describe(message), 120))),
  );
}
