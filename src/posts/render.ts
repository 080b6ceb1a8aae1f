import type { MessageEntity } from "@grammyjs/types";
import type { PostContent } from "../../db/posts.ts";
import { LOCALES, type Locale } from "../config.ts";
import type { Translate } from "../i18n.ts";
import type { Outgoing } from "../telegram/sender.ts";
import { frameText, isProductColumn, lengthLimit, toHashtag, type Column } from "./rules.ts";

/** How a post reads in one place: the language of the added lines, and whether a hashtag stands for the topic. */
export type Place = { locale: Locale; hasHashtag: boolean };
export type RenderedPost = { text: string; entities: MessageEntity[]; photo: string | null; isProtected: boolean };

/** What stands for a column's topic where there are no topics. */
export const hashtagOf = (t: Translate, locale: Locale, column: Column): string => toHashtag(t(locale, `column-${column}`));

/** A post as one place reads it: the author's words with their formatting, the hashtag before and the health warning after them. */
export function renderPost(t: Translate, content: PostContent, { locale, hasHashtag }: Place): RenderedPost {
  const isProduct = isProductColumn(content.column);
  const head = hasHashtag ? hashtagOf(t, locale, content.column) : "";
  const tail = isProduct ? t(locale, "post-health-warning") : "";
  return { ...frameText(content, head, tail), photo: content.photo, isProtected: isProduct };
}

/** By how many UTF-16 units a post would be too long where its added lines are longest; 0 = it fits everywhere. */
export function countExcess(t: Translate, content: PostContent): number {
  const lengths = LOCALES.map((locale) => renderPost(t, content, { locale, hasHashtag: true }).text.length);
  return Math.max(0, Math.max(...lengths) - lengthLimit(content.photo !== null));
}

/** The Bot API call that shows the post, in a topic if one is given. */
export function toOutgoing({ text, entities, photo, isProtected }: RenderedPost, threadId?: number): Outgoing {
  const common = { ...(isProtected ? { protect_content: true } : {}), ...(threadId === undefined ? {} : { message_thread_id: threadId }) };
  if (photo !== null) return { method: "sendPhoto", payload: { photo, caption: text, caption_entities: entities, ...common } };
  // A link's preview would push the author's own words off a small screen.
  return { method: "sendMessage", payload: { text, entities, link_preview_options: { is_disabled: true }, ...common } };
}
