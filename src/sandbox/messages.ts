import type { Message, User } from "@grammyjs/types";
import { findChat, isAdmin } from "./chats.ts";
import type { ClientMessage } from "./client-api.ts";
import { packMessage, readMessage, toClientMessage, unpackMessage, type Marks } from "./client-message.ts";
import { emitToChat } from "./events.ts";
import { findUser } from "./people.ts";
import { removePins } from "./pins.ts";
import { readSeconds, takeNumber, type World } from "./world.ts";

/** What a message says, apart from where, when and by whom. */
export type Content = Partial<Omit<Message, "message_id" | "date" | "chat" | "from">>;

export type NewPost = {
  chat: number;
  from: number;
  content: Content;
  thread?: number | undefined;
  replyTo?: Message | undefined;
  /** The only person who may see it: an ephemeral message. */
  receiver?: User | undefined;
  marks?: Marks | undefined;
};

/** Stores a message, shows it to the clients and, when a person wrote it, sends it to the bot. */
export function postMessage(world: World, post: NewPost): Message {
  const group = world.groups.get(post.chat);
  const tag = group?.members[post.from]?.tag;
  const replyTo = post.replyTo ?? findTopicRoot(world, post.chat, post.thread);
  const message = {
    message_id: post.receiver ? 0 : takeMessageId(world, post.chat),
    from: findUser(world, post.from),
    chat: findChat(world, post.chat),
    date: readSeconds(world),
    ...(post.thread === undefined ? {} : { message_thread_id: post.thread, is_topic_message: true }),
    ...(tag ? { sender_tag: tag } : {}),
    ...(post.receiver ? { receiver_user: post.receiver, ephemeral_message_id: takeNumber(world, `ephemeral:${post.chat}`) } : {}),
    ...(replyTo ? { reply_to_message: withoutReply(replyTo) } : {}),
    ...post.content,
  } as Message;
  const { chat, message_id, ephemeral_message_id } = message;
  const { receiver, marks = {} } = post;
  world.store.messages.insert(chat.id, message_id, receiver?.id ?? null, ephemeral_message_id ?? null, packMessage(message, marks));
  emitToChat(world, chat.id, { type: "message", chat: chat.id, message: toClientMessage(message, marks) }, receiver?.id);
  if (isForBot(world, message))
    world.updates.push("message", message as Message & { from: User; chat: typeof message.chat & { type: "private" } });
  return message;
}

/** A service message ("X joined", "topic created"); the bot receives even the few that it caused itself, as in Telegram. */
export function postService(world: World, chat: number, from: number, content: Content, thread?: number): Message {
  return postMessage(world, { chat, from, content, thread });
}

/** Message 1 of a supergroup says that it was created, and 1 is the number of a forum's General topic. */
const FIRST_SUPERGROUP_MESSAGE_ID = 2;

/** Private chats and basic groups share the bot's one sequence; every supergroup has its own. */
function takeMessageId(world: World, chat: number): number {
  const isOwnSequence = world.groups.get(chat)?.type === "supergroup";
  return isOwnSequence ? takeNumber(world, `messages:${chat}`, FIRST_SUPERGROUP_MESSAGE_ID) : takeNumber(world, "messages");
}

/** The id that the next message of a supergroup will have. */
export function peekMessageId(world: World, supergroup: number): number {
  return world.counters.get(`messages:${supergroup}`) ?? FIRST_SUPERGROUP_MESSAGE_ID;
}

/** In a forum Telegram marks each message that replies to nothing as a reply to the service message that opened its topic. */
function findTopicRoot(world: World, chat: number, thread: number | undefined): Message | undefined {
  return thread === undefined ? undefined : findMessage(world, chat, thread);
}

function withoutReply(message: Message): Message {
  const { reply_to_message: _dropped, ...rest } = message;
  return rest;
}

const OWN_SERVICE_KEYS = [
  "pinned_message",
  "forum_topic_created",
  "forum_topic_edited",
  "forum_topic_closed",
  "forum_topic_reopened",
] as const;

function isForBot(world: World, message: Message): boolean {
  if (message.from?.id === world.bot.id) return OWN_SERVICE_KEYS.some((key) => message[key] !== undefined);
  const group = world.groups.get(message.chat.id);
  if (!group) return true;
  const status = group.members[world.bot.id]?.status;
  if (status === "left" || status === "kicked") return false;
  return isAdmin(group, world.bot.id) || isVisibleInPrivacyMode(world, message);
}

/** With privacy mode on, a bot that is no admin sees commands, mentions of it, replies to it and service messages only. */
function isVisibleInPrivacyMode(world: World, message: Message): boolean {
  const text = message.text ?? message.caption;
  const isContent = text !== undefined || message.photo || message.document || message.video || message.voice || message.contact;
  if (!isContent) return true;
  const isAddressed = text !== undefined && (text.startsWith("/") || text.includes(`@${world.bot.username}`));
  return isAddressed || message.reply_to_message?.from?.id === world.bot.id;
}

export function findMessage(world: World, chat: number, messageId: number): Message | undefined {
  const row = world.store.messages.find(chat, messageId);
  return row && readMessage(row);
}

/** Replaces what a message says; tells the clients. Undefined values take a field away. */
export function changeMessage(world: World, message: Message, change: Record<string, unknown>, isEditHidden = false): Message {
  const row = world.store.messages.find(message.chat.id, message.message_id);
  const changed = JSON.parse(JSON.stringify({ ...message, ...change })) as Message;
  if (!row) return changed;
  // Once it said something else, it stays "edited", whatever happens to its buttons later.
  const wasEdited = message.edit_date !== undefined;
  const { isEditHidden: wasHidden = false, ...kept } = unpackMessage(row).marks;
  const marks: Marks = isEditHidden && (!wasEdited || wasHidden) ? { ...kept, isEditHidden: true } : kept;
  world.store.messages.update(row.seq, packMessage(changed, marks));
  emitToChat(world, message.chat.id, { type: "edit", chat: message.chat.id, message: toClientMessage(changed, marks) });
  return changed;
}

export function deleteMessage(world: World, message: Message): void {
  const row = world.store.messages.find(message.chat.id, message.message_id);
  if (!row) return;
  world.store.messages.delete(row.seq);
  removePins(world, message.chat.id, message.message_id);
  emitToChat(world, message.chat.id, { type: "delete", chat: message.chat.id, message_id: message.message_id });
}

/** The newest messages of a chat, oldest first; ephemeral ones only of the viewer. */
export function listMessages(world: World, chat: number, viewer: number | undefined, limit: number): ClientMessage[] {
  const rows = world.store.messages.listNewest(chat, viewer ?? 0, limit);
  return rows.toReversed().map((row) => {
    const { message, marks } = unpackMessage(row);
    return toClientMessage(message, marks);
  });
}

const CONTENT_KEYS = ["text", "caption", "photo", "video", "document", "voice", "location", "contact", "venue", "rich_message"] as const;

/** Whether a message only says that something happened ("X joined"). */
export function isService(message: Message): boolean {
  return CONTENT_KEYS.every((key) => message[key] === undefined);
}
