import type { InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message, MessageEntity } from "@grammyjs/types";
import { openChat } from "../access.ts";
import { badRequest } from "../errors.ts";
import { emitToChat } from "../events.ts";
import { resolveFile, toMedia, type FileKind } from "../files.ts";
import { formatCaption, formatMessageText } from "../formatted-text.ts";
import type { Content } from "../messages.ts";
import { toRichMessage } from "../rich-message.ts";
import { takeAlbumId } from "../world.ts";
import type { Call, Handlers } from "./method.ts";
import { prepareSend, type SendParams } from "./outgoing.ts";

type MediaParams = SendParams & { caption?: string; parse_mode?: string; caption_entities?: MessageEntity[]; has_spoiler?: boolean };
export type AlbumItem = InputMediaDocument<string> | InputMediaPhoto<string> | InputMediaVideo<string>;

const ALBUM_LIMIT = 10;

function sendFile(call: Call, params: MediaParams, kind: FileKind, value: string, duration?: number): Message {
  const send = prepareSend(call.world, params);
  const caption = formatCaption(call.world, params);
  const info = resolveFile(call.world, call.uploads, value, kind);
  return send({ ...toMedia(info, duration), ...caption, ...(params.has_spoiler ? { has_media_spoiler: true } : {}) });
}

/** The content of one item of an album, or of editMessageMedia. */
export function toAlbumContent({ world, uploads }: Call, item: AlbumItem): Content {
  if (!["photo", "video", "document"].includes(item.type)) throw badRequest(`media type ${item.type} is not supported by the sandbox`);
  const info = resolveFile(world, uploads, item.media, item.type);
  const duration = item.type === "video" ? item.duration : undefined;
  return { ...toMedia(info, duration), ...formatCaption(world, item) };
}

function sendMediaGroup(call: Call, params: SendParams & { media: readonly { type: string }[] }): Message[] {
  const items = params.media as readonly AlbumItem[];
  const send = prepareSend(call.world, params);
  if (items.length === 0) throw badRequest("there are no messages to send");
  if (items.length > ALBUM_LIMIT) throw badRequest("too many messages to send as an album");
  const documents = items.filter((item) => item.type === "document").length;
  if (documents > 0 && documents < items.length) throw badRequest("document can't be mixed with other media types");
  const contents = items.map((item) => toAlbumContent(call, item));
  const media_group_id = takeAlbumId(call.world);
  return contents.map((content) => send({ ...content, media_group_id }));
}

export const sendMethods: Handlers<
  | "sendMessage"
  | "sendRichMessage"
  | "sendPhoto"
  | "sendVideo"
  | "sendDocument"
  | "sendVoice"
  | "sendMediaGroup"
  | "sendLocation"
  | "sendContact"
  | "sendChatAction"
> = {
  sendMessage: ({ world }, params) => {
    const send = prepareSend(world, params);
    const { text, entities } = formatMessageText(world, params);
    return send({
      text,
      ...(entities.length > 0 ? { entities } : {}),
      ...(params.link_preview_options ? { link_preview_options: params.link_preview_options } : {}),
    });
  },
  sendRichMessage: ({ world }, params) => {
    const send = prepareSend(world, params);
    return send({ rich_message: toRichMessage(params.rich_message) });
  },
  sendPhoto: (call, params) => sendFile(call, params, "photo", params.photo),
  sendVideo: (call, params) => sendFile(call, params, "video", params.video, params.duration),
  sendDocument: (call, params) => sendFile(call, params, "document", params.document),
  sendVoice: (call, params) => sendFile(call, params, "voice", params.voice, params.duration),
  sendMediaGroup: (call, params) => sendMediaGroup(call, params),
  sendLocation: ({ world }, params) => prepareSend(world, params)({ location: { latitude: params.latitude, longitude: params.longitude } }),
  sendContact: ({ world }, params) => {
    const { phone_number, first_name, last_name } = params;
    return prepareSend(world, params)({ contact: { phone_number, first_name, ...(last_name ? { last_name } : {}) } });
  },
  sendChatAction: ({ world }, params) => {
    const chat = openChat(world, params.chat_id);
    const thread = params.message_thread_id;
    emitToChat(world, chat.id, { type: "typing", chat: chat.id, ...(thread === undefined ? {} : { thread }) });
    return true;
  },
};
