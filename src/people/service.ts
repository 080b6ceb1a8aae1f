import type { User } from "@grammyjs/types";
import { findPerson, findShopsOf, findStaffOf, notePerson, type Person, type Shop, type StaffMember } from "../../db/people.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { chooseLocale } from "../i18n.ts";
import type { StaffRole } from "../staff/rules.ts";

export {
  findDialogue,
  findStaffOf,
  saveDialogue,
  setLocale,
  setUnreachable,
  acceptPrivacy,
  type Dialogue,
  type Person,
  type Shop,
  type StaffMember,
} from "../../db/people.ts";
export { findPreferences, setNightReminders, setRemindersOn, type Preferences } from "./preferences.ts";
export { retailerKeyboard } from "./keyboard.ts";

/** Who wrote or tapped, as the company knows them. */
export type Actor = {
  person: Person;
  locale: Locale;
  /** Set for staff; ADMIN_IDS are admins even before they have a staff row. */
  staff: StaffMember | undefined;
  roles: readonly StaffRole[];
  /** The active shops the person acts for; not empty = a verified retailer. */
  shops: Shop[];
};

/** The language in which to write to a person. */
export const localeOf = (deps: Deps, person: Pick<Person, "locale" | "clientLanguage"> | undefined): Locale =>
  chooseLocale(person?.locale ?? null, person?.clientLanguage ?? null, deps.config.locale);

/** The language of a private chat by its id; the company's for someone never seen. */
export async function findLocale(deps: Deps, personId: number): Promise<Locale> {
  return localeOf(deps, await findPerson(deps.db, personId));
}

/** Looks up and notes the sender of an update. A message in private also proves that the person can be reached again. */
export async function identify(deps: Deps, from: User, isPrivate: boolean): Promise<Actor> {
  const person = await notePerson(
    deps.db,
    {
      id: from.id,
      firstName: from.first_name,
      username: from.username ?? null,
      clientLanguage: from.language_code ?? null,
      isPrivate,
    },
    deps.clock(),
  );
  return describeActor(deps, person);
}

/** Anyone the bot has ever seen, as the company knows them now. */
export async function findActor(deps: Deps, personId: number): Promise<Actor | undefined> {
  const person = await findPerson(deps.db, personId);
  return person && describeActor(deps, person);
}

async function describeActor(deps: Deps, person: Person): Promise<Actor> {
  const staff = await findStaffOf(deps.db, person.id);
  const isOwner = deps.config.adminIds.includes(person.id);
  const roles = [...new Set<StaffRole>([...(staff?.roles ?? []), ...(isOwner ? (["admin"] as const) : [])])];
  return { person, locale: localeOf(deps, person), staff, roles, shops: await findShopsOf(deps.db, person.id) };
}

/** Those of the people whom the bot may write to, in the order given: they pressed Start and did not block it. */
export async function findReachable(deps: Deps, personIds: readonly number[]): Promise<number[]> {
  const people = await Promise.all(personIds.map((id) => findPerson(deps.db, id)));
  return people.flatMap((person) => (person && person.startedAt !== null && person.unreachable === null ? [person.id] : []));
}
