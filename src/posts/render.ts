import type { InputFile } from "grammy";
import type { InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, InputMediaVideo, InputRichMessage } from "@grammyjs/types";
import type { Post, PostContent, PostPart } from "../../db/posts.ts";
import { LOCALES, type Locale } from "../config.ts";
import type { Translate } from "../i18n.ts";
import type { Outgoing } from "../telegram/sender.ts";
import { frameText, isProductColumn, leadOf, lengthLimit, toHashtag, type Column, type PostOptions } from "./rules.ts";

/**
 * How a post reads in one place: the language of the added lines, and whether a hashtag stands for the topic. In a preview the button
 * below it is there to be seen.
 */
export type Place = { locale: Locale; hasHashtag: boolean; isPreview?: boolean };
/** The author's parts with the added lines in them, and the button under a post that asks to be acknowledged. */
export type RenderedPost = {
  parts: PostPart[];
  keyboard?: InlineKeyboardMarkup;
  /** Goes out in place of the parts. */
  rich?: InputRichMessage<InputFile>;
};

/** What stands for a column's topic where there are no topics. */
export const hashtagOf = (t: Translate, locale: Locale, column: Column): string => toHashtag(t(locale, `column-${column}`));

/** A post as one place reads it: the author's words with their formatting, the hashtag before and the health warning after them. */
export function renderParts(t: Translate, { column, parts }: PostContent, { locale, hasHashtag }: Place): PostPart[] {
  const head = hasHashtag && column !== null ? hashtagOf(t, locale, column) : "";
  const tail = isProductColumn(column) ? t(locale, "post-health-warning") : "";
  const lead = leadOf(parts);
  return parts.map((part) => (part === lead ? { ...part, ...frameText(part, head, tail) } : part));
}

/** The button under a post that says "read", where it asks for that; in a preview a press of it counts for nothing. */
export function ackKeyboard(
  t: Translate,
  { id, requireAck }: Pick<Post, "id" | "requireAck">,
  { locale, isPreview }: Place,
): Pick<RenderedPost, "keyboard"> {
  const data = isPreview ? "post:read" : `ack:${id}`;
  return requireAck ? { keyboard: { inline_keyboard: [[{ text: t(locale, "post-ack"), callback_data: data }]] } } : {};
}

/** A post with the button under it that says "read", where it asks for that. */
export const renderPost = (t: Translate, post: PostContent & Pick<Post, "id" | "requireAck">, place: Place): RenderedPost => ({
  parts: renderParts(t, post, place),
  ...ackKeyboard(t, post, place),
});

/** By how many UTF-16 units a post would be too long where its added lines are longest; 0 = it fits everywhere. */
export function countExcess(t: Translate, content: PostContent): number {
  const lengths = LOCALES.flatMap((locale) =>
    renderParts(t, content, { locale, hasHashtag: true }).map(({ text, media }) => text.length - lengthLimit(media !== null)),
  );
  return Math.max(0, ...lengths);
}

type SendOptions = Partial<Pick<PostOptions, "silent" | "protect">> & { threadId?: number | undefined };

type AlbumItem = InputMediaPhoto<InputFile> | InputMediaVideo<InputFile> | InputMediaDocument<InputFile>;

/** A part with a file, as one item of an album or as the new content of a message. */
export const toMedia = ({ media, text, entities }: PostPart): AlbumItem => ({
  type: media!.type,
  media: media!.fileId,
  ...(text === "" ? {} : { caption: text, caption_entities: entities }),
});

/** Telegram puts no buttons under an album: what was to stand under it goes in a message of its own. */
export const needsOwnButton = ({ parts, keyboard }: RenderedPost): boolean => parts.length > 1 && keyboard !== undefined;

/** The Bot API call that shows the post. */
export function toOutgoing({ parts, keyboard, rich }: RenderedPost, { silent, protect, threadId }: SendOptions = {}): Outgoing {
  const common = {
    ...(silent ? { disable_notification: true } : {}),
    ...(protect ? { protect_content: true } : {}),
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
  };
  if (rich)
    return { method: "sendRichMessage", payload: { rich_message: rich, ...common, ...(keyboard ? { reply_markup: keyboard } : {}) } };
  if (parts.length > 1)
    return { method: "sendMediaGroup", payload: { media: parts.map(toMedia) as InputMediaPhoto<InputFile>[], ...common } };
  const { media, text, entities } = parts[0]!;
  const one = { ...common, ...(keyboard ? { reply_markup: keyboard } : {}) };
  // A link's preview would push the author's own words off a small screen.
  if (!media) return { method: "sendMessage", payload: { text, entities, link_preview_options: { is_disabled: true }, ...one } };
  const captioned = { caption: text, caption_entities: entities, ...one };
  if (media.type === "photo") return { method: "sendPhoto", payload: { photo: media.fileId, ...captioned } };
  if (media.type === "video") return { method: "sendVideo", payload: { video: media.fileId, ...captioned } };
  return { method: "sendDocument", payload: { document: media.fileId, ...captioned } };
}
