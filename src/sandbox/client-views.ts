import type { ClientChat, PeopleAnswer } from "./client-api.ts";
import { countMembers, isMember } from "./chats.ts";
import { resolveCommands } from "./commands.ts";
import { emitToAll } from "./events.ts";
import { listMessages } from "./messages.ts";
import { listPinned } from "./pins.ts";
import { findPerson, setPersonLanguage, toPerson } from "./people.ts";
import { changeSettings, readSettings, type GroupRow, type Language, type PersonRow, type World } from "./world.ts";

/** Everybody, in the language now chosen. */
export function listPeople(world: World): Omit<PeopleAnswer, "timeZone"> {
  const { id, username, first_name } = world.bot;
  const people = [...world.people.values()].filter((row) => !row.isDeactivated).map((row) => toPerson(world, row));
  return { bot: { id, username, first_name }, language: readSettings(world).language, people };
}

/** The chats of a person: the private one with the bot first, then the groups. */
export function listChats(world: World, personId: number): ClientChat[] {
  const person = findPerson(world, personId);
  const groups = [...world.groups.values()].filter((group) => isMember(group, personId) && group.migratedTo === undefined);
  return [describePrivateChat(world, person), ...groups.map((group) => describeGroup(world, group, person))];
}

function describePrivateChat(world: World, person: PersonRow): ClientChat {
  return {
    id: person.id,
    type: "private",
    title: world.bot.first_name,
    isForum: false,
    topics: [],
    isStarted: person.isStarted,
    keyboard: person.keyboard,
    commands: resolveCommands(world, person, person.id),
    lastMessage: listMessages(world, person.id, person.id, 1)[0] ?? null,
    pinned: listPinned(world, person.id),
    memberCount: 2,
  };
}

function describeGroup(world: World, group: GroupRow, person: PersonRow): ClientChat {
  return {
    id: group.id,
    type: group.type,
    title: group.title,
    isForum: group.isForum,
    topics: group.topics.map(({ message_thread_id, name }) => ({ message_thread_id, name })),
    isStarted: true,
    keyboard: group.keyboards[person.id] ?? group.keyboards["0"] ?? null,
    commands: resolveCommands(world, person, group.id),
    lastMessage: listMessages(world, group.id, person.id, 1)[0] ?? null,
    pinned: listPinned(world, group.id),
    memberCount: countMembers(group),
  };
}

/** Gives everybody the language, with their names and the groups' titles in it. */
export function setWorldLanguage(world: World, language: Language): void {
  changeSettings(world, { language });
  for (const person of world.people.values()) setPersonLanguage(world, person.id, language);
  for (const group of world.groups.values()) {
    const title = group.titles?.[language];
    if (title !== undefined) world.groups.set(group.id, { ...group, title });
  }
  emitToAll(world, { type: "chats" });
}
