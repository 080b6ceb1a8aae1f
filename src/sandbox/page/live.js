// @ts-check
import { eventsUrl, Refusal } from "./api.js";
import { t } from "./i18n.js";
import { announce, hint } from "./overlays.js";
import { currentPlace, goTo } from "./place.js";
import { describe, senderName, shorten } from "./preview.js";
import { findChat, findPerson, keyOf, loadChats, loadMessages, loadPeople, state, takeConnection, takeEvent } from "./state.js";
import { arrivals } from "./unread.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./state.js").ClientChat} ClientChat
 * @typedef {import("./state.js").ClientEvent} ClientEvent
 * @typedef {{ person: number, chat: ClientChat, message: Message }} Arrival
 */

const POLL_MS = 5000;
const RETRY_MS = 2000;
const SEPARATE_HINTS = 3;
const EAGER_CHATS = 20;
const CROWD = 50;
/** Person -> their activity when they were last asked for. @type {Map<number, number>} */
const seenActivity = new Map();

/** @type {EventSource | null} */
let source = null;
/** @type {number | null} */
let listening = null;

/** Follows one person: HTTP/1.1 gives a page six connections, so everybody else is polled. @param {number | null} person */
export function follow(person) {
  if (person === listening) return;
  source?.close();
  source = null;
  listening = person;
  if (person !== null) connect(person);
}

/** @param {number} person */
function connect(person) {
  const own = (source = new EventSource(eventsUrl(person)));
  // Also at the first opening: what happened between the last snapshot and now would be missed otherwise.
  own.addEventListener("open", () => {
    takeConnection("live");
    refresh(person).catch(() => {});
  });
  own.addEventListener("message", ({ data }) => receive(person, JSON.parse(data)));
  own.addEventListener("error", () => {
    takeConnection("lost");
    if (own.readyState !== EventSource.CLOSED) return;
    setTimeout(() => own === source && connect(person), RETRY_MS);
  });
}

/** @param {number} person @param {ClientEvent} event */
function receive(person, event) {
  if (event.type === "chats") {
    Promise.all([loadPeople(), loadChats(person)]).catch(() => {});
    return;
  }
  // Every ephemeral message has the id 0, so the server is asked which one is gone.
  if (event.type === "delete" && event.message_id === 0) {
    loadMessages(person, event.chat).catch(() => {});
    return;
  }
  if (event.type === "message") greet(person, event.message, event.chat);
  takeEvent(person, event);
}

/** @param {number} person @param {Message} message @param {number} chatId */
function greet(person, message, chatId) {
  const chat = findChat(person, chatId);
  if (!chat || arrivals(state.messages.get(keyOf(person, chatId)) ?? [], [message], person).length === 0) return;
  if (currentPlace().chat === chatId) announce(t("says", { who: senderName(message), text: describe(message) }));
  else tell([{ person, chat, message }]);
}

/** The person's chats, and the messages of those that moved on. @param {number} person @returns {Promise<Arrival[]>} */
export async function refresh(person) {
  const isChosen = person === listening;
  const found = /** @type {Arrival[]} */ ([]);
  for (const chat of pickEager(person, await loadChats(person))) {
    const before = state.messages.get(keyOf(person, chat.id));
    if (before && !isChosen && stamp(chat.lastMessage) === stamp(before.at(-1))) continue;
    const after = await loadMessages(person, chat.id);
    if (before) found.push(...arrivals(before, after, person).map((message) => ({ person, chat, message })));
  }
  return found;
}

/** The chats whose messages are fetched before they are opened: a handful is all of them, of hundreds those that matter. @param {number} person @param {ClientChat[]} chats */
function pickEager(person, chats) {
  if (chats.length <= EAGER_CHATS) return chats;
  const isWanted = (/** @type {ClientChat} */ { id }) =>
    id === currentPlace().chat || id === person || state.messages.has(keyOf(person, id));
  const newest = chats.toSorted((a, b) => (b.lastMessage?.date ?? 0) - (a.lastMessage?.date ?? 0)).slice(0, EAGER_CHATS);
  return chats.filter((chat) => newest.includes(chat) || isWanted(chat));
}

/** @param {Message | null | undefined} message */
const stamp = (message) =>
  message ? `${message.message_id}/${message.ephemeral_message_id ?? ""}/${message.date}/${message.edit_date ?? ""}` : "";

/** Looks after everybody but the chosen person, whose events come by themselves. */
async function pollOthers() {
  if (document.hidden) return;
  await loadPeople();
  if (state.connection !== "live" && (source === null || source.readyState === EventSource.OPEN)) takeConnection("live");
  const found = /** @type {Arrival[]} */ ([]);
  // Among thousands, only those to whom something happens while one watches.
  const isCrowd = state.total > CROWD;
  for (const { id, activity } of state.people) {
    const before = seenActivity.get(id);
    seenActivity.set(id, activity);
    const isNews = before === undefined ? !isCrowd : before !== activity;
    if (id !== listening && isNews) found.push(...(await refresh(id)));
  }
  tell(found.filter(({ chat }) => chat.type === "private" || !findChat(listening, chat.id)));
}

/** A card for each person, or one for all when many got something at once (a post to a group). @param {Arrival[]} found */
function tell(found) {
  const latest = new Map(found.map((arrival) => [arrival.person, arrival]));
  const isMany = latest.size > SEPARATE_HINTS;
  const names = [...latest.keys()].map((person) => findPerson(person)?.name ?? "");
  const all = t("gotMessages", { n: latest.size, names: names.slice(0, SEPARATE_HINTS).join(state.language === "zh" ? "、" : ", ") });
  for (const { person, chat, message } of isMany ? found.slice(-1) : latest.values()) {
    const where = chat.type === "private" ? "" : `${chat.title} · `;
    hint(isMany ? all : t("gotMessage", { name: findPerson(person)?.name ?? "" }), where + shorten(describe(message)), () =>
      goTo(person, chat.id),
    );
  }
}

/** Polls for ever, one round at a time. */
export async function pollForever() {
  for (;;) {
    await pollOthers().catch((error) => {
      // A refusal is an answer: somebody left a group between two questions.
      if (!(error instanceof Refusal)) takeConnection("lost");
    });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
