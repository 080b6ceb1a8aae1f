import type { ClientEvent } from "./client-api.ts";
import { isMember } from "./chats.ts";
import type { World } from "./world.ts";

/** Tells the clients of everybody in a chat (or of one person only). */
export function emitToChat(world: World, chat: number, event: ClientEvent, onlyTo?: number): void {
  if (event.type !== "typing") world.activity.set(chat, (world.activity.get(chat) ?? 0) + 1);
  for (const { person, listener } of world.listeners) {
    if (onlyTo !== undefined && onlyTo !== person) continue;
    if (canSeeChat(world, person, chat)) listener(event);
  }
}

/** Tells every client to ask for chats and people again. */
export function emitToAll(world: World, event: ClientEvent): void {
  for (const { listener } of world.listeners) listener(event);
}

export function canSeeChat(world: World, person: number, chat: number): boolean {
  const group = world.groups.get(chat);
  return group ? isMember(group, person) : person === chat;
}
