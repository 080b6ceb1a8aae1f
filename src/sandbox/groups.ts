import type { Chat } from "@grammyjs/types";
import { changeGroup, findGroup, isAdmin, toChat, toChatMember } from "./chats.ts";
import { Refusal } from "./errors.ts";
import { emitToChat } from "./events.ts";
import { postService } from "./messages.ts";
import { findUser } from "./people.ts";
import { readSeconds, readSettings, takeNumber, type Language, type MemberRow, type MemberStatus, type World } from "./world.ts";

export type NewGroup = {
  id?: number;
  title?: string;
  titles?: Record<Language, string>;
  /** A supergroup unless the id is one of a basic group (above -1000000000000). */
  type?: "group" | "supergroup";
  isForum?: boolean;
  username?: string;
  members: number[];
  creator?: number;
  botIsAdmin?: boolean;
};

const FIRST_SUPERGROUP_ID = 1_002_000_000_001;
const FIRST_GROUP_ID = 400_000_001;
/** Ids of supergroups begin with -100. */
const HIGHEST_SUPERGROUP_ID = -1_000_000_000_000;

/** Adds a group with the bot in it, or updates title and members of the one with this id; adding the bot tells the bot. */
export function addGroup(world: World, input: NewGroup): Chat {
  const type = input.type ?? (input.id === undefined || input.id <= HIGHEST_SUPERGROUP_ID ? "supergroup" : "group");
  const id = input.id ?? takeGroupId(world, type);
  const known = world.groups.get(id);
  const creator = input.creator ?? input.members[0];
  const members: Record<string, MemberRow> = { ...known?.members };
  for (const person of input.members) members[person] ??= { status: person === creator ? "creator" : "member" };
  world.groups.set(id, {
    topics: [],
    keyboards: {},
    joinRequests: {},
    inviteLinks: [],
    ...known,
    id,
    type: known?.type ?? type,
    title: input.titles?.[readSettings(world).language] ?? input.title ?? known?.title ?? "",
    titles: input.titles,
    username: input.username,
    isForum: input.isForum ?? false,
    members,
  });
  if (!known) setMember(world, id, world.bot.id, input.botIsAdmin === false ? "member" : "administrator", creator ?? world.bot.id);
  return toChat(findGroup(world, id));
}

function takeGroupId(world: World, type: "group" | "supergroup"): number {
  return type === "supergroup" ? -takeNumber(world, "supergroup", FIRST_SUPERGROUP_ID) : -takeNumber(world, "group", FIRST_GROUP_ID);
}

/** Changes what a user is in a group and sends the my_chat_member or chat_member update that Telegram would. */
export function setMember(world: World, groupId: number, user: number, status: MemberStatus, by: number, viaJoinRequest = false): void {
  const group = findGroup(world, groupId);
  const before = toChatMember(group, findUser(world, user));
  const after = changeGroup(world, groupId, { members: { ...group.members, [user]: { ...group.members[user], status } } });
  const change = {
    chat: toChat(after),
    from: findUser(world, by),
    date: readSeconds(world),
    old_chat_member: before,
    new_chat_member: toChatMember(after, findUser(world, user)),
    ...(viaJoinRequest ? { via_join_request: true } : {}),
  };
  if (user === world.bot.id) world.updates.push("my_chat_member", change);
  else if (isAdmin(after, world.bot.id)) world.updates.push("chat_member", change);
  emitToChat(world, groupId, { type: "chats" });
}

/** Adds a person (or the bot) to a group, with the service message that everybody sees. */
export function addMember(world: World, groupId: number, user: number, options: { by?: number; viaJoinRequest?: boolean } = {}): void {
  const isBot = user === world.bot.id;
  setMember(world, groupId, user, isBot ? "administrator" : "member", options.by ?? user, options.viaJoinRequest);
  if (!isBot) postService(world, groupId, options.by ?? user, { new_chat_members: [findUser(world, user)] });
}

/** Removes a person (or the bot) from a group; a bot that is removed has been kicked. */
export function removeMember(world: World, groupId: number, user: number, by?: number): void {
  const isBot = user === world.bot.id;
  if (!isBot) postService(world, groupId, by ?? user, { left_chat_member: findUser(world, user) });
  const creator = Object.entries(findGroup(world, groupId).members).find(([, member]) => member.status === "creator")?.[0];
  setMember(world, groupId, user, isBot ? "kicked" : "left", by ?? (isBot ? Number(creator ?? user) : user));
}

/** Turns a basic group into a supergroup with a new id; the old id then answers with migrate_to_chat_id. */
export function migrateGroup(world: World, groupId: number): Chat {
  const old = findGroup(world, groupId);
  if (old.type !== "group") throw new Refusal("only a basic group can become a supergroup");
  const id = takeGroupId(world, "supergroup");
  const creator = Number(Object.entries(old.members).find(([, member]) => member.status === "creator")?.[0] ?? world.bot.id);
  world.groups.set(id, { ...old, id, type: "supergroup" });
  postService(world, groupId, creator, { migrate_to_chat_id: id });
  changeGroup(world, groupId, { migratedTo: id });
  postService(world, id, creator, { migrate_from_chat_id: groupId });
  emitToChat(world, id, { type: "chats" });
  return toChat(findGroup(world, id));
}
