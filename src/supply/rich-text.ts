import type { MessageEntity, RichText } from "@grammyjs/types";

type Wrap = (text: RichText, entity: MessageEntity, plain: string) => RichText;

/** Formatting that a rich text has too; links, hashtags and the like Telegram finds by itself, as it did in the author's message. */
const WRAPS: Partial<Record<MessageEntity["type"], Wrap>> = {
  bold: (text) => ({ type: "bold", text }),
  italic: (text) => ({ type: "italic", text }),
  underline: (text) => ({ type: "underline", text }),
  strikethrough: (text) => ({ type: "strikethrough", text }),
  spoiler: (text) => ({ type: "spoiler", text }),
  code: (text) => ({ type: "code", text }),
  pre: (text) => ({ type: "code", text }),
  text_link: (text, entity) => ({ type: "url", text, url: (entity as MessageEntity.TextLinkMessageEntity).url }),
  text_mention: (text, entity) => ({ type: "text_mention", text, user: (entity as MessageEntity.TextMentionMessageEntity).user }),
  custom_emoji: (_text, entity, plain) => ({
    type: "custom_emoji",
    custom_emoji_id: (entity as MessageEntity.CustomEmojiMessageEntity).custom_emoji_id,
    alternative_text: plain,
  }),
};

/** A formatted text as rich text: Telegram lets entities lie inside each other, but never across each other's ends. */
export function toRichText(text: string, entities: readonly MessageEntity[], start = 0, end = text.length): RichText {
  const inside = entities
    .filter(({ type, offset, length }) => WRAPS[type] && offset >= start && offset + length <= end)
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const pieces: RichText[] = [];
  let at = start;
  for (const entity of inside) {
    if (entity.offset < at) continue;
    const stop = entity.offset + entity.length;
    if (entity.offset > at) pieces.push(text.slice(at, entity.offset));
    const deeper = entities.filter((other) => other !== entity);
    pieces.push(WRAPS[entity.type]!(toRichText(text, deeper, entity.offset, stop), entity, text.slice(entity.offset, stop)));
    at = stop;
  }
  if (at < end || pieces.length === 0) pieces.push(text.slice(at, end));
  return pieces.length === 1 ? pieces[0]! : pieces;
}
