import type { Chat, User } from "@grammyjs/types";
import type { Person } from "./client-api.ts";
import { Refusal } from "./errors.ts";
import { readSettings, takeNumber, type Language, type LocalizedName, type PersonRow, type World } from "./world.ts";

export type NewPerson = {
  id?: number;
  first_name?: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  phone: string;
  role?: string;
  names?: Record<Language, LocalizedName>;
  notes?: Record<Language, string>;
  /** Pressed Start before the world began: the bot may write to them at once. */
  isStarted?: boolean;
};

const FIRST_PERSON_ID = 700_000_001;

/** Adds a person, or updates the one with this id; what they did (started, blocked) stays. */
export function addPerson(world: World, input: NewPerson): Omit<Person, "activity"> {
  const id = input.id ?? takeNumber(world, "person", FIRST_PERSON_ID);
  const known = world.people.get(id);
  const language = readSettings(world).language;
  const name = input.names ? splitName(input.names[language]) : { first_name: input.first_name ?? "", last_name: input.last_name };
  const row: PersonRow = {
    id,
    ...name,
    username: input.username,
    language_code: known?.language_code ?? input.language_code ?? language,
    phone: input.phone,
    role: input.role ?? "",
    names: input.names,
    notes: input.notes,
    isStarted: known?.isStarted ?? input.isStarted ?? false,
    hasBlockedBot: known?.hasBlockedBot ?? false,
    isDeactivated: known?.isDeactivated ?? false,
    keyboard: known?.keyboard ?? null,
    pinned: known?.pinned,
  };
  return toPerson(world, world.people.set(id, row));
}

function splitName(name: LocalizedName): { first_name: string; last_name?: string | undefined } {
  if (typeof name !== "string") return name;
  const [first = "", ...rest] = name.split(" ");
  return { first_name: first, last_name: rest.join(" ") || undefined };
}

export function findPerson(world: World, id: number): PersonRow {
  const row = world.people.get(id);
  if (!row) throw new Refusal(`no such person: ${id}`);
  return row;
}

export function changePerson(world: World, id: number, change: Partial<PersonRow>): PersonRow {
  return world.people.set(id, { ...findPerson(world, id), ...change });
}

/** Gives the person (and, when there are names for it, the name) another language; Telegram's client would send it with each update. */
export function setPersonLanguage(world: World, id: number, code: string): void {
  const { names } = findPerson(world, id);
  const language: Language = code.startsWith("zh") ? "zh" : "en";
  changePerson(world, id, { language_code: code, ...(names ? splitName(names[language]) : {}) });
}

export function toPerson(world: World, row: PersonRow): Omit<Person, "activity"> {
  return {
    id: row.id,
    name: joinName(row),
    phone: row.phone,
    role: row.role,
    note: row.notes?.[readSettings(world).language] ?? "",
    language_code: row.language_code,
    hasBlockedBot: row.hasBlockedBot,
  };
}

function joinName(row: PersonRow): string {
  // A Chinese family name and given name are written without a space.
  const separator = /\p{Script=Han}/u.test(row.first_name) ? "" : " ";
  return [row.first_name, row.last_name].filter(Boolean).join(separator);
}

/** The User object of a person as it is in messages and updates. */
export function toUser(row: PersonRow): User {
  return {
    id: row.id,
    is_bot: false,
    first_name: row.first_name,
    ...(row.last_name ? { last_name: row.last_name } : {}),
    ...(row.username ? { username: row.username } : {}),
    language_code: row.language_code,
  };
}

/** The User object of a person or of the bot, for those who are known to exist. */
export function findUser(world: World, id: number): User {
  return id === world.bot.id ? world.bot : toUser(findPerson(world, id));
}

export function toPrivateChat(row: PersonRow): Chat.PrivateChat {
  return {
    id: row.id,
    type: "private",
    first_name: row.first_name,
    ...(row.last_name ? { last_name: row.last_name } : {}),
    ...(row.username ? { username: row.username } : {}),
  };
}
