// @ts-check
import { t } from "./i18n.js";
import { plainBlocks } from "./rich-plain.js";

/** @typedef {import("./state.js").Message} Message */

/** A Chinese family name and given name are written without a space. @param {{ first_name: string, last_name?: string } | undefined} user */
export const fullName = (user) =>
  user ? [user.first_name, user.last_name].filter(Boolean).join(/\p{Script=Han}/u.test(user.first_name) ? "" : " ") : "";

/** @param {Message} message */
export const senderName = (message) =>
  (message.sender_chat && "title" in message.sender_chat ? message.sender_chat.title : undefined) ?? fullName(message.from);

/** Service message field -> its sentence. @type {Partial<Record<keyof Message, (message: Message, who: string) => string>>} */
const SERVICE = {
  forum_topic_created: (message, who) => t("createdTopic", { who, topic: message.forum_topic_created?.name ?? "" }),
  forum_topic_edited: (message, who) => t("editedTopic", { who, topic: message.forum_topic_edited?.name ?? "" }),
  forum_topic_closed: (_, who) => t("closedTopic", { who }),
  forum_topic_reopened: (_, who) => t("reopenedTopic", { who }),
  general_forum_topic_hidden: (_, who) => t("closedTopic", { who }),
  general_forum_topic_unhidden: (_, who) => t("reopenedTopic", { who }),
  new_chat_members: (message) => t("joined", { who: (message.new_chat_members ?? []).map(fullName).join(", ") }),
  left_chat_member: (message) => t("left", { who: fullName(message.left_chat_member) }),
  pinned_message: (message, who) => t("pinned", { who, what: pinnedText(message) }),
  new_chat_title: (message, who) => t("renamed", { who, what: message.new_chat_title ?? "" }),
  group_chat_created: (_, who) => t("createdGroup", { who }),
  supergroup_chat_created: (_, who) => t("createdGroup", { who }),
  migrate_to_chat_id: () => t("migrated"),
  migrate_from_chat_id: () => t("migrated"),
  new_chat_photo: () => t("service"),
  delete_chat_photo: () => t("service"),
  message_auto_delete_timer_changed: () => t("service"),
  write_access_allowed: () => t("service"),
  chat_background_set: () => t("service"),
};
const SERVICE_FIELDS = /** @type {(keyof Message)[]} */ (Object.keys(SERVICE));

/** Enough to know it by: the whole stands above the chat. */
const PINNED_LETTERS = 30;

/** @param {Message} message */
function pinnedText(message) {
  const pinned = message.pinned_message;
  return pinned && "date" in pinned && pinned.date !== 0 ? shorten(describe(pinned), PINNED_LETTERS) : "";
}

/** @param {Message} message */
export const isService = (message) => SERVICE_FIELDS.some((field) => message[field] !== undefined);

/** @param {Message} message */
export function serviceText(message) {
  const field = SERVICE_FIELDS.find((name) => message[name] !== undefined);
  return (field && SERVICE[field]?.(message, senderName(message))) ?? t("service");
}

/** Media field -> what a one-line preview calls it. @type {[keyof Message, (message: Message) => string][]} */
const MEDIA = [
  ["photo", () => t("photo")],
  ["video", () => t("video")],
  ["animation", () => t("video")],
  ["video_note", () => t("video")],
  ["voice", () => t("voice")],
  ["audio", (message) => message.audio?.file_name ?? t("voice")],
  ["document", (message) => message.document?.file_name ?? t("file")],
  ["sticker", (message) => `${message.sticker?.emoji ?? ""} ${t("sticker")}`.trim()],
  ["contact", (message) => `${t("contact")} ${fullName(message.contact)}`],
  ["location", () => t("location")],
  ["poll", (message) => `${t("poll")} ${message.poll?.question ?? ""}`],
];

/** What a message says, in plain words. @param {Message} message */
export const wordsOf = (message) =>
  message.text ?? message.caption ?? (message.rich_message ? plainBlocks(message.rich_message.blocks) : "");

/** @param {Message} message */
function withoutSpoilers(message) {
  let text = wordsOf(message);
  for (const { type, offset, length } of message.entities ?? message.caption_entities ?? [])
    if (type === "spoiler") text = text.slice(0, offset) + "▒".repeat(length) + text.slice(offset + length);
  return text;
}

/** A message in one line of plain text: for the chat list, quotes and announcements. @param {Message} message @returns {string} */
export function describe(message) {
  if (isService(message)) return serviceText(message);
  const text = withoutSpoilers(message).replace(/\s+/g, " ").trim();
  const kind = MEDIA.find(([field]) => message[field] !== undefined)?.[1](message);
  if (kind) return text ? `${kind} · ${text}` : kind;
  return text || t("unsupported");
}

/** @param {string} text @param {number} [limit] */
export function shorten(text, limit = 80) {
  const letters = Array.from(text);
  return letters.length > limit ? `${letters.slice(0, limit).join("")}…` : text;
}
