import type { MessageEntity } from "@grammyjs/types";
import { badRequest } from "./errors.ts";
import { parseHtml, sortEntities, type FormattedText } from "./html-entities.ts";
import { toUser } from "./people.ts";
import type { World } from "./world.ts";

export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
const ENTITY_LIMIT = 100;

type Source = { text: string; parse_mode?: string | undefined; entities?: MessageEntity[] | undefined };

/**
 * What Telegram makes of a text that the bot sends: parsed, trimmed, with the entities that it finds by itself.
 * Lengths count UTF-16 units: the reading under which Telegram never accepts more than this.
 */
export function formatText(world: World, source: Source): FormattedText {
  const parsed = source.parse_mode ? parseMarkup(source.text, source.parse_mode) : checkEntities(source.text, source.entities ?? []);
  const trimmed = trim(parsed);
  const known = trimmed.entities.flatMap((entity) => resolveMention(world, entity));
  return { text: trimmed.text, entities: addDetected(trimmed.text, known).slice(0, ENTITY_LIMIT) };
}

function parseMarkup(text: string, mode: string): FormattedText {
  if (mode.toLowerCase() === "html") return parseHtml(text);
  if (!/^markdown(v2)?$/i.test(mode)) throw badRequest("unsupported parse_mode");
  throw badRequest(`can't parse entities: parse_mode ${mode} is not supported by the sandbox, send entities or HTML`);
}

function checkEntities(text: string, entities: MessageEntity[]): FormattedText {
  const kept = sortEntities(entities).filter((entity) => entity.length > 0);
  for (const { offset, length } of kept) {
    const end = offset + length;
    if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
    if (offset >= text.length) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
    if (end > text.length) {
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`);
    }
    if (isInsideSymbol(text, offset)) {
      throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, offset + 1))}`);
    }
    if (isInsideSymbol(text, end)) {
      const bytes = Buffer.byteLength(text.slice(0, end + 1));
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes}`);
    }
  }
  return { text, entities: kept };
}

function isInsideSymbol(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

function trim({ text, entities }: FormattedText): FormattedText {
  const clean = text.replace(/\r/g, "");
  if (clean !== text) return trim({ text: clean, entities: entities.map((entity) => shiftAfterRemoval(text, entity)) });
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(entity.offset - start, 0);
    const end = Math.min(entity.offset + entity.length - start, trimmed.length);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  return { text: trimmed, entities: moved };
}

function shiftAfterRemoval(text: string, entity: MessageEntity): MessageEntity {
  const countBefore = (end: number): number => text.slice(0, end).split("\r").length - 1;
  const offset = entity.offset - countBefore(entity.offset);
  const end = entity.offset + entity.length;
  return { ...entity, offset, length: end - countBefore(end) - offset };
}

/** A mention of somebody the bot does not know loses its link, as in Telegram. */
function resolveMention(world: World, entity: MessageEntity): MessageEntity[] {
  if (entity.type !== "text_mention") return [entity];
  const person = world.people.get(entity.user.id);
  return person ? [{ ...entity, user: toUser(person) }] : [];
}

const DETECTORS: { type: "url" | "email" | "bot_command" | "mention" | "hashtag" | "phone_number"; pattern: RegExp }[] = [
  {
    type: "url",
    pattern:
      /https?:\/\/[^\s<>"，。；、]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|cn|org|net|io|me|info|edu|gov)(?:\/[^\s<>"，。；、]*)?(?![\w@])/giu,
  },
  { type: "email", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { type: "bot_command", pattern: /(?<![\w/<>])\/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gu },
  { type: "mention", pattern: /(?<![\w@])@[A-Za-z]\w{3,31}(?![\w@])/gu },
  { type: "hashtag", pattern: /(?<![\p{L}\p{N}_#&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu },
  { type: "phone_number", pattern: /(?<![\w+])\+\d[\d ()-]{6,18}\d(?!\w)/gu },
];

/** Adds the commands, links, mentions, hashtags and numbers that Telegram finds in any text, where nothing else is marked. */
export function addDetected(text: string, entities: MessageEntity[]): MessageEntity[] {
  const all = [...entities];
  const blocking = entities.filter((entity) => /^(code|pre|text_link|text_mention|url|mention|bot_command)$/.test(entity.type));
  for (const { type, pattern } of DETECTORS) {
    for (const match of text.matchAll(pattern)) {
      const found: MessageEntity = { type, offset: match.index, length: match[0].length };
      if (blocking.some((other) => other.offset < found.offset + found.length && found.offset < other.offset + other.length)) continue;
      blocking.push(found);
      all.push(found);
    }
  }
  return sortEntities(all);
}

/** The text of a message, 1 to 4096 characters. */
export function formatMessageText(world: World, source: Source): FormattedText {
  const formatted = formatText(world, source);
  if (formatted.text === "") throw badRequest("message text is empty");
  if (formatted.text.length > TEXT_LIMIT) throw badRequest("message is too long");
  return formatted;
}

type CaptionSource = { caption?: string; parse_mode?: string; caption_entities?: MessageEntity[] };

/** The caption fields of a message, at most 1024 characters; none for an empty caption. */
export function formatCaption(world: World, source: CaptionSource): { caption?: string; caption_entities?: MessageEntity[] } {
  const { caption = "", parse_mode, caption_entities } = source;
  const formatted = formatText(world, { text: caption, parse_mode, entities: caption_entities });
  if (formatted.text.length > CAPTION_LIMIT) throw badRequest("message caption is too long");
  if (formatted.text === "") return {};
  return { caption: formatted.text, ...(formatted.entities.length > 0 ? { caption_entities: formatted.entities } : {}) };
}
