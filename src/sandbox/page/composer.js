// @ts-check
import { pressStart, saveEdit, sendText, setBlocked } from "./actions.js";
import { dragFiles, offerFiles } from "./attachments.js";
import { editMessage } from "./bubble.js";
import {
  closeCommands,
  commandList,
  handleCommandKey,
  offerCommands,
  serveComposer,
  suggestCommands,
  toggleCommands,
} from "./command-menu.js";
import { h, icon, reconcile } from "./dom.js";
import { draftOf, placeKey, setDraft } from "./draft.js";
import { t } from "./i18n.js";
import { openedStarts } from "./links.js";
import { describe, senderName, shorten } from "./preview.js";
import { buildReplyKeyboard, keyboardOf } from "./reply-keyboard.js";
import { changed, keyOf, state } from "./state.js";

/**
 * @typedef {import("./state.js").Person} Person
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./messages.js").View} View
 * @typedef {import("./place.js").Topic} Topic
 */

const MAX_HEIGHT_PX = 160;

/** @type {View | null} */
let view = null;
/** The keyboards that the visitor folded away, or that fold after one use; a new keyboard is another string. */
const folded = new Set(/** @type {string[]} */ ([]));

const context = h("div", { class: "composer-context" });
const input = h("textarea", { rows: 1, testid: "composer", autocomplete: "off" });
const fileInput = h("input", {
  type: "file",
  multiple: true,
  class: "visually-hidden",
  tabindex: -1,
  "aria-hidden": "true",
  testid: "attach-input",
});
const attach = h("button", { class: "icon-button", type: "button", testid: "attach", onclick: () => fileInput.click() }, icon("attach"));
const slash = h("button", { class: "icon-button", type: "button", testid: "commands", onclick: toggleCommands }, icon("slash"));
const fold = h(
  "button",
  { class: "icon-button", type: "button", testid: "fold-keyboard", onclick: () => toggleKeyboard() },
  icon("keyboard"),
);
const send = h("button", { class: "icon-button send", type: "button", testid: "send", onclick: () => void submit() }, icon("send"));
const row = h("div", { class: "composer-row" }, attach, fileInput, slash, input, fold, send);
serveComposer(input, (command) => view && void sendText(view.person, view.chat, view.topic, command));
const keyboard = h("div", {});
const gate = h("div", { class: "gate" });

input.addEventListener("input", () => {
  if (view) draftOf(keyOfView(view)).text = input.value;
  grow();
  suggestCommands();
});
input.addEventListener("keydown", (event) => {
  // An input method's Enter chooses a word; it must not send (229: Safari reports it after the composition ended).
  if (event.isComposing || event.keyCode === 229 || handleCommandKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    void submit();
  } else if (event.key === "Escape") cancelContext();
  else if (event.key === "ArrowUp" && input.value === "") editLast();
});
input.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0 || !view) return;
  event.preventDefault();
  void offerFiles(view, files);
});
fileInput.addEventListener("change", () => {
  const files = [...(fileInput.files ?? [])];
  fileInput.value = "";
  if (view) void offerFiles(view, files);
});
dragFiles(
  /** @type {HTMLElement} */ (document.getElementById("conversation")),
  (files) => view && !row.hidden && void offerFiles(view, files),
);

/** @param {View} of */
const keyOfView = ({ person, chat, topic }) => placeKey(person.id, chat.id, topic);

/** @param {HTMLElement} root @param {Person} person @param {ClientChat} chat @param {Topic} topic */
export function renderComposer(root, person, chat, topic) {
  if (!row.isConnected) root.append(context, commandList, row, keyboard, gate);
  const before = view && keyOfView(view);
  view = { person, chat, topic };
  const gateKind =
    person.hasBlockedBot && chat.type === "private"
      ? "unblock"
      : chat.isStarted && !(chat.type === "private" && openedStarts.has(person.id))
        ? null
        : "start";
  gate.hidden = gateKind === null;
  row.hidden = keyboard.hidden = gateKind !== null;
  reconcile(gate, gateKind ? [{ key: gateKind, signature: `${state.language}/${person.id}`, build: () => buildGate(gateKind) }] : []);
  renderContext(view);
  renderRow(view);
  renderKeyboard(view);
  const draft = draftOf(keyOfView(view));
  if (before !== keyOfView(view) || draft.text !== input.value) {
    input.value = draft.text;
    closeCommands();
    grow();
  }
}

