// @ts-check
import { sendContact, sendText } from "./actions.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { toast } from "./overlays.js";

/**
 * @typedef {import("./messages.js").View} View
 * @typedef {import("@grammyjs/types").KeyboardButton} KeyboardButton
 * @typedef {import("@grammyjs/types").ReplyKeyboardMarkup} ReplyKeyboardMarkup
 */

/** @param {import("./state.js").ClientChat} chat @returns {ReplyKeyboardMarkup | null} */
export const keyboardOf = (chat) => (chat.keyboard && "keyboard" in chat.keyboard ? chat.keyboard : null);

/** @param {View} view @param {ReplyKeyboardMarkup} markup @param {() => void} onUsed */
export function buildReplyKeyboard(view, markup, onUsed) {
  return h(
    "div",
    { class: "reply-keyboard", testid: "reply-keyboard" },
    markup.keyboard.map((row) =>
      h(
        "div",
        { class: "reply-row" },
        row.map((button) => buildButton(view, button, onUsed)),
      ),
    ),
  );
}

/** @param {View} view @param {KeyboardButton} button @param {() => void} onUsed */
function buildButton(view, button, onUsed) {
  const text = typeof button === "string" ? button : button.text;
  return h(
    "button",
    {
      type: "button",
      testid: "reply-button",
      dir: "auto",
      onclick: () => void press(view, button, text).then((isUsed) => isUsed && onUsed()),
    },
    text,
  );
}

/** @param {View} view @param {KeyboardButton} button @param {string} text */
async function press({ person, chat, topic }, button, text) {
  if (typeof button === "object" && "request_contact" in button) return sendContact(person, chat);
  const isPlain = typeof button === "string" || !Object.keys(button).some((key) => key.startsWith("request_") || key === "web_app");
  if (isPlain) return sendText(person, chat, topic, text);
  toast(t("notHere"));
  return false;
}
