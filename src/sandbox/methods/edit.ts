import type { InlineKeyboardMarkup, Message } from "@grammyjs/types";
import { isDeepStrictEqual } from "node:util";
import { openChatForWriting, openMessage } from "../access.ts";
import { badRequest } from "../errors.ts";
import { formatCaption, formatMessageText } from "../formatted-text.ts";
import { changeMessage, isService, type Content } from "../messages.ts";
import { toRichMessage } from "../rich-message.ts";
import { readSeconds, type World } from "../world.ts";
import type { Handlers, Params } from "./method.ts";
import { checkInlineKeyboard, toInlineMarkup } from "./outgoing.ts";
import { toAlbumContent, type AlbumItem } from "./send.ts";

type Target = { chat_id?: number | string; message_id?: number; inline_message_id?: string; reply_markup?: InlineKeyboardMarkup };

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

function openOwnMessage(world: World, target: Target): Message {
  if (target.inline_message_id !== undefined) throw badRequest("MESSAGE_ID_INVALID");
  if (target.message_id === undefined) throw badRequest("message identifier is not specified");
  const chat = openChatForWriting(world, target.chat_id ?? "");
  const message = openMessage(world, chat.id, target.message_id, "message to edit");
  if (message.from?.id !== world.bot.id || isService(message)) throw badRequest("message can't be edited");
  return message;
}

/** Replaces the given fields and the inline keyboard (an edit without reply_markup takes the keyboard away, as in Telegram). */
function applyEdit(world: World, message: Message, target: Target, fields: Record<string, unknown>): Message {
  checkInlineKeyboard(target.reply_markup);
  const change = { ...fields, reply_markup: toInlineMarkup(target.reply_markup).reply_markup };
  const before = message as unknown as Record<string, unknown>;
  const isSame = Object.entries(change).every(([key, value]) => isDeepStrictEqual(toPlain(before[key]), toPlain(value)));
  if (isSame) throw badRequest(NOT_MODIFIED);
  // Clients do not call a message edited of which only the buttons changed; the bot is told the date all the same.
  const isOnlyKeyboard = Object.keys(fields).length === 0;
  return changeMessage(world, message, { ...change, edit_date: readSeconds(world) }, isOnlyKeyboard);
}

function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Text or rich content, which may take each other's place. */
function buildText(world: World, params: Params<"editMessageText">): Record<string, unknown> {
  const { text, rich_message } = params;
  if (rich_message) return { text: undefined, entities: undefined, rich_message: toRichMessage(rich_message) };
  if (text === undefined) throw badRequest("message text is empty");
  const formatted = formatMessageText(world, { ...params, text });
  const entities = formatted.entities.length > 0 ? formatted.entities : undefined;
  return { text: formatted.text, entities, rich_message: undefined };
}

export const editMethods: Handlers<"editMessageText" | "editMessageCaption" | "editMessageReplyMarkup" | "editMessageMedia"> = {
  editMessageText: ({ world }, params) => {
    const message = openOwnMessage(world, params);
    const fields = buildText(world, params);
    if (message.text === undefined && !message.rich_message) throw badRequest("there is no text in the message to edit");
    return applyEdit(world, message, params, fields);
  },
  editMessageCaption: ({ world }, params) => {
    const message = openOwnMessage(world, params);
    const { caption, caption_entities } = formatCaption(world, params);
    if (!message.photo && !message.video && !message.document && !message.voice) {
      throw badRequest("there is no caption in the message to edit");
    }
    return applyEdit(world, message, params, { caption, caption_entities });
  },
  editMessageReplyMarkup: ({ world }, params) => applyEdit(world, openOwnMessage(world, params), params, {}),
  editMessageMedia: (call, params) => {
    const message = openOwnMessage(call.world, params);
    const content: Content = toAlbumContent(call, params.media as AlbumItem);
    const cleared = { photo: undefined, video: undefined, document: undefined, text: undefined, entities: undefined };
    const caption = { caption: undefined, caption_entities: undefined };
    return applyEdit(call.world, message, params, { ...cleared, ...caption, ...content });
  },
};
