// @ts-check
import { postBlock, postEdit, postMessage, postStart } from "./api.js";
import { t } from "./i18n.js";
import { openedStarts } from "./links.js";
import { attempt, confirmed } from "./overlays.js";
import { loadChats, loadMessages, loadPeople, takeEvent, topicOf } from "./state.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./state.js").Person} Person
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./place.js").Topic} Topic
 */

const TEXT_LIMIT = 4096;

/** The topic that a message goes to: that of the tab, in "All" that of the message replied to. @param {ClientChat} chat @param {Topic} topic @param {Message | null} replyTo */
function where(chat, topic, replyTo) {
  const target = topic === "all" && replyTo ? topicOf(chat, replyTo) : topic;
  return { ...(typeof target === "number" ? { thread: target } : {}), ...(replyTo?.message_id ? { replyTo: replyTo.message_id } : {}) };
}

/** @param {Person} person @param {ClientChat} chat @param {Topic} topic @param {string} text @param {Message | null} [replyTo] whether it was sent */
export async function sendText(person, chat, topic, text, replyTo = null) {
  // A Telegram client cuts a long text into several messages, too.
  for (let at = 0; at < text.length; at += TEXT_LIMIT) {
    const part = text.slice(at, at + TEXT_LIMIT);
    const isSent = await send(person, chat, () =>
      postMessage({ person: person.id, chat: chat.id, text: part, ...where(chat, topic, replyTo) }),
    );
    if (!isSent) return false;
  }
  return true;
}

/**
 * @param {Person} person @param {ClientChat} chat @param {Topic} topic
 * @param {{ files: File[], as: "document" | undefined, caption: string }} upload @param {Message | null} replyTo
 */
export function sendFiles(person, chat, topic, { files, as, caption }, replyTo) {
  return send(person, chat, () =>
    postMessage(
      { person: person.id, chat: chat.id, ...(as ? { as } : {}), ...(caption ? { caption } : {}), ...where(chat, topic, replyTo) },
      files,
    ),
  );
}

/** @param {Person} person @param {ClientChat} chat */
export async function sendContact(person, chat) {
  if (!(await confirmed(`${t("shareAsk")}\n${person.phone}`, t("share")))) return false;
  return send(person, chat, () => postMessage({ person: person.id, chat: chat.id, contact: true }));
}

/** @param {Person} person @param {ClientChat} chat @param {Message} message @param {string} text */
export async function saveEdit(person, chat, message, text) {
  const answer = await attempt(() => postEdit({ person: person.id, chat: chat.id, message_id: message.message_id, text }));
  if (answer) takeEvent(person.id, { type: "edit", chat: chat.id, message: answer.message });
  return answer !== undefined;
}

/** @param {Person} person @param {ClientChat} chat */
export async function pressStart(person, chat) {
  const isSent = await send(person, chat, () => postStart(person.id, openedStarts.get(person.id)));
  if (!isSent) return;
  openedStarts.delete(person.id);
  await attempt(() => Promise.all([loadPeople(), loadChats(person.id), loadMessages(person.id, chat.id)]));
}

/** @param {Person} person @param {boolean} isBlocked */
export async function setBlocked(person, isBlocked) {
  if (isBlocked && !(await confirmed(t("blockAsk", { name: person.name }), t("block")))) return;
  await attempt(() => postBlock(person.id, isBlocked));
  await attempt(() => Promise.all([loadPeople(), loadChats(person.id)]));
}

/** @param {Person} person @param {ClientChat} chat @param {() => Promise<{ message: Message }>} request */
async function send(person, chat, request) {
  const answer = await attempt(request);
  if (answer?.message) takeEvent(person.id, { type: "message", chat: chat.id, message: answer.message });
  return answer !== undefined;
}
