// @ts-check
import { messageKey, state, keyOf, topicOf } from "./state.js";
import { isService } from "./preview.js";

/**
 * Read marks are the page's own (the Bot API has none): per person, chat and topic the date and id of the last message seen.
 * By date first, so that a fresh DATA_DIR, whose ids begin again, is not mistaken for read.
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./place.js").Topic} Topic
 */

const STORED = "tongzhou.read";

/** @type {Record<string, [number, number]>} */
let marks = readMarks();

function readMarks() {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {number} person @param {ClientChat} chat @param {number | "general"} topic */
const markKey = (person, chat, topic) => `${person}:${chat.id}:${topic}`;

/** @param {number} person @param {ClientChat} chat @param {Message} message */
export function isUnread(person, chat, message) {
  if (message.from?.id === person || isService(message)) return false;
  const [date, id] = marks[markKey(person, chat, topicOf(chat, message))] ?? [0, 0];
  return message.date > date || (message.date === date && message.message_id > id);
}

/** @param {number} person @param {ClientChat} chat @param {Topic} topic */
export function wasEverRead(person, chat, topic) {
  return Object.keys(marks).some((key) => key.startsWith(`${person}:${chat.id}:${topic === "all" ? "" : topic}`));
}

/** @param {number} person @param {ClientChat} chat @param {Topic} [topic] */
export function countUnread(person, chat, topic = "all") {
  // Of a chat that has not been opened among hundreds only the last message is known.
  const list = state.messages.get(keyOf(person, chat.id)) ?? (chat.lastMessage ? [chat.lastMessage] : []);
  return list.filter((message) => (topic === "all" || topicOf(chat, message) === topic) && isUnread(person, chat, message)).length;
}

/** @param {number} person */
export function countUnreadOf(person) {
  return (state.chats.get(person) ?? []).reduce((sum, chat) => sum + countUnread(person, chat), 0);
}

/**
 * Marks these messages as seen and says whether that changed anything.
 * @param {number} person @param {ClientChat} chat @param {Message[]} messages
 */
export function markRead(person, chat, messages) {
  const fresh = messages.filter((message) => isUnread(person, chat, message));
  for (const message of fresh) marks[markKey(person, chat, topicOf(chat, message))] = [message.date, message.message_id];
  if (fresh.length > 0) localStorage.setItem(STORED, JSON.stringify(marks));
  return fresh.length > 0;
}

/** Another tab read something. */
addEventListener("storage", (event) => {
  if (event.key === STORED) marks = readMarks();
});

/** @param {Message[]} before @param {Message[]} after @param {number} person messages that came in between, the person's own left out */
export function arrivals(before, after, person) {
  const known = new Set(before.map(messageKey));
  return after.filter((message) => !known.has(messageKey(message)) && message.from?.id !== person && !isService(message));
}
