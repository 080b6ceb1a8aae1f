import type { Chat } from "@grammyjs/types";
import { openChatForWriting, openMessage, requireAdmin } from "../access.ts";
import { badRequest } from "../errors.ts";
import { isService, postService } from "../messages.ts";
import { addPin, listPinnedIds, removePins } from "../pins.ts";
import type { World } from "../world.ts";
import type { Handlers } from "./method.ts";

function openForPinning(world: World, chatId: number | string): Chat {
  const chat = openChatForWriting(world, chatId);
  const group = world.groups.get(chat.id);
  if (group) requireAdmin(world, group, "not enough rights to manage pinned messages in the chat");
  return chat;
}

export const pinMethods: Handlers<"pinChatMessage" | "unpinChatMessage" | "unpinAllChatMessages" | "setMessageReaction"> = {
  pinChatMessage: ({ world }, params) => {
    const chat = openForPinning(world, params.chat_id);
    const message = openMessage(world, chat.id, params.message_id, "message to pin");
    if (isService(message)) throw badRequest("service messages can't be pinned");
    if (!addPin(world, chat.id, message.message_id)) return true;
    const { reply_to_message: _reply, ...pinned } = message;
    postService(world, chat.id, world.bot.id, { pinned_message: pinned }, message.message_thread_id);
    return true;
  },
  unpinChatMessage: ({ world }, params) => {
    const chat = openForPinning(world, params.chat_id);
    const id = params.message_id ?? listPinnedIds(world, chat.id).at(-1);
    removePins(world, chat.id, openMessage(world, chat.id, id, "message to unpin").message_id);
    return true;
  },
  unpinAllChatMessages: ({ world }, params) => {
    removePins(world, openForPinning(world, params.chat_id).id);
    return true;
  },
  setMessageReaction: ({ world }, params) => {
    const chat = openChatForWriting(world, params.chat_id);
    openMessage(world, chat.id, params.message_id, "message to react");
    if ((params.reaction ?? []).length > 1) throw badRequest("REACTIONS_TOO_MANY");
    // The Message type has no field for reactions, so there is nothing that the page could show.
    return true;
  },
};
