import type { InlineKeyboardMarkup, Message } from "@grammyjs/types";
import { isDeepStrictEqual } from "node:util";
import { openChatForWriting, openMessage } from "../access.ts";
import { isAdmin } from "../chats.ts";
import { badRequest } from "../errors.ts";
import { formatCaption, formatMessageText } from "../formatted-text.ts";
import { changeMessage, deleteMessage, findMessage, type Content } from "../messages.ts";
import { readSeconds, type World } from "../world.ts";
import type { Handlers } from "./method.ts";
import { checkInlineKeyboard, toInlineMarkup } from "./outgoing.ts";
import { toAlbumContent, type AlbumItem } from "./send.ts";

type Target = { chat_id?: number | string; message_id?: number; inline_message_id?: string; reply_markup?: InlineKeyboardMarkup };

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
const DELETABLE_SECONDS = 48 * 3600;

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
  return changeMessage(world, message, { ...change, edit_date: readSeconds(world) });
}

function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function deleteOne(world: World, message: Message): void {
  if (readSeconds(world) - message.date > DELETABLE_SECONDS) throw badRequest("message can't be deleted for everyone");
  const group = world.groups.get(message.chat.id);
  const isOwn = message.from?.id === world.bot.id;
  if (group && !isOwn && !isAdmin(group, world.bot.id)) throw badRequest("message can't be deleted");
  deleteMessage(world, message);
}

const CONTENT_KEYS = ["text", "caption", "photo", "video", "document", "voice", "location", "contact", "venue", "rich_message"] as const;

export function isService(message: Message): boolean {
  return CONTENT_KEYS.every((key) => message[key] === undefined);
}

export const editMethods: Handlers<
  "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup" | "editMessageMedia" | "deleteMessage" | "deleteMessages"
> = {
  editMessageText: ({ world }, params) => {
    const message = openOwnMessage(world, params);
    if (params.text === undefined) throw badRequest("message text is empty");
    const { text, entities } = formatMessageText(world, { ...params, text: params.text });
    if (message.text === undefined) throw badRequest("there is no text in the message to edit");
    return applyEdit(world, message, params, { text, entities: entities.length > 0 ? entities : undefined });
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
  deleteMessage: ({ world }, params) => {
    const chat = openChatForWriting(world, params.chat_id);
    deleteOne(world, openMessage(world, chat.id, params.message_id, "message to delete"));
    return true;
  },
  deleteMessages: ({ world }, params) => {
    const chat = openChatForWriting(world, params.chat_id);
    if (params.message_ids.length > 100) throw badRequest("too many message identifiers specified");
    // Those that cannot be found are skipped, says the documentation.
    for (const id of params.message_ids) {
      const message = findMessage(world, chat.id, id);
      if (message) deleteOne(world, message);
    }
    return true;
  },
};
