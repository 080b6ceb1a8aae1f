// @ts-check
import { postPress } from "./api.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { linkProps, safeUrl, startPayload } from "./links.js";
import { attempt, showAlert, toast } from "./overlays.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./messages.js").View} View
 * @typedef {import("@grammyjs/types").InlineKeyboardButton} InlineKeyboardButton
 */

/** @param {View} view @param {Message} message */
export function inlineKeyboard(view, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows || rows.length === 0) return null;
  return h(
    "div",
    { class: "inline-keyboard" },
    rows.map((row) =>
      h(
        "div",
        { class: "inline-row" },
        row.map((button) => buildButton(view, message, button)),
      ),
    ),
  );
}

/** @param {View} view @param {Message} message @param {InlineKeyboardButton} button */
function buildButton(view, message, button) {
  const isDisabled = "disabled" in button;
  const isLink = "url" in button || "login_url" in button;
  const element = h(
    "button",
    {
      class: `inline-button${button.style ? ` style-${button.style}` : ""}`,
      type: "button",
      testid: "inline-button",
      dir: "auto",
      disabled: isDisabled,
      onclick: () => void press(view, message, button, element),
    },
    h("span", {}, button.text),
    isLink && icon("link"),
  );
  return element;
}

/** @param {View} view @param {Message} message @param {InlineKeyboardButton} button @param {HTMLElement} element */
async function press(view, message, button, element) {
  if ("url" in button) return openLink(button.url, view.person.id);
  if ("login_url" in button) return openLink(button.login_url.url, view.person.id);
  if ("copy_text" in button) {
    await navigator.clipboard.writeText(button.copy_text.text);
    return toast(t("copied"));
  }
  if (!("callback_data" in button)) return toast(t("notHere"));
  await pressCallback(view, message, button.callback_data, element);
}

/** @param {View} view @param {Message} message @param {string} data @param {HTMLElement} element */
async function pressCallback(view, message, data, element) {
  if (element.ariaBusy === "true") return;
  element.ariaBusy = "true";
  const answer = await attempt(() => postPress({ person: view.person.id, chat: view.chat.id, message_id: message.message_id, data }));
  element.ariaBusy = null;
  if (answer?.url) openLink(answer.url, view.person.id);
  if (!answer?.text) return;
  if (answer.show_alert) await showAlert(answer.text);
  else toast(answer.text);
}

/** @param {string} address @param {number} person */
function openLink(address, person) {
  const url = safeUrl(address);
  if (!url) return toast(t("notHere"));
  // A real link is pressed, so that one to the bot itself stays inside the stand-in and a pop-up blocker has no say.
  const link = h("a", linkProps(url, person));
  if (startPayload(url) === null && url.startsWith("tg:")) return toast(t("notHere"));
  link.click();
}
