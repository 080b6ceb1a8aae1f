import type { InlineKeyboardMarkup, Message } from "@grammyjs/types";
import type { NewMessage, PressAnswer } from "./client-api.ts";
import { readMessage } from "./client-message.ts";
import { canSeeChat, emitToChat } from "./events.ts";
import { changeGroup, findChat, isMember, toChat } from "./chats.ts";
import { Refusal } from "./errors.ts";
import { saveFile, toMedia, type FileKind, type Upload } from "./files.ts";
import { addDetected, CAPTION_LIMIT, TEXT_LIMIT } from "./formatted-text.ts";
import { changeMessage, findMessage, postMessage, type Content } from "./messages.ts";
import { changePerson, findPerson, toPrivateChat, toUser } from "./people.ts";
import { readSeconds, takeAlbumId, takeNumber, type PersonRow, type World } from "./world.ts";

export type Media = { bytes: Uint8Array; name?: string; mime?: string };
/** What a person sends: the page's NewMessage, with the bytes of its file; several files make an album. */
export type Outgoing = NewMessage & { media?: Media | Media[] };

const ALBUM_LIMIT = 10;
const PRESS_TIMEOUT_MS = 10_000;
const PRESS_KEPT_MS = 60_000;

/** Sends as a person; to the bot's private chat this also starts it. Several media become an album, of which the first is returned. */
export function sendAsPerson(world: World, outgoing: Outgoing): Message {
  const person = openChatAsPerson(world, outgoing.person, outgoing.chat);
  if (outgoing.chat === person.id && !person.isStarted) changePerson(world, person.id, { isStarted: true });
  const contents = buildContents(world, outgoing, person);
  const thread = checkThread(world, outgoing);
  const replyTo = outgoing.replyTo === undefined ? undefined : findMessage(world, outgoing.chat, outgoing.replyTo);
  if (outgoing.replyTo !== undefined && !replyTo) throw new Refusal("the message to reply to does not exist");
  hideOneTimeKeyboard(world, person, outgoing);
  const messages = contents.map((content) => postMessage(world, { chat: outgoing.chat, from: person.id, thread, replyTo, content }));
  const [first] = messages;
  if (!first) throw new Refusal("a message needs a text, a file or a contact");
  return first;
}

function openChatAsPerson(world: World, personId: number, chat: number): PersonRow {
  const person = findPerson(world, personId);
  findChat(world, chat);
  if (!canSeeChat(world, personId, chat)) throw new Refusal("the person is not in this chat");
  if (world.groups.get(chat)?.migratedTo !== undefined) throw new Refusal("this group is a supergroup now");
  if (chat === personId && person.hasBlockedBot) throw new Refusal("the person has blocked the bot");
  return person;
}

function checkThread(world: World, { chat, thread }: Outgoing): number | undefined {
  if (thread === undefined) return undefined;
  const topic = world.groups.get(chat)?.topics.find((each) => each.message_thread_id === thread);
  if (!topic) throw new Refusal("no such topic");
  if (topic.isClosed) throw new Refusal("this topic is closed");
  return thread;
}

function buildContents(world: World, outgoing: Outgoing, person: PersonRow): Content[] {
  if (outgoing.contact) {
    const { phone, first_name, last_name, id } = person;
    return [{ contact: { phone_number: phone, first_name, ...(last_name ? { last_name } : {}), user_id: id } }];
  }
  const media = [outgoing.media ?? []].flat();
  if (media.length > 0) return buildMedia(world, outgoing, media);
  const text = outgoing.text?.trim() ?? "";
  if (text === "") throw new Refusal("a message needs a text, a file or a contact");
  if (text.length > TEXT_LIMIT) throw new Refusal("the message is too long");
  const entities = addDetected(text, []);
  return [{ text, ...(entities.length > 0 ? { entities } : {}) }];
}

function buildMedia(world: World, outgoing: Outgoing, media: Media[]): Content[] {
  const caption = (outgoing.caption ?? outgoing.text ?? "").trim();
  if (caption.length > CAPTION_LIMIT) throw new Refusal("the caption is too long");
  if (media.length > ALBUM_LIMIT) throw new Refusal("an album has at most ten files");
  const album = media.length > 1 ? { media_group_id: takeAlbumId(world) } : {};
  return media.map((each, index) => {
    const kind = outgoing.as ?? guessKind(each);
    const info = saveFile(world, toUpload(each), kind);
    return { ...toMedia(info), ...album, ...(index === 0 && caption ? toCaption(caption) : {}) };
  });
}

function guessKind(media: Media): FileKind {
  if (media.mime?.startsWith("image/")) return "photo";
  return media.mime?.startsWith("video/") ? "video" : "document";
}

function toUpload({ bytes, name, mime }: Media): Upload {
  return { bytes: Buffer.from(bytes), name: name ?? "file", mime: mime ?? "application/octet-stream" };
}

