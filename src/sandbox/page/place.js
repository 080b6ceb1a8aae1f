// @ts-check
/**
 * Where the visitor is: #/person/chat/topic. In the address, so that reload, the browser's back button and a phone's back
 * gesture do what people expect.
 * @typedef {number | "general" | "all"} Topic
 * @typedef {{ person: number | null, chat: number | null, topic: Topic }} Place
 */

const WIDE = matchMedia("(min-width: 720px)");

/** @returns {Place} */
export function currentPlace() {
  const [, person, chat, topic] = location.hash.slice(1).split("/");
  return { person: toId(person), chat: toId(chat), topic: topic === "general" ? "general" : (toId(topic) ?? "all") };
}

/** @param {string | undefined} part */
function toId(part) {
  return part && /^-?\d+$/.test(part) ? Number(part) : null;
}

/** @param {number | null} [person] @param {number | null} [chat] @param {Topic} [topic] */
export function hashOf(person, chat, topic) {
  const parts = [person, chat, topic === "all" ? null : topic].filter((part) => part !== null && part !== undefined);
  return `#/${parts.join("/")}`;
}

/** @param {number | null} [person] @param {number | null} [chat] @param {Topic} [topic] */
export function goTo(person, chat, topic) {
  location.hash = hashOf(person, chat, topic);
}

/**
 * Goes there without a step in the history: for places the page chose itself.
 * @param {number | null} person @param {number | null} chat @param {Topic} [topic]
 */
export function goToSilently(person, chat, topic) {
  history.replaceState(null, "", hashOf(person, chat, topic));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** True when the three panes are side by side. */
export const isWide = () => WIDE.matches;
