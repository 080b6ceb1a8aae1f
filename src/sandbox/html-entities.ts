import type { MessageEntity } from "@grammyjs/types";
import { badRequest } from "./errors.ts";

export type FormattedText = { text: string; entities: MessageEntity[] };

type Tag = { name: string; argument: string; offset: number };
type Cursor = { source: string; position: number; text: string; open: Tag[]; entities: MessageEntity[] };

const TYPE_BY_TAG: Record<string, "bold" | "italic" | "underline" | "strikethrough" | "spoiler"> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
};
const OTHER_TAGS = ["a", "pre", "code", "blockquote", "tg-emoji"];
const NAMED_CHARACTERS: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** Telegram's HTML: its tags become entities with UTF-16 offsets; refuses with Telegram's texts, which count in UTF-8 bytes. */
export function parseHtml(source: string): FormattedText {
  const cursor: Cursor = { source, position: 0, text: "", open: [], entities: [] };
  while (cursor.position < source.length) {
    const character = source[cursor.position];
    if (character === "<") readTag(cursor);
    else if (character === "&") cursor.text += readCharacterReference(cursor);
    else {
      cursor.text += character;
      cursor.position++;
    }
  }
  const unclosed = cursor.open.at(-1);
  if (unclosed) throw parseError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text: cursor.text, entities: sortEntities(cursor.entities.map(dropCodeLanguage)) };
}

/** Only <pre><code class="language-x"> keeps its language. */
function dropCodeLanguage(entity: MessageEntity): MessageEntity {
  return entity.type === "code" ? { type: "code", offset: entity.offset, length: entity.length } : entity;
}

