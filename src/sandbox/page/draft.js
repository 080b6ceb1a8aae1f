// @ts-check
import { changed } from "./state.js";

/** @typedef {import("./state.js").Message} Message */

/** What is being written in each place: text, the message replied to, the message being edited. */
const drafts = new Map(/** @type {[string, Draft][]} */ ([]));

/** @typedef {{ text: string, replyTo: Message | null, editing: Message | null }} Draft */

/** @param {string} place @returns {Draft} */
export function draftOf(place) {
  const draft = drafts.get(place) ?? { text: "", replyTo: null, editing: null };
  drafts.set(place, draft);
  return draft;
}

/** @param {string} place @param {Partial<Draft>} part */
export function setDraft(place, part) {
  Object.assign(draftOf(place), part);
  changed();
}

/** @param {number} person @param {number} chat @param {import("./place.js").Topic} topic */
export const placeKey = (person, chat, topic) => `${person}:${chat}:${topic}`;
