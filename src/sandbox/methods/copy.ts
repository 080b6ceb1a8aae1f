import type { Message, MessageOrigin } from "@grammyjs/types";
import { openChat, openMessage } from "../access.ts";
import { badRequest, BotApiError } from "../errors.ts";
import { formatCaption } from "../formatted-text.ts";
import { isService, type Content } from "../messages.ts";
import type { World } from "../world.ts";
import type { Handlers } from "./method.ts";
import { prepareSend, type SendParams } from "./outgoing.ts";

const COPIED_KEYS = [
  "text",
  "entities",
  "link_preview_options",
  "rich_message",
  "photo",
  "video",
  "document",
  "voice",
  "caption",
  "caption_entities",
  "has_media_spoiler",
  "location",
  "contact",
] as const;
const BULK_LIMIT = 100;

function openSource(world: World, chatId: number | string, messageId: number, purpose: string): Message {
  const message = openMessage(world, openChat(world, chatId).id, messageId, purpose);
  if (message.has_protected_content) throw badRequest("message has protected content and can't be forwarded");
  if (isService(message)) throw badRequest(purpose === "message to copy" ? "message can't be copied" : "message can't be forwarded");
  return message;
}

function readContent(message: Message): Content {
  const entries = COPIED_KEYS.flatMap((key) => (message[key] === undefined ? [] : [[key, message[key]] as const]));
  return Object.fromEntries(entries);
}

function toOrigin(message: Message): MessageOrigin {
  const sender = message.from;
  if (message.forward_origin) return message.forward_origin;
  if (!sender) return { type: "hidden_user", sender_user_name: "", date: message.date };
  return { type: "user", sender_user: sender, date: message.date };
}

type Bulk = SendParams & { from_chat_id: number | string; message_ids: number[]; remove_caption?: boolean };

/** Sends each message that can be sent, in order; those that cannot are skipped. */
function sendMany(world: World, params: Bulk, purpose: string, toContent: (message: Message) => Content): { message_id: number }[] {
  if (params.message_ids.length > BULK_LIMIT) throw badRequest("too many message identifiers specified");
  const send = prepareSend(world, params);
  const from = openChat(world, params.from_chat_id);
  const sources = params.message_ids.flatMap((id) => {
    try {
      return [openSource(world, from.id, id, purpose)];
    } catch (error) {
      if (error instanceof BotApiError) return [];
      throw error;
    }
  });
  if (sources.length === 0) throw badRequest(`there are no messages to ${purpose === "message to copy" ? "copy" : "forward"}`);
  return sources.map((message) => ({ message_id: send(toContent(message)).message_id }));
}

export const copyMethods: Handlers<"copyMessage" | "copyMessages" | "forwardMessage" | "forwardMessages"> = {
  copyMessage: ({ world }, params) => {
    const send = prepareSend(world, params);
    const source = openSource(world, params.from_chat_id, params.message_id, "message to copy");
    const { caption: _caption, caption_entities: _entities, ...withoutCaption } = readContent(source);
    const content = params.caption === undefined ? readContent(source) : { ...withoutCaption, ...formatCaption(world, params) };
    return { message_id: send(content).message_id };
  },
  copyMessages: ({ world }, params) =>
    sendMany(world, params, "message to copy", (message) => {
      const { caption: _caption, caption_entities: _entities, ...rest } = readContent(message);
      return params.remove_caption ? rest : readContent(message);
    }),
  forwardMessage: ({ world }, params) => {
    const send = prepareSend(world, params);
    const source = openSource(world, params.from_chat_id, params.message_id, "message to forward");
    return send({ ...readContent(source), forward_origin: toOrigin(source) });
  },
  forwardMessages: ({ world }, params) =>
    sendMany(world, params, "message to forward", (message) => ({ ...readContent(message), forward_origin: toOrigin(message) })),
};
