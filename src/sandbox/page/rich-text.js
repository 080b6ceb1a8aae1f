// @ts-check
import { h } from "./dom.js";
import { link, spoiler } from "./text-entities.js";

/**
 * @typedef {import("@grammyjs/types").RichText} RichText
 * @typedef {import("./text-entities.js").Reader} Reader
 */

/** @type {Partial<Record<string, keyof HTMLElementTagNameMap>>} */
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  subscript: "sub",
  superscript: "sup",
  marked: "mark",
  code: "code",
};

/** The inline part of a rich message as nodes. @param {RichText} text @param {Reader} reader @returns {(Node | string)[]} */
export function richText(text, reader) {
  if (typeof text === "string") return [text];
  if (Array.isArray(text)) return text.flatMap((part) => richText(part, reader));
  if (text.type === "custom_emoji") return [text.alternative_text];
  if (text.type === "mathematical_expression") return [h("code", {}, text.expression)];
  if (!("text" in text)) return [];
  const inner = richText(text.text, reader);
  const tag = TAGS[text.type];
  return [tag ? h(tag, {}, inner) : wrap(text, inner, reader)];
}

/** @param {Exclude<RichText, string | RichText[]>} text @param {(Node | string)[]} inner @param {Reader} reader @returns {Node} */
function wrap(text, inner, reader) {
  switch (text.type) {
    case "spoiler":
      return spoiler(inner);
    case "url":
      return link(text.url, inner, reader);
    case "email_address":
      return link(`mailto:${text.email_address}`, inner, reader);
    case "phone_number":
      return link(`tel:${text.phone_number.replace(/[^\d+]/g, "")}`, inner, reader);
    case "bot_command":
      return h("button", { type: "button", class: "text-button", onclick: () => reader.sendCommand(text.bot_command) }, inner);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "mention" }, inner);
    default:
      return h("span", {}, inner);
  }
}
