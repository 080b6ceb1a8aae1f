// @ts-check
import { postLanguage } from "./api.js";
import { avatar, h, reconcile } from "./dom.js";
import { roleName, t } from "./i18n.js";
import { attempt } from "./overlays.js";
import { currentPlace, hashOf } from "./place.js";
import { labelSearch, searchField } from "./search.js";
import { loadChats, loadPeople, searchPeople, state, takePeople } from "./state.js";
import { countUnreadOf } from "./unread.js";

/** @typedef {import("./state.js").Person} Person */

const CHOSEN_LANGUAGE = "tongzhou.language";
const root = /** @type {HTMLElement} */ (document.getElementById("people"));
const header = h("header", { class: "product" });
const status = h("p", { class: "status", role: "status" });
const search = searchField({ testid: "search-people", onSearch: (words) => void attempt(() => searchPeople(words)) });
const list = h("div", { class: "scroll people-list" });
root.append(header, status, search, list);
/** With fewer people one sees faster than one types. */
const SEARCHED_FROM = 25;

/** The visitor's explicit choice of an earlier visit, if any. @returns {"zh" | "en" | null} */
export function chosenLanguage() {
  const stored = localStorage.getItem(CHOSEN_LANGUAGE);
  return stored === "zh" || stored === "en" ? stored : null;
}

/** @param {"zh" | "en"} language */
export async function switchLanguage(language) {
  takePeople(await postLanguage(language));
  await loadPeople();
  await Promise.all([...state.chats.keys()].map(loadChats));
}

export function renderPeople() {
  root.setAttribute("aria-label", t("people"));
  reconcile(header, [{ key: "header", signature: state.language, build: buildHeader }]);
  status.textContent = state.connection === "lost" ? t("lost") : "";
  const retailers = state.people.filter(({ role }) => role === "retailer");
  const staff = state.people.filter(({ role }) => role !== "retailer");
  labelSearch(search, state.total > SEARCHED_FROM, t("searchPeople"));
  reconcile(list, [...section(t("retailers"), retailers), ...section(t("staff"), staff), ...rest(state.people.length, state.total)]);
}

function buildHeader() {
  return h(
    "div",
    {},
    h(
      "div",
      { class: "product-row" },
      h("img", { src: "./icon.svg", alt: "", width: 36, height: 36 }),
      h("h1", {}, "同舟 ", h("span", { lang: "en" }, "tongzhou")),
      languageSwitch(),
    ),
    h("p", { class: "intro" }, t("intro")),
  );
}

function languageSwitch() {
  const choice = (/** @type {"zh" | "en"} */ language, /** @type {string} */ name) =>
    h(
      "button",
      {
        type: "button",
        lang: language,
        testid: `language-${language}`,
        "aria-pressed": String(state.language === language),
        onclick: () => void choose(language),
      },
      name,
    );
  return h("div", { class: "language", role: "group", "aria-label": t("language") }, choice("zh", "中文"), choice("en", "English"));
}

/** @param {"zh" | "en"} language */
async function choose(language) {
  localStorage.setItem(CHOSEN_LANGUAGE, language);
  await attempt(() => switchLanguage(language));
}

/** A last line that says how many are not shown. @param {number} shown @param {number} total */
export function rest(shown, total) {
  if (shown >= total) return total === 0 ? [note("nothing", t("nothingFound"))] : [];
  return [note(`${shown}/${total}`, t("moreToFind", { shown, total }))];
}

/** @param {string} signature @param {string} text */
const note = (signature, text) => ({
  key: "rest",
  signature: `${state.language}/${signature}`,
  build: () => h("p", { class: "list-note", testid: "list-note" }, text),
});

/** @param {string} title @param {Person[]} people */
function section(title, people) {
  if (people.length === 0) return [];
  const heading = { key: title, signature: title, build: () => h("h2", {}, title) };
  return [heading, ...people.map(personItem)];
}

/** @param {Person} person */
function personItem(person) {
  const unread = countUnreadOf(person.id);
  const isChosen = currentPlace().person === person.id;
  return {
    key: String(person.id),
    signature: JSON.stringify([state.language, person, unread, isChosen]),
    build: () => buildPerson(person, unread, isChosen),
  };
}

/** @param {Person} person @param {number} unread @param {boolean} isChosen */
function buildPerson(person, unread, isChosen) {
  const details = [person.role === "retailer" ? "" : roleName(person.role), person.note, person.hasBlockedBot ? t("blocked") : ""]
    .filter(Boolean)
    .join(" · ");
  return h(
    "a",
    { class: "row", href: hashOf(person.id), testid: `person-${person.id}`, "aria-current": isChosen ? "true" : undefined },
    avatar(person.id, person.name),
    h(
      "span",
      { class: "row-text" },
      h("span", { class: "row-title", dir: "auto" }, person.name),
      h("span", { class: "row-note", dir: "auto" }, details || roleName(person.role)),
    ),
    badge(unread),
  );
}

/** @param {number} unread */
export function badge(unread) {
  if (unread === 0) return null;
  return h("span", { class: "badge", testid: "badge", "aria-label": t("unread", { n: unread }) }, unread > 99 ? "99+" : unread);
}
