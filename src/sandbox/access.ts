import type { Chat, Message } from "@grammyjs/types";
import { findChat, isAdmin, isMember } from "./chats.ts";
import { BotApiError, badRequest, forbidden } from "./errors.ts";
import { findMessage } from "./messages.ts";
import type { GroupRow, World } from "./world.ts";

/** After asking to join, a person may be written to for five minutes without having pressed Start. */
const JOIN_REQUEST_CONTACT_MS = 5 * 60_000;

/** The id behind a chat_id parameter (a number, digits, @username), or undefined when there is no such chat. */
export function resolveChatId(world: World, chatId: number | string): number | undefined {
  if (typeof chatId === "number" || /^-?\d+$/.test(chatId)) return Number(chatId);
  const username = chatId.replace(/^@/, "").toLowerCase();
  return [...world.groups.values()].find((group) => group.username?.toLowerCase() === username)?.id;
}

/** The chat that a method reads; refuses chats that the bot cannot know. */
export function openChat(world: World, chatId: number | string): Chat {
  if (chatId === "") throw badRequest("chat_id is empty");
  const id = resolveChatId(world, chatId);
  const group = id === undefined ? undefined : world.groups.get(id);
  if (id === undefined || (!group && !isPersonKnown(world, id))) throw badRequest("chat not found");
  if (group) refuseLeftGroup(world, group);
  return findChat(world, id);
}

/** The chat that a method writes to; refuses as Telegram does when the bot may not. */
export function openChatForWriting(world: World, chatId: number | string): Chat {
  const chat = openChat(world, chatId);
  const group = world.groups.get(chat.id);
  if (group?.migratedTo !== undefined) {
    throw new BotApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", { migrate_to_chat_id: group.migratedTo });
  }
  if (!group) refuseClosedPerson(world, chat.id);
  return chat;
}

/** A group of which the caller needs the row; refuses private chats. */
export function openGroup(world: World, chatId: number | string): GroupRow {
  const chat = openChatForWriting(world, chatId);
  const group = world.groups.get(chat.id);
  if (!group) throw badRequest("method is available only for groups and supergroups");
  return group;
}

/** Refuses what needs administrator rights when the bot has none. */
export function requireAdmin(world: World, group: GroupRow, description: string): void {
  if (!isAdmin(group, world.bot.id)) throw badRequest(description);
}

/** A message that a method works on; refuses with Telegram's text for that method ("message to edit not found"). */
export function openMessage(world: World, chatId: number, messageId: number | undefined, purpose: string): Message {
  const message = messageId === undefined ? undefined : findMessage(world, chatId, messageId);
  if (!message) throw badRequest(`${purpose} not found`);
  return message;
}

function refuseLeftGroup(world: World, group: GroupRow): void {
  const kind = group.type === "supergroup" ? "supergroup chat" : "group chat";
  const status = group.members[world.bot.id]?.status;
  if (status === "kicked") throw forbidden(`bot was kicked from the ${kind}`);
  if (!isMember(group, world.bot.id)) throw forbidden(`bot is not a member of the ${kind}`);
}

function refuseClosedPerson(world: World, id: number): void {
  const person = world.people.get(id);
  if (!person || person.isDeactivated) throw forbidden("user is deactivated");
  if (person.hasBlockedBot) throw forbidden("bot was blocked by the user");
  if (!person.isStarted && !hasFreshJoinRequest(world, id)) throw forbidden("bot can't initiate conversation with a user");
}

/** The bot knows those who started it and those whom it has met in a group. */
function isPersonKnown(world: World, id: number): boolean {
  const person = world.people.get(id);
  if (!person) return false;
  if (person.isStarted) return true;
  return [...world.groups.values()].some((group) => group.members[id] !== undefined || group.joinRequests[id] !== undefined);
}

function hasFreshJoinRequest(world: World, id: number): boolean {
  return [...world.groups.values()].some((group) => (group.joinRequests[id] ?? 0) > world.clock() - JOIN_REQUEST_CONTACT_MS);
}
