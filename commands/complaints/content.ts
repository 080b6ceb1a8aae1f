import type { Message, MessageEntity } from "@grammyjs/types";
import { matchComplaint, type Received } from "../../src/complaints/rules.ts";

/** What a message says, with its formatting. */
export type Content = Received & { entities: MessageEntity[] };

/** Formatting that is the author's own; mentions, links and commands Telegram finds again by itself. */
const FORMATTING = new Set([
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
]);

/** Kinds of content without a send method for their file id: they are copied. Everything else is a service message. */
const COPIED = ["audio", "video_note", "sticker", "location", "venue", "contact", "poll", "dice"] as const;

function mediaOf(message: Message): Received["media"] {
  const photo = message.photo?.at(-1);
  if (photo) return { kind: "photo", fileId: photo.file_id };
  if (message.video) return { kind: "video", fileId: message.video.file_id };
  if (message.voice) return { kind: "voice", fileId: message.voice.file_id };
  if (message.document) return { kind: "document", fileId: message.document.file_id };
  return COPIED.some((kind) => message[kind] !== undefined) ? { kind: "other", fileId: "" } : null;
}

/** Words, formatting and file of a message. */
export function readContent(message: Message): Content {
  return {
    chatId: message.chat.id,
    messageId: message.message_id,
    text: message.text ?? message.caption ?? "",
    entities: (message.entities ?? message.caption_entities ?? []).filter(({ type }) => FORMATTING.has(type)),
    media: mediaOf(message),
    albumId: message.media_group_id ?? null,
  };
}

/** Someone joined, a message was pinned: nothing that a person says. */
export const isEmpty = ({ text, media }: Received): boolean => text === "" && media === null;

/** The same without formatting, as it is kept with a case. */
export const toReceived = ({ chatId, messageId, text, media, albumId }: Content): Received => ({ chatId, messageId, text, media, albumId });

/** What follows /complain in a text or caption; undefined when it does not begin so, or speaks to another bot. */
export function matchCommand(text: string, username: string): string | undefined {
  const command = /^\/complain(?:@(\w+))?(?=\s|$)/i.exec(text);
  if (!command || (command[1] !== undefined && command[1].toLowerCase() !== username.toLowerCase())) return undefined;
  return text.slice(command[0].length).trim();
}

/** What follows /complaint, the staff's command: their words for a shop; undefined as above. */
export function matchStaffCommand(text: string, username: string): string | undefined {
  const command = /^\/complaint(?:@(\w+))?(?=\s|$)/i.exec(text);
  if (!command || (command[1] !== undefined && command[1].toLowerCase() !== username.toLowerCase())) return undefined;
  return text.slice(command[0].length).trim();
}

/** The licence number that words begin with, however it was spaced, and what follows it. */
export function splitLicence(text: string): { licenceNo: string; words: string } | undefined {
  const normal = text.normalize("NFKC");
  const parts = /^((?:\d[ -]?){11}\d)(?!\d)[\s:,.;-]*/.exec(normal);
  // Only the number is read in its plain form: the shop's words stay as they were typed, and the number is as long in both.
  return parts ? { licenceNo: parts[1]!.replace(/\D/g, ""), words: text.slice(parts[0].length).trim() } : undefined;
}

/** The words of a message without the /complain, 投诉 or "complaint" that made it one. */
export const withoutPrefix = (text: string, username: string): string => {
  const ofStaff = matchStaffCommand(text, username);
  if (ofStaff !== undefined) return splitLicence(ofStaff)?.words ?? ofStaff;
  return matchCommand(text, username) ?? matchComplaint(text) ?? text;
};
