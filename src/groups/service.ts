import {
  findGroupEver,
  markGroupBack,
  markGroupLeft,
  saveGroupLink,
  setGroupLocale as storeGroupLocale,
  unlinkGroup as storeUnlink,
  updateGroupChat,
  type Group,
  type GroupLink,
  type LinkResult,
} from "../../db/groups.ts";
import { migrateChat } from "../../db/deliveries.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";

export {
  findDeskGroup,
  findGroup,
  findGroupEver,
  findGroupPlace,
  findGroupsOfRoute,
  findLinkableDistricts,
  findLinkableRoutes,
  findLinkedGroups,
  findRetailerGroups,
  findTopics,
  type Group,
  type GroupLink,
  type GroupPlace,
  type LinkableRoute,
  type LinkResult,
} from "../../db/groups.ts";
export { ensureTopic, ensureTopics, forgetTopic, renameTopics } from "./topics.ts";

/** Links a group to a route, a district or a district's desk, anew if need be. Refused for an unknown place and for a second desk of a district. */
export async function linkGroup(deps: Deps, link: GroupLink): Promise<LinkResult> {
  return saveGroupLink(deps.db, link, deps.clock());
}

/** Ends the service of a group; false when it was not linked. */
export async function unlinkGroup(deps: Deps, chatId: number, actorId: number): Promise<boolean> {
  return storeUnlink(deps.db, chatId, actorId, deps.clock());
}

/** Sets the language the bot speaks in one group, or in all. */
export async function setGroupLocale(deps: Deps, locale: Locale, chatId?: number): Promise<void> {
  await storeGroupLocale(deps.db, locale, chatId);
}

/** What a Telegram chat object says about a group; a title may be missing in old updates. */
export type SeenGroup = { id: number; title?: string | undefined; username?: string | undefined; is_forum?: boolean | undefined };

/** Keeps a known group's title, username and forum state as Telegram shows them now. */
export async function noteGroup(deps: Deps, chat: SeenGroup): Promise<void> {
  const group = await findGroupEver(deps.db, chat.id);
  if (!group) return;
  const now = { title: chat.title ?? group.title, username: chat.username ?? null, isForum: chat.is_forum === true };
  const isSame = now.title === group.title && now.username === group.username && now.isForum === group.isForum;
  if (!isSame) await updateGroupChat(deps.db, chat.id, now);
}

/** Notes that the bot was removed from a group: nothing is sent to it until it comes back. */
export async function noteRemoval(deps: Deps, chatId: number): Promise<void> {
  await markGroupLeft(deps.db, chatId);
}

/** Notes that the bot is in a group again; the group when it is linked, however it came about. */
export async function noteReturn(deps: Deps, chatId: number): Promise<Group | undefined> {
  await markGroupBack(deps.db, chatId);
  const group = await findGroupEver(deps.db, chatId);
  return group?.state === "active" ? group : undefined;
}

/** Telegram gave a group a new id: everything that waits for it goes to the new one. */
export async function noteMigration(deps: Deps, from: number, to: number): Promise<void> {
  await migrateChat(deps.db, from, to);
}
