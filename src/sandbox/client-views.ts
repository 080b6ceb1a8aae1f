import type { ClientChat, PeopleAnswer } from "./client-api.ts";
import { countMembers, isMember } from "./chats.ts";
import { resolveCommands } from "./commands.ts";
import { emitToAll } from "./events.ts";
import { listMessages } from "./messages.ts";
import { listPinned } from "./pins.ts";
import { findPerson, setPersonLanguage, toPerson } from "./people.ts";
import { changeSettings, readSettings, type GroupRow, type Language, type PersonRow, type World } from "./world.ts";

export type PeopleQuery = { search?: string | undefined; with?: number | undefined; limit?: number | undefined };

/** Everybody (or those who fit the query), in the language now chosen. */
export function listPeople(world: World, query: PeopleQuery = {}): Omit<PeopleAnswer, "timeZone"> {
  const { id, username, first_name } = world.bot;
  const { search = "", limit = Number.MAX_SAFE_INTEGER } = query;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const everybody = [...world.people.values()].filter((row) => !row.isDeactivated);
  const fitting = words.length === 0 ? everybody : everybody.filter((row) => hasWords(world, row, words));
  const shown = fitting.length > limit ? fitting.toSorted((a, b) => rankRole(a) - rankRole(b)).slice(0, limit) : fitting;
  const chosen = query.with === undefined ? undefined : world.people.get(query.with);
  if (chosen && !chosen.isDeactivated && !shown.includes(chosen)) shown.push(chosen);
  const people = shown.map((row) => ({ ...toPerson(world, row), activity: sumActivity(world, row.id) }));
  return { bot: { id, username, first_name }, language: readSettings(world).language, people, total: fitting.length };
}

/** Where not all can be shown, the few who work for the company come before its thousands of retailers. */
const rankRole = ({ role }: PersonRow): number => (role === "retailer" ? 1 : 0);

function hasWords(world: World, row: PersonRow, words: string[]): boolean {
  const { name, phone, role, note } = toPerson(world, row);
  const text = `${name} ${phone} ${role} ${note} ${row.id}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function sumActivity(world: World, person: number): number {
  let sum = world.activity.get(person) ?? 0;
  for (const group of world.groups.values()) if (isMember(group, person)) sum += world.activity.get(group.id) ?? 0;
  return sum;
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
