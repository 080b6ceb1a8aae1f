// @ts-check
/**
 * @typedef {import("../client-api.ts").PeopleAnswer} PeopleAnswer
 * @typedef {import("../client-api.ts").ChatsAnswer} ChatsAnswer
 * @typedef {import("../client-api.ts").MessagesAnswer} MessagesAnswer
 * @typedef {import("../client-api.ts").NewMessage} NewMessage
 * @typedef {import("../client-api.ts").PressAnswer} PressAnswer
 * @typedef {import("@grammyjs/types").Message} Message
 */

/** A refusal of the stand-in, with its own words. */
export class Refusal extends Error {}

/** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
async function call(path, init) {
  const response = await fetch(`/sandbox/${path}`, init);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.error ?? `HTTP ${response.status}`);
  return body;
}

/** @param {string} path @param {object} body */
function post(path, body) {
  return call(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

/** @param {string} search @param {number | null} person who is wanted in any case @returns {Promise<PeopleAnswer>} */
export const fetchPeople = (search, person) =>
  call(`people?${new URLSearchParams({ search, ...(person === null ? {} : { with: String(person) }) })}`);
/** @param {number} person @returns {Promise<ChatsAnswer>} */
export const fetchChats = (person) => call(`chats?person=${person}`);
/** @param {number} person @param {number} chat @returns {Promise<MessagesAnswer>} */
export const fetchMessages = (person, chat) => call(`messages?person=${person}&chat=${chat}`);
/** @param {"zh" | "en"} language @returns {Promise<PeopleAnswer>} */
export const postLanguage = (language) => post("language", { language });
/** @param {number} person @param {string} [payload] @returns {Promise<{ message: Message }>} */
export const postStart = (person, payload) => post("start", payload ? { person, payload } : { person });
/** @param {number} person @param {boolean} blocked */
export const postBlock = (person, blocked) => post("block", { person, blocked });
/** @param {{ person: number, chat: number, message_id: number, text: string }} edit @returns {Promise<{ message: Message }>} */
export const postEdit = (edit) => post("edits", edit);
/** @param {{ person: number, chat: number, message_id: number, data: string }} press @returns {Promise<PressAnswer>} */
export const postPress = (press) => post("presses", press);

/** Several files become an album. @param {NewMessage} message @param {File[]} [files] @returns {Promise<{ message: Message }>} */
export function postMessage(message, files = []) {
  if (files.length === 0) return post("messages", message);
  const form = new FormData();
  form.append("message", JSON.stringify(message));
  for (const file of files) form.append("file", file, file.name || "file");
  return call("messages", { method: "POST", body: form });
}

/** @param {string} fileId */
export const fileUrl = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;
/** @param {number} person */
export const eventsUrl = (person) => `/sandbox/events?person=${person}`;
