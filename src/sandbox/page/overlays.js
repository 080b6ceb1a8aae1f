// @ts-check
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { Refusal } from "./api.js";

const TOAST_MS = 4000;
const HINT_MS = 8000;
const HINTS_AT_ONCE = 3;
const ANNOUNCEMENTS_KEPT = 5;

/** One short sentence over the conversation; the next one replaces it. @param {string} text */
export function toast(text) {
  const box = h("div", { class: "toast", testid: "toast" }, text);
  document.getElementById("toasts")?.replaceChildren(box);
  setTimeout(() => box.remove(), TOAST_MS);
}

/**
 * Runs an action of the visitor; what the stand-in refuses becomes a toast. Resolves to undefined then.
 * @template T @param {() => Promise<T>} action @returns {Promise<T | undefined>}
 */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Refusal) toast(t("notSent", { reason: error.message }));
    else if (error instanceof TypeError) toast(t("offline"));
    else throw error;
    return undefined;
  }
}

/**
 * Something happened to somebody else: a card that leads there.
 * @param {string} title @param {string} text @param {() => void} open
 */
export function hint(title, text, open) {
  const box = /** @type {HTMLElement} */ (document.getElementById("hints"));
  const card = h(
    "button",
    { class: "hint", type: "button", testid: "hint", onclick: () => (card.remove(), open()) },
    h("strong", { dir: "auto" }, title),
    h("span", { dir: "auto" }, text),
  );
  box.replaceChildren(card, ...[...box.children].slice(0, HINTS_AT_ONCE - 1));
  setTimeout(() => card.remove(), HINT_MS);
}

/** Says a new message to a screen reader. @param {string} text */
export function announce(text) {
  const box = /** @type {HTMLElement} */ (document.getElementById("announcer"));
  box.append(h("p", {}, text));
  if (box.children.length > ANNOUNCEMENTS_KEPT) box.firstElementChild?.remove();
}

/**
 * A modal; resolves with the pressed button's value, "" when dismissed.
 * @param {(Node | string)[]} content @param {{ value: string, text: string }[]} buttons @param {string} [kind]
 * @returns {Promise<string>}
 */
export function ask(content, buttons, kind = "dialog") {
  return new Promise((resolve) => {
    const row = buttons.map(({ value, text }, index) =>
      h("button", { class: index === buttons.length - 1 ? "primary" : "plain", value, testid: `dialog-${value || "cancel"}` }, text),
    );
    const dialog = h(
      "dialog",
      { class: kind, testid: "dialog" },
      h("form", { method: "dialog" }, content, h("div", { class: "dialog-buttons" }, row)),
    );
    dialog.addEventListener("close", () => (dialog.remove(), resolve(dialog.returnValue)));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(""));
    document.body.append(dialog);
    dialog.showModal();
    if (!dialog.querySelector("input, textarea")) /** @type {HTMLElement | undefined} */ (row.at(-1))?.focus();
  });
}

/** @param {string} text */
export async function showAlert(text) {
  await ask([h("p", { dir: "auto" }, text)], [{ value: "ok", text: t("ok") }]);
}

/** @param {string} text @param {string} yes */
export async function confirmed(text, yes) {
  return (
    (await ask(
      [h("p", {}, text)],
      [
        { value: "", text: t("cancel") },
        { value: "yes", text: yes },
      ],
    )) === "yes"
  );
}

/** @param {string} label @param {string} yes @returns {Promise<string | null>} */
export async function promptText(label, yes) {
  const input = h("input", { type: "text", maxlength: 64, autocomplete: "off" });
  // Enter in a form presses its first button, which is Cancel here.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    input.closest("dialog")?.close("yes");
  });
  const answer = await ask(
    [h("label", { class: "field" }, label, input)],
    [
      { value: "", text: t("cancel") },
      { value: "yes", text: yes },
    ],
  );
  return answer === "yes" ? input.value.trim() : null;
}

/**
 * A menu at a point of the window; closes by itself (popover) on Escape or a press elsewhere.
 * @param {{ x: number, y: number }} at @param {{ text: string, run: () => void, testid?: string }[]} entries
 */
export function openMenu(at, entries) {
  const items = entries.map(({ text, run, testid }) =>
    h("button", { type: "button", role: "menuitem", testid, onclick: () => (menu.hidePopover(), run()) }, text),
  );
  const menu = h("div", { class: "menu", role: "menu", popover: "auto" }, items);
  const opener = /** @type {HTMLElement | null} */ (document.activeElement);
  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  menu.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Escape") opener?.focus();
    if (step === 0) return;
    event.preventDefault();
    const index = items.findIndex((item) => item === document.activeElement);
    items[(index + step + items.length) % items.length]?.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  menu.style.left = `${Math.max(8, Math.min(at.x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.y, innerHeight - menu.offsetHeight - 8))}px`;
  items[0]?.focus();
}

/** Where a menu of this button belongs. @param {Element} button */
export function below(button) {
  const box = button.getBoundingClientRect();
  return { x: box.left, y: box.bottom + 4 };
}
