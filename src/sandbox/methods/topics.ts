import { openGroup, requireAdmin } from "../access.ts";
import { changeGroup } from "../chats.ts";
import { badRequest } from "../errors.ts";
import { emitToChat } from "../events.ts";
import { peekMessageId, postService } from "../messages.ts";
import type { GroupRow, TopicRow, World } from "../world.ts";
import type { Handlers } from "./method.ts";

const NAME_LIMIT = 128;
const DEFAULT_ICON_COLOR = 0x6fb9f0;

function openForum(world: World, chatId: number | string): GroupRow {
  const group = openGroup(world, chatId);
  if (!group.isForum) throw badRequest("the chat is not a forum");
  requireAdmin(world, group, "not enough rights to manage topics");
  return group;
}

function openTopic(group: GroupRow, thread: number): TopicRow {
  const topic = group.topics.find((each) => each.message_thread_id === thread);
  if (!topic) throw badRequest("message thread not found");
  return topic;
}

function changeTopic(world: World, group: GroupRow, topic: TopicRow, change: Partial<TopicRow>): void {
  const topics = group.topics.map((each) => (each === topic ? { ...topic, ...change } : each));
  changeGroup(world, group.id, { topics });
  emitToChat(world, group.id, { type: "chats" });
}

function checkName(name: string): string {
  const clean = name.trim();
  if (clean === "") throw badRequest("name must be non-empty");
  if (clean.length > NAME_LIMIT) throw badRequest("TOPIC_TITLE_INVALID");
  return clean;
}

function setClosed(world: World, chatId: number | string, thread: number, isClosed: boolean): true {
  const group = openForum(world, chatId);
  const topic = openTopic(group, thread);
  if (topic.isClosed === isClosed) throw badRequest("TOPIC_NOT_MODIFIED");
  changeTopic(world, group, topic, { isClosed });
  postService(world, group.id, world.bot.id, isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} }, thread);
  return true;
}

export const topicMethods: Handlers<"createForumTopic" | "editForumTopic" | "closeForumTopic" | "reopenForumTopic" | "deleteForumTopic"> = {
  createForumTopic: ({ world }, params) => {
    const group = openForum(world, params.chat_id);
    const name = checkName(params.name);
    const icon_color = params.icon_color ?? DEFAULT_ICON_COLOR;
    const created = { name, icon_color, ...(params.icon_custom_emoji_id ? { icon_custom_emoji_id: params.icon_custom_emoji_id } : {}) };
    // A topic's number is the id of the service message that opened it, which therefore lies in its own thread.
    const thread = peekMessageId(world, group.id);
    postService(world, group.id, world.bot.id, { forum_topic_created: created }, thread);
    changeGroup(world, group.id, { topics: [...group.topics, { message_thread_id: thread, ...created, isClosed: false }] });
    emitToChat(world, group.id, { type: "chats" });
    return { message_thread_id: thread, ...created };
  },
  editForumTopic: ({ world }, params) => {
    const group = openForum(world, params.chat_id);
    const topic = openTopic(group, params.message_thread_id);
    const name = params.name === undefined || params.name === "" ? topic.name : checkName(params.name);
    const emoji = params.icon_custom_emoji_id;
    if (name === topic.name && (emoji === undefined || emoji === topic.icon_custom_emoji_id)) throw badRequest("TOPIC_NOT_MODIFIED");
    const change = { ...(name === topic.name ? {} : { name }), ...(emoji === undefined ? {} : { icon_custom_emoji_id: emoji }) };
    changeTopic(world, group, topic, change);
    postService(world, group.id, world.bot.id, { forum_topic_edited: change }, params.message_thread_id);
    return true;
  },
  closeForumTopic: ({ world }, params) => setClosed(world, params.chat_id, params.message_thread_id, true),
  reopenForumTopic: ({ world }, params) => setClosed(world, params.chat_id, params.message_thread_id, false),
  deleteForumTopic: ({ world }, params) => {
    const group = openForum(world, params.chat_id);
    const topic = openTopic(group, params.message_thread_id);
    world.store.messages.deleteThread(group.id, topic.message_thread_id);
    changeGroup(world, group.id, { topics: group.topics.filter((each) => each !== topic) });
    emitToChat(world, group.id, { type: "chats" });
    return true;
  },
};
