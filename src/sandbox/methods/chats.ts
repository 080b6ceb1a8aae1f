import type { Chat, ChatInviteLink } from "@grammyjs/types";
import { openChat, openGroup, requireAdmin } from "../access.ts";
import { changeGroup, countMembers, isAdmin, isMember, toChatMember } from "../chats.ts";
import { badRequest } from "../errors.ts";
import { addMember, setMember } from "../groups.ts";
import { findMessage } from "../messages.ts";
import { findUser } from "../people.ts";
import { listPinnedIds } from "../pins.ts";
import { takeNumber, type GroupRow, type World } from "../world.ts";
import type { Handlers } from "./method.ts";

const TAG_LIMIT = 16;
const PERMISSIONS = {
  can_send_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_change_info: false,
  can_invite_users: true,
  can_pin_messages: false,
  can_manage_topics: false,
};

function describeChat(world: World, chat: Chat): object {
  const group = world.groups.get(chat.id);
  const link = group?.inviteLinks.find((each) => each.is_primary && !each.is_revoked)?.invite_link;
  const pinnedId = listPinnedIds(world, chat.id).at(-1);
  const pinned = pinnedId === undefined ? undefined : findMessage(world, chat.id, pinnedId);
  return {
    ...chat,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: { unlimited_gifts: false, limited_gifts: false, unique_gifts: false, premium_subscription: false },
    ...(group ? { permissions: PERMISSIONS } : {}),
    ...(link ? { invite_link: link } : {}),
    ...(pinned ? { pinned_message: pinned } : {}),
  };
}

function openMembers(world: World, chatId: number | string): GroupRow {
  const group = world.groups.get(openChat(world, chatId).id);
  if (!group) throw badRequest("there are no administrators in the private chat");
  return group;
}

function addInviteLink(world: World, group: GroupRow, fields: Partial<ChatInviteLink>): ChatInviteLink {
  const link: ChatInviteLink = {
    invite_link: `https://t.me/+sandbox${takeNumber(world, "link")}`,
    creator: world.bot,
    creates_join_request: false,
    is_primary: false,
    is_revoked: false,
    ...fields,
  };
  changeGroup(world, group.id, { inviteLinks: [...group.inviteLinks, link] });
  return link;
}

function openLinks(world: World, chatId: number | string): GroupRow {
  const group = openGroup(world, chatId);
  requireAdmin(world, group, "not enough rights to manage chat invite link");
  return group;
}

/** Takes the request away, as both answers to it do. */
function takeJoinRequest(world: World, chatId: number | string, user: number): GroupRow {
  const group = openGroup(world, chatId);
  requireAdmin(world, group, "not enough rights");
  if (isMember(group, user)) throw badRequest("USER_ALREADY_PARTICIPANT");
  if (group.joinRequests[user] === undefined) throw badRequest("HIDE_REQUESTER_MISSING");
  const { [user]: _taken, ...joinRequests } = group.joinRequests;
  return changeGroup(world, group.id, { joinRequests });
}

export const memberMethods: Handlers<
  "getChat" | "getChatMember" | "getChatAdministrators" | "getChatMemberCount" | "leaveChat" | "setChatMemberTag"
> = {
  getChat: ({ world }, params) => describeChat(world, openChat(world, params.chat_id)),
  getChatMember: ({ world }, params) => {
    const group = openMembers(world, params.chat_id);
    const isSomebody = params.user_id === world.bot.id || world.people.get(params.user_id);
    if (!isSomebody) throw badRequest("PARTICIPANT_ID_INVALID");
    return toChatMember(group, findUser(world, params.user_id));
  },
  getChatAdministrators: ({ world }, params) => {
    const group = openMembers(world, params.chat_id);
    // Bots other than the current one are left out; there are none here, and the current one is an administrator like others.
    const ids = Object.keys(group.members).map(Number);
    return ids.filter((id) => isAdmin(group, id)).map((id) => toChatMember(group, findUser(world, id)));
  },
  getChatMemberCount: ({ world }, params) => {
    const group = world.groups.get(openChat(world, params.chat_id).id);
    return group ? countMembers(group) : 2;
  },
  leaveChat: ({ world }, params) => {
    const group = openGroup(world, params.chat_id);
    setMember(world, group.id, world.bot.id, "left", world.bot.id);
    return true;
  },
  setChatMemberTag: ({ world }, params) => {
    const group = openGroup(world, params.chat_id);
    if (group.type !== "supergroup") throw badRequest("method is available only for supergroups");
    requireAdmin(world, group, "not enough rights to change the tag of the user");
    const member = group.members[params.user_id];
    if (!member || !isMember(group, params.user_id)) throw badRequest("USER_NOT_PARTICIPANT");
    const tag = params.tag ?? "";
    if (tag.length > TAG_LIMIT) throw badRequest("TAG_INVALID");
    if (/\p{Extended_Pictographic}/u.test(tag)) throw badRequest("TAG_EMOJI_NOT_ALLOWED");
    changeGroup(world, group.id, { members: { ...group.members, [params.user_id]: { ...member, tag: tag || undefined } } });
    return true;
  },
};

export const joinMethods: Handlers<
  "approveChatJoinRequest" | "declineChatJoinRequest" | "createChatInviteLink" | "exportChatInviteLink" | "revokeChatInviteLink"
> = {
  approveChatJoinRequest: ({ world }, params) => {
    const group = takeJoinRequest(world, params.chat_id, params.user_id);
    addMember(world, group.id, params.user_id, { viaJoinRequest: true });
    return true;
  },
  declineChatJoinRequest: ({ world }, params) => {
    takeJoinRequest(world, params.chat_id, params.user_id);
    return true;
  },
  createChatInviteLink: ({ world }, params) => {
    const { chat_id, ...fields } = params;
    return addInviteLink(world, openLinks(world, chat_id), fields);
  },
  exportChatInviteLink: ({ world }, params) => {
    const group = openLinks(world, params.chat_id);
    const inviteLinks = group.inviteLinks.map((link) => (link.is_primary ? { ...link, is_revoked: true } : link));
    return addInviteLink(world, changeGroup(world, group.id, { inviteLinks }), { is_primary: true }).invite_link;
  },
  revokeChatInviteLink: ({ world }, params) => {
    const group = openLinks(world, params.chat_id);
    const link = group.inviteLinks.find((each) => each.invite_link === params.invite_link);
    if (!link) throw badRequest("INVITE_HASH_EXPIRED");
    const revoked = { ...link, is_revoked: true };
    changeGroup(world, group.id, { inviteLinks: group.inviteLinks.map((each) => (each === link ? revoked : each)) });
    return revoked;
  },
};