/** @param {"start" | "unblock"} kind */
function buildGate(kind) {
  const press = () => view && void (kind === "start" ? pressStart(view.person, view.chat) : setBlocked(view.person, false));
  return h("button", { class: "primary big", type: "button", testid: kind, onclick: press }, t(kind));
}

/** @param {View} of */
function renderContext(of) {
  const { replyTo, editing } = draftOf(keyOfView(of));
  const message = editing ?? replyTo;
  context.hidden = !message || row.hidden;
  if (!message) return;
  const title = editing ? t("editing") : t("replyTo", { name: senderName(message) });
  const build = () =>
    h(
      "div",
      {},
      icon(editing ? "pencil" : "reply"),
      h(
        "span",
        { class: "context-text" },
        h("strong", { dir: "auto" }, title),
        h("span", { dir: "auto" }, shorten(describe(message), 120)),
      ),
      h(
        "button",
        { class: "icon-button", type: "button", "aria-label": t("cancel"), testid: "cancel-context", onclick: cancelContext },
        icon("close"),
      ),
    );
  reconcile(context, [{ key: "context", signature: JSON.stringify([title, message]), build }]);
}

/** @param {View} of */
function renderRow({ person, chat, topic }) {
  const markup = keyboardOf(chat);
  const topicName =
    topic === "all"
      ? chat.isForum
        ? t("general")
        : ""
      : topic === "general"
        ? t("general")
        : (chat.topics.find(({ message_thread_id }) => message_thread_id === topic)?.name ?? "");
  const placeholder = markup?.input_field_placeholder ?? (chat.isForum ? t("messageIn", { topic: topicName }) : t("message"));
  input.placeholder = placeholder;
  input.setAttribute("aria-label", placeholder);
  for (const [button, label] of /** @type {const} */ ([
    [attach, "attach"],
    [slash, "commands"],
    [fold, "showKeyboard"],
    [send, "send"],
  ])) {
    button.setAttribute("aria-label", t(label));
    button.title = t(label);
  }
  slash.hidden = chat.commands.length === 0;
  fold.hidden = markup === null;
  offerCommands({
    commands: chat.commands,
    suffix: chat.type === "private" ? "" : `@${state.bot.username}`,
    place: keyOf(person.id, chat.id),
  });
}

/** @param {View} of @returns {string} */
const markupKey = ({ person, chat }) => `${keyOf(person.id, chat.id)}/${JSON.stringify(chat.keyboard)}`;

/** @param {View} of */
function renderKeyboard(of) {
  const markup = keyboardOf(of.chat);
  const key = markupKey(of);
  const isShown = markup !== null && !folded.has(key);
  fold.setAttribute("aria-expanded", String(isShown));
  const onUsed = () => {
    if (markup?.one_time_keyboard) folded.add(key);
    changed();
  };
  reconcile(
    keyboard,
    isShown ? [{ key: "keyboard", signature: `${key}/${of.topic}`, build: () => buildReplyKeyboard(of, markup, onUsed) }] : [],
  );
}

function toggleKeyboard() {
  if (!view) return;
  const key = markupKey(view);
  if (!folded.delete(key)) folded.add(key);
  changed();
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT_PX)}px`;
}

function cancelContext() {
  if (!view) return;
  const key = keyOfView(view);
  setDraft(key, draftOf(key).editing ? { editing: null, text: "" } : { replyTo: null });
}

function editLast() {
  if (!view) return;
  const { person, chat } = view;
  const last = (state.messages.get(keyOf(person.id, chat.id)) ?? []).findLast((message) => message.from?.id === person.id && message.text);
  if (last) editMessage(view, last);
}

async function submit() {
  const text = input.value.trim();
  if (!view || !text) return;
  const { person, chat, topic } = view;
  const key = keyOfView(view);
  const { replyTo, editing } = draftOf(key);
  setDraft(key, { text: "", replyTo: null, editing: null });
  input.focus();
  const isSent = await (editing ? saveEdit(person, chat, editing, text) : sendText(person, chat, topic, text, replyTo));
  if (!isSent && draftOf(key).text === "") setDraft(key, { text, replyTo, editing });
}