function toCaption(caption: string): Content {
  const entities = addDetected(caption, []);
  return { caption, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

function hideOneTimeKeyboard(world: World, person: PersonRow, { chat }: Outgoing): void {
  const isOneTime = person.keyboard && "one_time_keyboard" in person.keyboard && person.keyboard.one_time_keyboard;
  if (chat !== person.id || !isOneTime) return;
  changePerson(world, person.id, { keyboard: null });
  emitToChat(world, chat, { type: "chats" });
}

/** Edits one's own text (or caption); the bot receives edited_message. */
export function editAsPerson(world: World, input: { person: number; chat: number; message_id: number; text: string }): Message {
  openChatAsPerson(world, input.person, input.chat);
  const message = findMessage(world, input.chat, input.message_id);
  if (!message || message.from?.id !== input.person) throw new Refusal("only one's own message can be edited");
  const text = input.text.trim();
  if (text === "" || text.length > TEXT_LIMIT) throw new Refusal("the text must have 1 to 4096 characters");
  const entities = addDetected(text, []);
  const marked = entities.length > 0 ? entities : undefined;
  const change = message.text === undefined ? { caption: text, caption_entities: marked } : { text, entities: marked };
  const edited = changeMessage(world, message, { ...change, edit_date: readSeconds(world) });
  world.updates.push("edited_message", edited as Parameters<typeof world.updates.push<"edited_message">>[1]);
  return edited;
}

/** Opens t.me/<bot>?start=<payload> and presses Start; a person who had blocked the bot unblocks it by this. */
export function startAsPerson(world: World, personId: number, payload?: string): Message {
  if (payload !== undefined && !/^[\w-]{1,64}$/.test(payload)) throw new Refusal("a start payload has 1 to 64 of A-Z a-z 0-9 _ -");
  if (findPerson(world, personId).hasBlockedBot) blockAsPerson(world, personId, false);
  return sendAsPerson(world, { person: personId, chat: personId, text: payload ? `/start ${payload}` : "/start" });
}

/** Blocks or unblocks the bot; it receives my_chat_member. */
export function blockAsPerson(world: World, personId: number, hasBlockedBot: boolean): void {
  const before = findPerson(world, personId);
  if (before.hasBlockedBot === hasBlockedBot) return;
  const row = changePerson(world, personId, { hasBlockedBot });
  const as = (isBlocked: boolean) =>
    isBlocked ? ({ status: "kicked", user: world.bot, until_date: 0 } as const) : ({ status: "member", user: world.bot } as const);
  world.updates.push("my_chat_member", {
    chat: toPrivateChat(row),
    from: toUser(row),
    date: readSeconds(world),
    old_chat_member: as(before.hasBlockedBot),
    new_chat_member: as(hasBlockedBot),
  });
  emitToChat(world, personId, { type: "chats" });
}

/** Asks to join a group; the bot receives chat_join_request. */
export function joinAsPerson(world: World, personId: number, chat: number): void {
  const group = world.groups.get(chat);
  if (!group) throw new Refusal("no such group");
  if (isMember(group, personId)) throw new Refusal("the person is a member already");
  const row = findPerson(world, personId);
  changeGroup(world, chat, { joinRequests: { ...group.joinRequests, [personId]: world.clock() } });
  world.updates.push("chat_join_request", {
    chat: toChat(group) as Parameters<typeof world.updates.push<"chat_join_request">>[1]["chat"],
    from: toUser(row),
    user_chat_id: personId,
    date: readSeconds(world),
  });
}

/** Presses an inline button; resolves with the bot's answer, or with nothing when it does not answer in ten seconds. */
export function pressAsPerson(world: World, personId: number, chat: number, messageId: number, data: string): Promise<PressAnswer> {
  const person = openChatAsPerson(world, personId, chat);
  const message = messageId === 0 ? findEphemeralWith(world, chat, personId, data) : findMessage(world, chat, messageId);
  if (!message) throw new Refusal("no such message");
  forgetOldPresses(world);
  const id = String(takeNumber(world, "press", 4_000_000_000_000_001));
  return new Promise((resolve) => {
    const answer = (given: PressAnswer): void => {
      clearTimeout(timer);
      resolve(given);
    };
    // Only the waiting ends here: the query itself stays answerable a while longer.
    const timer = setTimeout(() => resolve({}), PRESS_TIMEOUT_MS);
    timer.unref();
    world.presses.set(id, { at: world.clock(), person: personId, answer });
    world.updates.push("callback_query", { id, from: toUser(person), message, chat_instance: String(chat), data });
  });
}

function forgetOldPresses(world: World): void {
  for (const [id, press] of world.presses) if (world.clock() - press.at > PRESS_KEPT_MS) world.presses.delete(id);
}

/** Ephemeral messages all have the message_id 0, so the button tells which one is meant. */
function findEphemeralWith(world: World, chat: number, viewer: number, data: string): Message | undefined {
  const rows = world.store.messages.listNewest(chat, viewer, 200).filter((row) => row.receiver === viewer);
  return rows.map(readMessage).find((message) => hasButton(message.reply_markup, data));
}

function hasButton(markup: InlineKeyboardMarkup | undefined, data: string): boolean {
  return markup?.inline_keyboard.flat().some((button) => "callback_data" in button && button.callback_data === data) ?? false;
}
