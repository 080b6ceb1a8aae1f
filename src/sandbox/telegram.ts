import type { Chat, Message } from "@grammyjs/types";
import { blockAsPerson, editAsPerson, joinAsPerson, pressAsPerson, sendAsPerson, startAsPerson, type Outgoing } from "./actions.ts";
import { createApi, type Answer, type LedgerEntry, type Request } from "./api.ts";
import type { ClientChat, ClientMessage, PeopleAnswer, Person, PressAnswer } from "./client-api.ts";
import { listChats, listPeople, setWorldLanguage, type PeopleQuery } from "./client-views.ts";
import { canSeeChat } from "./events.ts";
import { readFile } from "./files.ts";
import { addGroup, addMember, migrateGroup, removeMember, type NewGroup } from "./groups.ts";
import { createLimiter, DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { listMessages } from "./messages.ts";
import type { MethodName } from "./method-names.ts";
import { addPerson, changePerson, setPersonLanguage, type NewPerson } from "./people.ts";
import { createValidator } from "./schemas.ts";
import { openStore } from "./store.ts";
import { createUpdateQueue } from "./updates.ts";
import type { Language, Listener, World } from "./world.ts";

export type { Fault, FaultCall, Faults, LedgerEntry } from "./api.ts";
export type { Limits } from "./limits.ts";
export type { Media, Outgoing } from "./actions.ts";
export type { NewGroup } from "./groups.ts";
export type { NewPerson } from "./people.ts";

export type TelegramOptions = {
  /** An SQLite file, or ":memory:". */
  file: string;
  token: string;
  clock: () => number;
  /** Telegram's own where not given; false counts nothing. */
  limits?: Partial<Limits> | false;
  bot?: { username: string; first_name: string };
  /** The zone in which the page shows times, so that they agree with what the bot writes. */
  timeZone?: string;
  /** False skips the check of parameters against the types of @grammyjs/types. */
  schemas?: boolean;
  /** Methods that are answered with 404, as a Bot API server does that is older than they are. */
  unknownMethods?: readonly MethodName[];
};

export type Telegram = ReturnType<typeof createTelegram>;

const DEFAULT_BOT = { username: "tongzhou_sandbox_bot", first_name: "Tongzhou" };
const CLIENT_MESSAGES = 200;

/** A Telegram of one bot: people, chats and the Bot API, without HTTP. Its state is in the file and survives a restart. */
export function createTelegram(options: TelegramOptions) {
  const world = createWorld(options);
  const api = createApi(world, {
    validate: options.schemas === false ? undefined : createValidator(),
    unknownMethods: options.unknownMethods,
  });
  return {
    token: options.token,
    bot: world.bot,
    faults: api.faults,

    addPerson: (person: NewPerson): Omit<Person, "activity"> => addPerson(world, person),
    addGroup: (group: NewGroup): Chat => addGroup(world, group),
    setLanguage: (person: number, code: string): void => setPersonLanguage(world, person, code),
    setWorldLanguage: (language: Language): void => setWorldLanguage(world, language),
    addMember: (chat: number, user: number, by?: number): void => addMember(world, chat, user, by === undefined ? {} : { by }),
    removeMember: (chat: number, user: number, by?: number): void => removeMember(world, chat, user, by),
    migrate: (chat: number): Chat => migrateGroup(world, chat),
    deletePerson: (person: number): void => void changePerson(world, person, { isDeactivated: true }),

    send: (message: Outgoing): Message => sendAsPerson(world, message),
    edit: (input: { person: number; chat: number; message_id: number; text: string }): Message => editAsPerson(world, input),
    press: async (person: number, chat: number, messageId: number, data: string): Promise<PressAnswer> =>
      pressAsPerson(world, person, chat, messageId, data),
    start: (person: number, payload?: string): Message => startAsPerson(world, person, payload),
    join: (person: number, chat: number): void => joinAsPerson(world, person, chat),
    block: (person: number, isBlocked: boolean): void => blockAsPerson(world, person, isBlocked),

    people: (query?: PeopleQuery): PeopleAnswer => ({ ...listPeople(world, query), timeZone: options.timeZone ?? null }),
    canSee: (person: number, chat: number): boolean => canSeeChat(world, person, chat),
    chats: (person: number): ClientChat[] => listChats(world, person),
    /** Oldest first; ephemeral messages only of the viewer. */
    messages: (chat: number, viewer?: number, limit = CLIENT_MESSAGES): ClientMessage[] => listMessages(world, chat, viewer, limit),
    /** The bytes behind a file_id or a file_path. */
    readFile: (by: { fileId: string } | { path: string }) => readFile(world, by),
    events: {
      subscribe: (person: number, listener: Listener): (() => void) => {
        const subscription = { person, listener };
        world.listeners.add(subscription);
        return () => void world.listeners.delete(subscription);
      },
    },
    /** Every Bot API call of this process, oldest first. */
    ledger: (): readonly LedgerEntry[] => api.ledger,
    /** The updates that the bot has not confirmed. */
    pendingUpdates: (): number => world.updates.count(),
    call: (request: Request): Promise<Answer> => api.call(request),
    /** Answers an open getUpdates with nothing, so that a server can stop. */
    endPolls: (): void => world.updates.close(),
    close: (): void => {
      world.updates.close();
      world.listeners.clear();
      world.store.close();
    },
  };
}

function createWorld(options: TelegramOptions): World {
  const { clock, token } = options;
  const store = openStore(options.file);
  const counters = store.openCollection<number>("counter");
  const settings = store.openCollection<ReturnType<World["settings"]["set"]>>("settings");
  return {
    token,
    bot: { id: Number(token.split(":")[0]), is_bot: true, ...(options.bot ?? DEFAULT_BOT) },
    clock,
    store,
    counters,
    settings,
    people: store.openCollection("person"),
    groups: store.openCollection("group"),
    commandLists: store.openCollection("commands"),
    updates: createUpdateQueue({ clock, store, counters, settings }),
    limiter: options.limits === false ? () => undefined : createLimiter({ ...DEFAULT_LIMITS, ...options.limits }, clock),
    presses: new Map(),
    listeners: new Set(),
    activity: new Map(),
  };
}
