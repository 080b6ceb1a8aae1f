// @ts-check
import { renderChats } from "./chats.js";
import { renderConversation } from "./conversation.js";
import { browserLanguage, t, useLanguage } from "./i18n.js";
import { follow, pollForever, refresh } from "./live.js";
import { toast } from "./overlays.js";
import { chosenLanguage, renderPeople, switchLanguage } from "./people.js";
import { currentPlace, goToSilently, isWide } from "./place.js";
import { changed, findChat, findPerson, loadPeople, onChange, state } from "./state.js";
import { countUnreadOf } from "./unread.js";

const RETRY_MS = 2000;

/** Person -> the chat they looked at last, for coming back to it. @type {Map<number, number>} */
const lastChats = new Map();

function render() {
  const { person, chat } = currentPlace();
  document.body.dataset["pane"] = chat !== null ? "conversation" : person !== null ? "chats" : "people";
  const unread = state.people.reduce((sum, { id }) => sum + countUnreadOf(id), 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ""}同舟 tongzhou`;
  renderPeople();
  renderChats();
  renderConversation();
}

async function arrive() {
  const { person, chat } = currentPlace();
  // Among thousands not everybody is in the list.
  if (person !== null && !findPerson(person)) await loadPeople().catch(() => toast(t("offline")));
  // An address of yesterday's demo company.
  if (person !== null && !findPerson(person)) return goToSilently(null, null);
  follow(person);
  changed();
  if (person === null) return;
  await refresh(person).catch(() => toast(t("offline")));
  if (chat !== null && state.chats.has(person) && !findChat(person, chat)) return goToSilently(person, null);
  if (chat !== null) lastChats.set(person, chat);
  openDefaultChat();
}

/** Beside the list of chats a conversation is always open; a phone shows the list first. */
function openDefaultChat() {
  const { person, chat } = currentPlace();
  const chats = person === null ? [] : (state.chats.get(person) ?? []);
  const first = chats.find(({ id }) => person !== null && id === lastChats.get(person)) ?? chats[0];
  if (person !== null && chat === null && first && isWide()) goToSilently(person, first.id);
}

/** A first look should show something: the first retailer's group, where the columns arrive. */
async function openFirstGroup() {
  const person = state.people.find(({ role }) => role === "retailer") ?? state.people[0];
  if (!person || !isWide() || currentPlace().person !== null) return;
  await refresh(person.id);
  const chats = state.chats.get(person.id) ?? [];
  const group = chats.find(({ type }) => type !== "private") ?? chats[0];
  if (group && currentPlace().person === null) goToSilently(person.id, group.id);
}

async function loadFirst() {
  for (;;) {
    try {
      return await loadPeople();
    } catch {
      toast(t("offline"));
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

useLanguage(chosenLanguage() ?? browserLanguage());
onChange(render);
addEventListener("hashchange", () => void arrive());
await loadFirst();
const wanted = chosenLanguage() ?? browserLanguage();
if (wanted !== state.language) await switchLanguage(wanted);
await openFirstGroup();
await arrive();
void pollForever();
