// @ts-check
/** @typedef {Node | string | number | null | undefined | false} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. Text always becomes a text node, never markup: what members write is hostile.
 * `onclick` and the like are properties, everything else is an attribute; undefined, null and false leave it out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [props]
 * @param {(Child | Child[])[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "testid") element.dataset["testid"] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
function present(children) {
  return children
    .flat()
    .flatMap((child) =>
      child === null || child === undefined || child === false ? [] : typeof child === "number" ? [String(child)] : [child],
    );
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-5 16-4-6-7-2zM11 14l9-10",
  attach: "M20 11l-8.5 8.5a5 5 0 01-7-7L13 4a3.4 3.4 0 015 5l-8.5 8.5a1.7 1.7 0 01-2.5-2.5L14.5 7.5",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  reply: "M9 6l-5 5 5 5M4 11h9a7 7 0 017 7",
  close: "M6 6l12 12M18 6L6 18",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6",
  down: "M6 9l6 6 6-6",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  link: "M8 16L17 7M9 7h8v8",
  keyboard: "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8",
  slash: "M15 4L9 20",
  pin: "M12 21s7-6.5 7-11.5a7 7 0 00-14 0C5 14.5 12 21 12 21zM12 7.5v4",
  tack: "M9 3h6l-1 6 4 4H6l4-4zM12 13v8",
  silent: "M6 16h9M18 16l-1.5-2v-4a4.5 4.5 0 00-7-3.7M7.5 9.5V14L6 16M10.5 19a1.6 1.6 0 003 0M4 4l16 16",
  pencil: "M4 20l1-5L16 4l4 4L9 19z",
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @type {WeakMap<Element, string>} */
const signatures = new WeakMap();

/**
 * Makes `parent` hold exactly these children, keeping the elements whose signature did not change, so that focus, selection,
 * running spinners and revealed spoilers survive an update elsewhere.
 * @param {HTMLElement} parent
 * @param {{ key: string, signature: string, build: () => HTMLElement }[]} items
 */
export function reconcile(parent, items) {
  const old = new Map(
    [...parent.children].map((child) => [/** @type {HTMLElement} */ (child).dataset["key"], /** @type {HTMLElement} */ (child)]),
  );
  let next = /** @type {HTMLElement | null} */ (parent.firstElementChild);
  const skip = () => (next = /** @type {HTMLElement | null} */ (next?.nextElementSibling ?? null));
  for (const { key, signature, build } of items) {
    const before = old.get(key);
    old.delete(key);
    if (before && signatures.get(before) === signature) {
      if (before === next) skip();
      else parent.insertBefore(before, next);
      continue;
    }
    const element = build();
    element.dataset["key"] = key;
    signatures.set(element, signature);
    if (before === next) skip();
    parent.insertBefore(element, next);
    if (before) replaceKeepingFocus(before, element);
  }
  for (const gone of old.values()) gone.remove();
}

/** @param {HTMLElement} before @param {HTMLElement} after */
function replaceKeepingFocus(before, after) {
  const buttons = [...before.querySelectorAll("a, button")];
  const index = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
  before.remove();
  if (index >= 0) /** @type {HTMLElement | undefined} */ ([...after.querySelectorAll("a, button")][index])?.focus({ preventScroll: true });
}

const COLOURS = 7;

/**
 * A round picture with initials; people have no photos in the stand-in.
 * @param {number} id @param {string} name
 */
export function avatar(id, name) {
  return h("span", { class: `avatar ${colourOf(id)}`, "aria-hidden": "true" }, initials(name));
}

/** @param {number} id */
export function colourOf(id) {
  return `colour-${Math.abs(id) % COLOURS}`;
}

/** @param {string} name */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? "")[0] ?? "?";
  const isLatin = /^[A-Za-z]/.test(first);
  const second = isLatin && words.length > 1 ? (Array.from(words.at(-1) ?? "")[0] ?? "") : "";
  return (first + second).toUpperCase();
}
