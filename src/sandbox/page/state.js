// @ts-check
import { fetchChats, fetchMessages, fetchPeople } from "./api.js";
import { useLanguage, useTimeZone } from "./i18n.js";
import { currentPlace } from "./place.js";

/**
 * @typedef {import("../client-api.ts").ClientMessage} Message
 * @typedef {import("../client-api.ts").Person} Person
 * @typedef {import("../client-api.ts").ClientChat} ClientChat
 * @typedef {import("../client-api.ts").ClientEvent} ClientEvent
 * @typedef {import("../client-api.ts").PeopleAnswer} PeopleAnswer
 */

/** What the page knows of the server. Views read it; only the functions below change it. */
export const state = {
  bot: { id: 0, username: "", first_name: "" },
  /** @type {"zh" | "en"} */ language: "en",
  /** At most a hundred. @type {Person[]} */ people: [],
  /** How many there are. */ total: 0,
  /** What the visitor looks for among them. */ search: "",
  /** Person -> chats. @type {Map<number, ClientChat[]>} */ chats: new Map(),
  /** "person:chat" -> messages, oldest first. @type {Map<string, Message[]>} */ messages: new Map(),
  /** "person:chat" -> when the bot's "typing" ends, epoch ms. @type {Map<string, number>} */ typing: new Map(),
  /** @type {"connecting" | "live" | "lost"} */ connection: "connecting",
};

const listeners = new Set(/** @type {(() => void)[]} */ ([]));
let isScheduled = false;

/** @param {() => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

/** Tells the views, once for all changes made in the same turn. */
export function changed() {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => {
    isScheduled = false;
    for (const listener of listeners) listener();
  });
}

/** @param {number} person @param {number} chat */
export const keyOf = (person, chat) => `${person}:${chat}`;

/** An ephemeral message has message_id 0 and an id of its own. @param {Message} message */
export const messageKey = (message) => (message.message_id ? String(message.message_id) : `e${message.ephemeral_message_id ?? 0}`);

/** @param {number | null} person @param {number | null} chat */
export function findChat(person, chat) {
  return person === null ? undefined : state.chats.get(person)?.find(({ id }) => id === chat);
}

/** @param {number | null} id */
export const findPerson = (id) => state.people.find((person) => person.id === id);

/** @param {ClientChat} chat @param {Message} message @returns {number | "general"} */
export const topicOf = (chat, message) => (chat.isForum && message.message_thread_id ? message.message_thread_id : "general");

/** @param {PeopleAnswer} answer */
export function takePeople(answer) {
  Object.assign(state, { bot: answer.bot, language: answer.language, people: answer.people, total: answer.total });
  useLanguage(answer.language);
  useTimeZone(answer.timeZone);
  changed();
}

/** @param {"connecting" | "live" | "lost"} connection */
export function takeConnection(connection) {
  state.connection = connection;
  changed();
}

export async function loadPeople() {
  const { search } = state;
  const answer = await fetchPeople(search, currentPlace().person);
  // The visitor has typed on meanwhile.
  if (search === state.search) takePeople(answer);
}

/** @param {string} words */
export async function searchPeople(words) {
  state.search = words;
  await loadPeople();
}

/** @param {number} person */
export async function loadChats(person) {
  const { chats } = await fetchChats(person);
  state.chats.set(person, chats);
  changed();
  return chats;
}

/** Events since the page opened, so that one which arrives while a snapshot is on its way is not lost with the older snapshot. */
const journal = /** @type {{ person: number, event: ClientEvent }[]} */ ([]);

/** @param {number} person @param {number} chat */
export async function loadMessages(person, chat) {
  const mark = journal.length;
  const { messages } = await fetchMessages(person, chat);
  state.messages.set(keyOf(person, chat), messages);
  for (const entry of journal.slice(mark))
    if (entry.person === person && "chat" in entry.event && entry.event.chat === chat) apply(person, entry.event);
  changed();
  return messages;
}

/** @param {number} person @param {ClientEvent} event */
export function takeEvent(person, event) {
  journal.push({ person, event });
  apply(person, event);
  changed();
}

const TYPING_MS = 5000;

/** @param {number} person @param {ClientEvent} event */
function apply(person, event) {
  if (event.type === "chats") return;
  const key = keyOf(person, event.chat);
  if (event.type === "typing") {
    state.typing.set(key, Date.now() + TYPING_MS);
    setTimeout(changed, TYPING_MS + 50);
    return;
  }
  const list = state.messages.get(key);
  if (event.type === "delete") {
    const rest = list?.filter((message) => message.message_id !== event.message_id);
    if (rest) state.messages.set(key, rest);
    const chat = findChat(person, event.chat);
    if (chat?.lastMessage?.message_id === event.message_id) chat.lastMessage = rest?.at(-1) ?? null;
    if (chat) chat.pinned = chat.pinned.filter((message) => message.message_id !== event.message_id);
    return;
  }
  if (list) state.messages.set(key, withMessage(list, event.message, event.type === "message"));
  if (event.type === "message" && event.message.from?.id === state.bot.id) state.typing.delete(key);
  const chat = findChat(person, event.chat);
  if (chat && (event.type === "message" || (chat.lastMessage && messageKey(chat.lastMessage) === messageKey(event.message))))
    chat.lastMessage = event.message;
  if (chat) chat.pinned = withMessage(chat.pinned, event.message, false);
}

/** @param {Message[]} list @param {Message} message @param {boolean} isNew */
function withMessage(list, message, isNew) {
  const at = list.findIndex((other) => messageKey(other) === messageKey(message));
  if (at >= 0) return list.with(at, message);
  return isNew ? [...list, message] : list;
}
