import {
  findGroupEver,
  markGroupBack,
  markGroupLeft,
  saveGroupLink,
  setGroupLocale as storeGroupLocale,
  setLicensedOnly,
  unlinkGroup as storeUnlink,
  updateGroupChat,
  type Group,
  type GroupLink,
  type LinkResult,
} from "../../db/groups.ts";
import { closePublicDesk } from "../../db/groups/public-desk.ts";
import { migrateChat } from "../../db/deliveries.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findAdmins } from "../staff/service.ts";
import { LANE } from "../telegram/rules.ts";

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

/**
 * Links a group to a route, a district or a district's desk, anew if need be. Refused for an unknown place, for a second desk of a
 * district, and for a public group as a desk: anyone could read the complaints.
 */
export async function linkGroup(deps: Deps, link: GroupLink): Promise<LinkResult | { ok: false; reason: "desk_public"; username: string }> {
  if (link.kind === "desk" && link.username !== null) return { ok: false, reason: "desk_public", username: link.username };
  return saveGroupLink(deps.db, link, deps.clock());
}

/** Ends the service of a group; false when it was not linked. */
export async function unlinkGroup(deps: Deps, chatId: number, actorId: number): Promise<boolean> {
  return storeUnlink(deps.db, chatId, actorId, deps.clock());
}

/** Confirms, or takes back, that only licensed retailers are in a group: posts about goods go nowhere else; false when it is no such group. */
export async function confirmLicensedOnly(deps: Deps, chatId: number, isConfirmed: boolean, actorId: number): Promise<boolean> {
  return setLicensedOnly(deps.db, chatId, isConfirmed, actorId, deps.clock());
}

/** Sets the language the bot speaks in one group, or in all. */
export async function setGroupLocale(deps: Deps, locale: Locale, chatId?: number): Promise<void> {
  await storeGroupLocale(deps.db, locale, chatId);
}

/** What a Telegram chat object says about a group; a title may be missing in old updates. */
export type SeenGroup = { id: number; title?: string | undefined; username?: string | undefined; is_forum?: boolean | undefined };

/** A desk that turned public is out of use at once: the admins learn it, and its district's complaints go another way. */
async function closeDesk(
  deps: Deps,
  { id, chatId, linkedAt }: Group,
  chat: Pick<Group, "title" | "isForum">,
  username: string,
): Promise<void> {
  const admins = await findAdmins(deps);
  const tell = admins.map((personId) => ({
    dedupeKey: `desk_public-${id}-${linkedAt}-${personId}`,
    kind: "desk_public" as const,
    subjectId: id,
    lane: LANE.promise,
    chatId: personId,
  }));
  if (!(await closePublicDesk(deps.db, { chatId, ...chat, username }, tell, deps.clock()))) return;
  deps.log.warn({ group: id }, "a service desk turned public and was taken out of use");
  deps.kickSender();
}

/** Keeps a known group's title, username and forum state as Telegram shows them now. */
export async function noteGroup(deps: Deps, chat: SeenGroup): Promise<void> {
  const group = await findGroupEver(deps.db, chat.id);
  if (!group) return;
  const { username = null } = chat;
  const now = { title: chat.title ?? group.title, username, isForum: chat.is_forum === true };
  if (group.kind === "desk" && group.state !== "unlinked" && username !== null) return closeDesk(deps, group, now, username);
  const isSame = now.title === group.title && now.username === group.username && now.isForum === group.isForum;
  if (!isSame) await updateGroupChat(deps.db, chat.id, now);
}

/** A message that arrives from a group proves that the bot is in it, whatever a refused send made of it. */
export async function notePresence(deps: Deps, chatId: number): Promise<void> {
  await markGroupBack(deps.db, chatId);
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
