import type { Message, ReplyKeyboardMarkup, ReplyKeyboardRemove, BotCommand } from "@grammyjs/types";

/**
 * What a Telegram client (the page, or a test acting as a person) may ask of the stand-in, over HTTP below `/sandbox`.
 * Messages have the Bot API's own `Message` shape, so that the page shows exactly what the bot sent. Ids are Telegram ids,
 * `date` is epoch seconds as in the Bot API. Every refusal is `{ error: string }` with a 4xx status.
 */

/** A message as a client shows it: "edited" only where the words changed, and whether it came without a sound. */
export type ClientMessage = Message & { isSilent?: true };

/**
 * GET /sandbox/people?search=WORDS&with=ID -> PeopleAnswer: at most a hundred whose name, phone, role or note has the words, staff first,
 * and the one with that id whatever the words.
 */
export type PeopleAnswer = {
  bot: { id: number; username: string; first_name: string };
  language: "zh" | "en";
  people: Person[];
  /** How many there are for these words, also those not listed. */
  total: number;
  /** The company's time zone, in which the page shows times too; null = the browser's. */ timeZone: string | null;
};

export type Person = {
  id: number;
  /** In the language now chosen. */
  name: string;
  phone: string;
  /** What the person is to the company, a key the page translates: retailer, account_manager, service_desk, broadcaster, supervisor, admin. */
  role: string;
  /** One line about the person for the newcomer ("R101, has not ordered yet"), in the language now chosen; may be empty. */
  note: string;
  language_code: string;
  hasBlockedBot: boolean;
  /** Another number when anything has happened in a chat of this person. */
  activity: number;
};

/** GET /sandbox/chats?person=ID -> ChatsAnswer: the private chat with the bot first, then the groups the person is a member of. */
export type ChatsAnswer = { chats: ClientChat[] };

export type ClientChat = {
  id: number;
  type: "private" | "supergroup" | "group";
  title: string;
  isForum: boolean;
  /** Forum topics in order of creation; General is not listed (its messages have no message_thread_id). */
  topics: { message_thread_id: number; name: string }[];
  /** False until the person pressed Start (private chat only; true in groups). */
  isStarted: boolean;
  /** The reply keyboard that the client shows below the input now, if any. */
  keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove | null;
  /** The command menu of this chat for this person and language (setMyCommands' scopes resolved as Telegram does). */
  commands: BotCommand[];
  lastMessage: ClientMessage | null;
  /** The newest last. */
  pinned: ClientMessage[];
  memberCount: number;
};

/** GET /sandbox/messages?person=ID&chat=ID -> MessagesAnswer: oldest first, the last 200; ephemeral ones only for their receiver. */
export type MessagesAnswer = { messages: ClientMessage[] };

/**
 * POST /sandbox/messages, JSON NewMessage or multipart/form-data with a field `message` (JSON NewMessage) and a file `file`
 * -> { message: Message }. In a private chat that the person has not started yet this starts it.
 */
export type NewMessage = {
  person: number;
  chat: number;
  thread?: number;
  text?: string;
  /** With a file: how it is sent. */
  as?: "photo" | "document" | "video" | "voice";
  caption?: string;
  replyTo?: number;
  /** Shares the person's own contact (the reply keyboard's request_contact button, or a staff member's own card). */
  contact?: true;
};

/** POST /sandbox/edits { person, chat, message_id, text } -> { message }: edits one's own message. */
/** POST /sandbox/start { person, payload? } -> { message }: opens t.me/<bot>?start=<payload> and presses Start. */
/** POST /sandbox/join { person, chat } -> {}: asks to join a group (chat_join_request). */
/** POST /sandbox/block { person, blocked: boolean } -> {}: blocks or unblocks the bot (my_chat_member). */
/** POST /sandbox/presses { person, chat, message_id, data } -> PressAnswer, once the bot answered the callback query (10 s at most, then {}). */
export type PressAnswer = { text?: string; show_alert?: boolean; url?: string };

/** POST /sandbox/language { language: "zh" | "en" } -> PeopleAnswer: the demo people's Telegram language, their names and the groups' language. */

/** GET /sandbox/files/<file_id> -> the bytes with their content type (photos, documents). */

/** GET /sandbox/events?person=ID -> text/event-stream; each `data:` is one ClientEvent the person may see. A comment line every 15 s keeps it open. */
export type ClientEvent =
  | { type: "message"; chat: number; message: ClientMessage }
  | { type: "edit"; chat: number; message: ClientMessage }
  | { type: "delete"; chat: number; message_id: number }
  | { type: "typing"; chat: number; thread?: number }
  /** A topic was created, a keyboard or a menu changed, a chat was joined, the language changed: ask for chats (and people) again. */
  | { type: "chats" };
