import type { MessageEntity, RichText } from "@grammyjs/types";
import { badRequest } from "./errors.ts";
import { addDetected } from "./formatted-text.ts";

type Formatted = Exclude<RichText, string | RichText[]>;

/** Inside these nothing is looked for: what they hold is a link already, or is to be read as it stands. */
const CLOSED_TYPES: readonly Formatted["type"][] = [
  "code",
  "url",
  "email_address",
  "phone_number",
  "bank_card_number",
  "mention",
  "text_mention",
  "hashtag",
  "cashtag",
  "bot_command",
  "anchor_link",
  "reference_link",
];

/** The letters of a rich text, formulas and the stand-ins of custom emoji included, as Telegram counts them. */
export function readLetters(text: RichText): string {
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(readLetters).join("");
  switch (text.type) {
    case "custom_emoji":
      return text.alternative_text;
    case "mathematical_expression":
      return text.expression;
    case "anchor":
      return "";
    case "button":
      return readLetters(text.button.text);
    default:
      return readLetters(text.text);
  }
}

/** How many formats lie within each other. */
export function measureDepth(text: RichText): number {
  if (typeof text === "string") return 0;
  if (Array.isArray(text)) return Math.max(0, ...text.map(measureDepth));
  return "text" in text ? 1 + measureDepth(text.text) : 1;
}

/** A rich text as it is stored: with the links, commands and numbers that Telegram finds by itself, unless it shall not look. */
export function storeRichText(text: RichText, isDetecting: boolean): RichText {
  if (typeof text === "string") return isDetecting ? detect(text) : text;
  if (Array.isArray(text)) return text.map((part) => storeRichText(part, isDetecting));
  if (text.type === "button") throw badRequest("buttons inside a rich message are not supported by the sandbox");
  if (!("text" in text)) return text;
  return { ...text, text: storeRichText(text.text, isDetecting && !CLOSED_TYPES.includes(text.type)) };
}

function detect(text: string): RichText {
  const parts: RichText[] = [];
  let at = 0;
  for (const { type, offset, length } of addDetected(text, [])) {
    const found = text.slice(offset, offset + length);
    const entity = toRichEntity(type, found);
    if (!entity || offset < at) continue;
    if (offset > at) parts.push(text.slice(at, offset));
    parts.push(entity);
    at = offset + length;
  }
  if (parts.length === 0) return text;
  return at < text.length ? [...parts, text.slice(at)] : parts;
}

function toRichEntity(type: MessageEntity["type"], text: string): Formatted | undefined {
  switch (type) {
    case "url":
      return { type, text, url: /^[a-z]+:/i.test(text) ? text : `http://${text}` };
    case "email":
      return { type: "email_address", text, email_address: text };
    case "phone_number":
      return { type, text, phone_number: text };
    case "mention":
      return { type, text, username: text.slice(1) };
    case "hashtag":
      return { type, text, hashtag: text };
    case "bot_command":
      return { type, text, bot_command: text };
    default:
      return undefined;
  }
}
