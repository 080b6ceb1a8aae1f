import type { Chat, ChatMember, User } from "@grammyjs/types";
import { Refusal } from "./errors.ts";
import { toPrivateChat } from "./people.ts";
import type { GroupRow, MemberStatus, World } from "./world.ts";

const HERE: readonly MemberStatus[] = ["creator", "administrator", "member"];

export function findGroup(world: World, id: number): GroupRow {
  const row = world.groups.get(id);
  if (!row) throw new Refusal(`no such group: ${id}`);
  return row;
}

export function changeGroup(world: World, id: number, change: Partial<GroupRow>): GroupRow {
  return world.groups.set(id, { ...findGroup(world, id), ...change });
}

export function isMember(group: GroupRow, user: number): boolean {
  const status = group.members[user]?.status;
  return status !== undefined && HERE.includes(status);
}

export function isAdmin(group: GroupRow, user: number): boolean {
  const status = group.members[user]?.status;
  return status === "creator" || status === "administrator";
}

export function countMembers(group: GroupRow): number {
  return Object.values(group.members).filter((member) => HERE.includes(member.status)).length;
}

export function toChatMember(group: GroupRow, user: User): ChatMember {
  const member = group.members[user.id] ?? { status: "left" };
  switch (member.status) {
    case "creator":
      return { status: "creator", user, is_anonymous: false };
    case "administrator":
      return { status: "administrator", user, can_be_edited: false, ...ADMIN_RIGHTS };
    case "member":
      return { status: "member", user, ...(member.tag ? { tag: member.tag } : {}) };
    case "kicked":
      return { status: "kicked", user, until_date: 0 };
    default:
      return { status: "left", user };
  }
}

const ADMIN_RIGHTS = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_manage_tags: true,
  can_post_stories: true,
  can_edit_stories: true,
  can_delete_stories: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_send_welcome_messages: false,
};

export function toChat(group: GroupRow): Chat.GroupChat | Chat.SupergroupChat {
  if (group.type === "group") return { id: group.id, type: "group", title: group.title };
  return {
    id: group.id,
    type: "supergroup",
    title: group.title,
    ...(group.username ? { username: group.username } : {}),
    ...(group.isForum ? { is_forum: true } : {}),
  };
}

/** The Chat object of a group or of a private chat that is known to exist. */
export function findChat(world: World, id: number): Chat {
  const group = world.groups.get(id);
  if (group) return toChat(group);
  const person = world.people.get(id);
  if (!person) throw new Refusal(`no such chat: ${id}`);
  return toPrivateChat(person);
}
