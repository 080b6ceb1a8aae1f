// @ts-check
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { linkProps, safeUrl } from "./links.js";

/**
 * @typedef {import("@grammyjs/types").MessageEntity} Entity
 * @typedef {{ person: number, sendCommand: (command: string) => void }} Reader
 */

/**
 * Text with Telegram's entities as nodes. Offsets are UTF-16 units in both worlds; entities may nest.
 * @param {string} text @param {Entity[] | undefined} entities @param {Reader} reader @returns {(Node | string)[]}
 */
export function formatted(text, entities, reader) {
  const sorted = (entities ?? []).filter(({ length }) => length > 0).toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, reader);
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** @param {string} text @param {number} start @param {number} end @param {Entity[]} entities @param {Reader} reader @returns {(Node | string)[]} */
function nodes(text, start, end, entities, reader) {
  const result = /** @type {(Node | string)[]} */ ([]);
  const queue = [...entities];
  let at = start;
  for (let entity = queue.shift(); entity; entity = queue.shift()) {
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    const inner = queue.filter(({ offset }) => offset < to);
    result.push(text.slice(at, from), wrap(entity, nodes(text, from, to, inner, reader), text.slice(from, to), reader));
    // What reaches beyond this entity goes on after it: `from` above cuts off the part already shown.
    // The line break after a block is the block's own.
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  result.push(text.slice(at, end));
  return result.filter((node) => node !== "");
}

/** @type {Partial<Record<Entity["type"], keyof HTMLElementTagNameMap>>} */
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** @param {Entity} entity @param {(Node | string)[]} inner @param {string} text @param {Reader} reader @returns {Node | string} */
function wrap(entity, inner, text, reader) {
  const tag = TAGS[entity.type];
  if (tag) return h(tag, {}, inner);
  switch (entity.type) {
    case "spoiler":
      return spoiler(inner);
    case "text_link":
      return link(entity.url, inner, reader);
    case "url":
      return link(text, inner, reader);
    case "email":
      return link(`mailto:${text}`, inner, reader);
    case "phone_number":
      return link(`tel:${text.replace(/[^\d+]/g, "")}`, inner, reader);
    case "bot_command":
      return h("button", { type: "button", class: "text-button", onclick: () => reader.sendCommand(text) }, inner);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "mention" }, inner);
    default:
      return h("span", {}, inner);
  }
}

/** A link, or only its words where it is not safe to follow. @param {string} address @param {(Node | string)[]} inner @param {Reader} reader */
export function link(address, inner, reader) {
  const url = safeUrl(address);
  return url ? h("a", linkProps(url, reader.person), inner) : h("span", {}, inner);
}

/** Words that are covered until they are pressed. @param {(Node | string)[]} inner */
export function spoiler(inner) {
  const hidden = h("span", { class: "spoiler-text", "aria-hidden": "true" }, inner);
  const reveal = () => (
    box.classList.add("revealed"),
    hidden.removeAttribute("aria-hidden"),
    box.removeAttribute("role"),
    box.removeAttribute("tabindex"),
    box.removeAttribute("aria-label")
  );
  const box = h("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": t("spoiler"), onclick: reveal }, hidden);
  box.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && reveal());
  return box;
}
