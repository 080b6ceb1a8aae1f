import type { EphemeralMessageParameters, InlineKeyboardMarkup, Message, ReplyParameters, User } from "@grammyjs/types";
import { openChatForWriting, resolveChatId } from "../access.ts";
import { changeGroup, isAdmin, isMember } from "../chats.ts";
import { badRequest } from "../errors.ts";
import { emitToChat } from "../events.ts";
import { findMessage, postMessage, type Content } from "../messages.ts";
import { changePerson, findUser } from "../people.ts";
import type { GroupRow, Keyboard, World } from "../world.ts";

type Markup = InlineKeyboardMarkup | Keyboard | { force_reply: true };

/** The parameters that all sending methods share. */
export type SendParams = {
  chat_id: number | string;
  message_thread_id?: number;
  ephemeral_message_parameters?: EphemeralMessageParameters;
  disable_notification?: boolean;
  protect_content?: boolean;
  reply_parameters?: ReplyParameters;
  reply_to_message_id?: number;
  reply_markup?: Markup;
};

const CALLBACK_DATA_BYTES = 64;

/** Checks everything about where a message goes, without sending it; methods build the content after this. */
export function prepareSend(world: World, params: SendParams) {
  const chat = openChatForWriting(world, params.chat_id);
  const group = world.groups.get(chat.id);
  const thread = resolveThread(world, group, params.message_thread_id);
  const replyTo = resolveReply(world, chat.id, params);
  const receiver = resolveReceiver(world, group, params.ephemeral_message_parameters);
  checkInlineKeyboard(params.reply_markup);
  return (content: Content): Message => {
    const message = postMessage(world, {
      chat: chat.id,
      from: world.bot.id,
      thread,
      replyTo,
      receiver,
      marks: params.disable_notification ? { isSilent: true } : undefined,
      content: { ...content, ...toProtection(params), ...toInlineMarkup(params.reply_markup) },
    });
    if (params.reply_markup) showKeyboard(world, chat.id, group, params.reply_markup, message);
    return message;
  };
}

function toProtection(params: SendParams): Content {
  return params.protect_content ? { has_protected_content: true } : {};
}

/** An inline keyboard belongs to the message; an empty one is none. */
export function toInlineMarkup(markup: Markup | undefined): Content {
  if (!markup || !("inline_keyboard" in markup)) return {};
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  return rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {};
}

/** Refuses buttons that Telegram refuses: no text, or data of more than 64 bytes. */
export function checkInlineKeyboard(markup: Markup | undefined): void {
  if (!markup || !("inline_keyboard" in markup)) return;
  for (const button of markup.inline_keyboard.flat()) {
    if (button.text === "") throw badRequest("inline keyboard button text must be non-empty");
    if ("callback_data" in button) {
      const bytes = Buffer.byteLength(button.callback_data);
      if (bytes === 0) throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
      if (bytes > CALLBACK_DATA_BYTES) throw badRequest("BUTTON_DATA_INVALID");
    }
    if ("url" in button && !/^(https?|tg|ton):\/\/.+|^[\w-]+(\.[\w-]+)+/.test(button.url)) {
      throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
    }
  }
}

/** Outside forums Telegram ignores the thread; in a forum it must be a topic other than General, which has no number here. */
function resolveThread(world: World, group: GroupRow | undefined, thread: number | undefined): number | undefined {
  if (!thread) return undefined;
  if (group && !group.isForum) return undefined;
  const topic = group?.topics.find((each) => each.message_thread_id === thread);
  if (!group || !topic) throw badRequest("message thread not found");
  if (topic.isClosed && !isAdmin(group, world.bot.id)) throw badRequest("TOPIC_CLOSED");
  return thread;
}

function resolveReply(world: World, chat: number, params: SendParams): Message | undefined {
  const id = params.reply_parameters?.message_id ?? params.reply_to_message_id;
  if (!id) return undefined;
  const from = params.reply_parameters?.chat_id;
  const message = findMessage(world, from === undefined ? chat : (resolveChatId(world, from) ?? 0), id);
  if (!message && !params.reply_parameters?.allow_sending_without_reply) throw badRequest("message to be replied not found");
  return message;
}

function resolveReceiver(world: World, group: GroupRow | undefined, parameters: EphemeralMessageParameters | undefined): User | undefined {
  if (!parameters) return undefined;
  if (!group) throw badRequest("PEER_ID_INVALID");
  const { receiver_user_id: id } = parameters;
  if (!world.people.get(id)) throw badRequest("PEER_ID_INVALID");
  if (!isMember(group, id)) throw badRequest("USER_NOT_PARTICIPANT");
  return findUser(world, id);
}

/** Keeps a reply keyboard (or its removal) for the clients it is meant for. */
function showKeyboard(world: World, chat: number, group: GroupRow | undefined, markup: Markup, message: Message): void {
  if (!("keyboard" in markup) && !("remove_keyboard" in markup)) return;
  if (!group) changePerson(world, chat, { keyboard: markup });
  else {
    const targets = message.receiver_user ? [message.receiver_user.id] : markup.selective ? findTargets(message) : [0];
    // Everybody's new keyboard replaces the ones that single members had.
    const kept = targets.includes(0) ? {} : group.keyboards;
    changeGroup(world, chat, { keyboards: { ...kept, ...Object.fromEntries(targets.map((id) => [id, markup])) } });
  }
  emitToChat(world, chat, { type: "chats" });
}

function findTargets(message: Message): number[] {
  const mentioned = (message.entities ?? []).flatMap((entity) => (entity.type === "text_mention" ? [entity.user.id] : []));
  const replied = message.reply_to_message?.from?.id;
  return replied === undefined ? mentioned : [...mentioned, replied];
}
