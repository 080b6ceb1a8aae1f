import type { Message } from "@grammyjs/types";
import { openChatForWriting, openMessage } from "../access.ts";
import { isAdmin } from "../chats.ts";
import { badRequest } from "../errors.ts";
import { deleteMessage, findMessage } from "../messages.ts";
import { readSeconds, type World } from "../world.ts";
import type { Handlers } from "./method.ts";

const DELETABLE_SECONDS = 48 * 3600;
const BULK_LIMIT = 100;

/**
 * Refuses what a bot may not delete. The two texts and the second by which the limits differ are those of TDLib, on which the Bot API runs
 * (can_delete_channel_message, can_revoke_message): a supergroup never says "for everyone".
 */
function checkDeletable(world: World, message: Message): void {
  const age = readSeconds(world) - message.date;
  const group = world.groups.get(message.chat.id);
  const isSupergroup = group?.type === "supergroup";
  const isForeign = group !== undefined && message.from?.id !== world.bot.id && !isAdmin(group, world.bot.id);
  if (isSupergroup && (age >= DELETABLE_SECONDS || message.forum_topic_created || isForeign)) throw badRequest("message can't be deleted");
  if (isForeign || age > DELETABLE_SECONDS) throw badRequest("message can't be deleted for everyone");
}

export const deleteMethods: Handlers<"deleteMessage" | "deleteMessages"> = {
  deleteMessage: ({ world }, params) => {
    const chat = openChatForWriting(world, params.chat_id);
    const message = openMessage(world, chat.id, params.message_id, "message to delete");
    checkDeletable(world, message);
    deleteMessage(world, message);
    return true;
  },
  deleteMessages: ({ world }, params) => {
    const chat = openChatForWriting(world, params.chat_id);
    if (params.message_ids.length === 0) throw badRequest("message identifiers are not specified");
    if (params.message_ids.length > BULK_LIMIT) throw badRequest("too many message identifiers specified");
    // Those that cannot be found are skipped; one that may not be deleted refuses the whole call, and then none is.
    const messages = [...new Set(params.message_ids)].flatMap((id) => findMessage(world, chat.id, id) ?? []);
    for (const message of messages) checkDeletable(world, message);
    for (const message of messages) deleteMessage(world, message);
    return true;
  },
};
