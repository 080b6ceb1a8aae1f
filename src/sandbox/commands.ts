import type { BotCommand, BotCommandScope } from "@grammyjs/types";
import { resolveChatId } from "./access.ts";
import { isAdmin } from "./chats.ts";
import { badRequest } from "./errors.ts";
import type { PersonRow, World } from "./world.ts";

const LIST_LIMIT = 100;

/** The key of one command list: a scope, the chat and user it names, a language ("" for the list of all languages). */
export function toScopeKey(world: World, scope: BotCommandScope = { type: "default" }, language = ""): string {
  const chat = "chat_id" in scope ? resolveChatId(world, scope.chat_id) : "";
  const isKnown = chat === "" || (chat !== undefined && (world.groups.get(chat) ?? world.people.get(chat)));
  if (!isKnown) throw badRequest("chat not found");
  return [scope.type, chat, "user_id" in scope ? scope.user_id : "", language].join("|");
}

/** Refuses names and descriptions that Telegram refuses. */
export function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > LIST_LIMIT) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest("BOT_COMMAND_INVALID");
    if (description.length < 1 || description.length > 256) throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  }
}

/** The command menu of a chat for one person: the first list that is set, in the order of Telegram's documentation. */
export function resolveCommands(world: World, person: PersonRow, chat: number): BotCommand[] {
  const language = person.language_code.slice(0, 2);
  for (const scope of listScopes(world, person.id, chat)) {
    for (const code of [language, ""]) {
      const list = world.commandLists.get(`${scope}|${code}`);
      if (list) return list.commands;
    }
  }
  return [];
}

function listScopes(world: World, person: number, chat: number): string[] {
  const group = world.groups.get(chat);
  if (!group) return [`chat|${chat}|`, "all_private_chats||", "default||"];
  const admin = isAdmin(group, person);
  return [
    `chat_member|${chat}|${person}`,
    ...(admin ? [`chat_administrators|${chat}|`] : []),
    `chat|${chat}|`,
    ...(admin ? ["all_chat_administrators||"] : []),
    "all_group_chats||",
    "default||",
  ];
}
