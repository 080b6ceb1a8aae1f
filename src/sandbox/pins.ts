import type { ClientMessage } from "./client-api.ts";
import { toClientMessage, unpackMessage } from "./client-message.ts";
import { emitToChat } from "./events.ts";
import type { World } from "./world.ts";

/** The pinned messages of a chat, the newest last, whatever the order in which they were pinned. */
export function listPinnedIds(world: World, chat: number): readonly number[] {
  return (world.groups.get(chat) ?? world.people.get(chat))?.pinned ?? [];
}

/** The pinned messages that are still there, the newest last, as clients show them. */
export function listPinned(world: World, chat: number): ClientMessage[] {
  return listPinnedIds(world, chat).flatMap((id) => {
    const row = world.store.messages.find(chat, id);
    if (!row) return [];
    const { message, marks } = unpackMessage(row);
    return [toClientMessage(message, marks)];
  });
}

/** Pins a message; says whether it was not pinned before. */
export function addPin(world: World, chat: number, messageId: number): boolean {
  const before = listPinnedIds(world, chat);
  if (before.includes(messageId)) return false;
  setPins(
    world,
    chat,
    [...before, messageId].toSorted((a, b) => a - b),
  );
  return true;
}

/** Takes one message, or all of them, from the pinned ones. */
export function removePins(world: World, chat: number, messageId?: number): void {
  const before = listPinnedIds(world, chat);
  const after = before.filter((id) => messageId !== undefined && id !== messageId);
  if (after.length < before.length) setPins(world, chat, after);
}

function setPins(world: World, chat: number, pinned: number[]): void {
  const group = world.groups.get(chat);
  const person = world.people.get(chat);
  if (group) world.groups.set(chat, { ...group, pinned });
  else if (person) world.people.set(chat, { ...person, pinned });
  emitToChat(world, chat, { type: "chats" });
}