/** By offset, the longer one first: the order in which Telegram returns them. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

function readTag(cursor: Cursor): void {
  if (cursor.source[cursor.position + 1] === "/") readEndTag(cursor);
  else readStartTag(cursor);
}

function readStartTag(cursor: Cursor): void {
  const at = byteOffset(cursor);
  const [head = "", rawName = ""] = /^<([^\s>]*)/.exec(cursor.source.slice(cursor.position)) ?? [];
  const name = rawName.toLowerCase();
  cursor.position += head.length;
  if (cursor.position >= cursor.source.length) throw parseError(`Unclosed start tag at byte offset ${at}`);
  if (!(name in TYPE_BY_TAG) && !OTHER_TAGS.includes(name)) throw parseError(`Unsupported start tag "${name}" at byte offset ${at}`);
  const attributes = readAttributes(cursor, name, at);
  if (name === "span" && attributes.get("class") !== "tg-spoiler") {
    throw parseError(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
  }
  cursor.open.push({ name, argument: readArgument(name, attributes), offset: cursor.text.length });
}

const ATTRIBUTE = /^\s*([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?/;

function readAttributes(cursor: Cursor, name: string, at: number): Map<string, string> {
  const attributes = new Map<string, string>();
  for (;;) {
    const rest = cursor.source.slice(cursor.position);
    const end = /^\s*>/.exec(rest);
    if (end) {
      cursor.position += end[0].length;
      return attributes;
    }
    if (rest.trim() === "") throw parseError(`Unclosed start tag "${name}" at byte offset ${at}`);
    const attribute = ATTRIBUTE.exec(rest);
    if (!attribute) throw parseError(`Empty attribute name in the tag "${name}" at byte offset ${at}`);
    const [matched, key = "", double, single, bare] = attribute;
    attributes.set(key, decodeCharacters(double ?? single ?? bare?.toLowerCase() ?? ""));
    cursor.position += matched.length;
    if (/^\s*=/.test(cursor.source.slice(cursor.position))) {
      throw parseError(/["']/.test(rest) ? `Unclosed start tag at byte offset ${at}` : `Unexpected end of name token at byte offset ${at}`);
    }
  }
}

function readArgument(name: string, attributes: Map<string, string>): string {
  if (name === "a") return attributes.get("href") ?? "";
  if (name === "tg-emoji") return attributes.get("emoji-id") ?? "";
  if (name === "blockquote") return attributes.has("expandable") ? "expandable" : "";
  const codeClass = attributes.get("class") ?? "";
  return name === "code" && codeClass.startsWith("language-") ? codeClass.slice("language-".length) : "";
}

function readEndTag(cursor: Cursor): void {
  const at = byteOffset(cursor);
  const tag = cursor.open.pop();
  if (!tag) throw parseError(`Unexpected end tag at byte offset ${at}`);
  const [matched, rawName = ""] = /^<\/([^\s>]*)\s*>/.exec(cursor.source.slice(cursor.position)) ?? [];
  if (matched === undefined) throw parseError(`Unclosed end tag at byte offset ${at}`);
  const name = rawName.toLowerCase();
  if (name && name !== tag.name) {
    throw parseError(`Unmatched end tag at byte offset ${at}, expected "</${tag.name}>", found "</${name}>"`);
  }
  cursor.position += matched.length;
  const length = cursor.text.length - tag.offset;
  if (length > 0) addEntity(cursor, tag, length);
}

function addEntity(cursor: Cursor, tag: Tag, length: number): void {
  const { offset } = tag;
  const simple = TYPE_BY_TAG[tag.name];
  if (simple) cursor.entities.push({ type: simple, offset, length });
  else if (tag.name === "a") addLink(cursor, tag, length);
  else if (tag.name === "pre") addPre(cursor, offset, length);
  else if (tag.name === "code") addCode(cursor, tag, length);
  else if (tag.name === "tg-emoji") {
    if (!/^\d+$/.test(tag.argument)) throw badRequest("invalid custom emoji identifier specified");
    cursor.entities.push({ type: "custom_emoji", offset, length, custom_emoji_id: tag.argument });
  } else cursor.entities.push({ type: tag.argument ? "expandable_blockquote" : "blockquote", offset, length });
}

function addLink(cursor: Cursor, tag: Tag, length: number): void {
  const { offset } = tag;
  const url = tag.argument || cursor.text.slice(offset);
  const user = /^tg:\/\/user\?id=(\d+)$/.exec(url)?.[1];
  // The caller replaces the id by the whole User, if the bot knows that person.
  if (user) cursor.entities.push({ type: "text_mention", offset, length, user: { id: Number(user), is_bot: false, first_name: "" } });
  else if (/^(https?|tg|tonsite):\/\/\S+|^[\w-]+(\.[\w-]+)+/.test(url)) cursor.entities.push({ type: "text_link", offset, length, url });
}

function addPre(cursor: Cursor, offset: number, length: number): void {
  const inner = cursor.entities.at(-1);
  const isWrapped = inner?.type === "code" && inner.offset === offset && inner.length === length && "language" in inner;
  if (isWrapped) cursor.entities.pop();
  const language = isWrapped ? (inner as { language?: string }).language : undefined;
  cursor.entities.push({ type: "pre", offset, length, ...(language ? { language } : {}) });
}

function addCode(cursor: Cursor, tag: Tag, length: number): void {
  const entity = { type: "code" as const, offset: tag.offset, length };
  const isInPre = cursor.open.at(-1)?.name === "pre" && tag.argument !== "";
  cursor.entities.push(isInPre ? Object.assign(entity, { language: tag.argument }) : entity);
}

function readCharacterReference(cursor: Cursor): string {
  const reference = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot)(?![a-z]));?/i.exec(
    cursor.source.slice(cursor.position, cursor.position + 12),
  );
  const character = reference && toCharacter(reference[1], reference[2], reference[3]);
  cursor.position += character ? reference[0].length : 1;
  return character || "&";
}

function toCharacter(hex: string | undefined, decimal: string | undefined, name: string | undefined): string {
  if (name) return NAMED_CHARACTERS[name] ?? "";
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : "";
}

function decodeCharacters(value: string): string {
  const cursor: Cursor = { source: value, position: 0, text: "", open: [], entities: [] };
  while (cursor.position < value.length) {
    if (value[cursor.position] === "&") cursor.text += readCharacterReference(cursor);
    else cursor.text += value[cursor.position++];
  }
  return cursor.text;
}

function byteOffset(cursor: Cursor): number {
  return Buffer.byteLength(cursor.source.slice(0, cursor.position));
}

function parseError(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
