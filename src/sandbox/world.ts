import type { BotCommand, ChatInviteLink, ForumTopic, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update, User } from "@grammyjs/types";
import type { ClientEvent, PressAnswer } from "./client-api.ts";
import type { Limiter } from "./limits.ts";
import type { Collection, Store } from "./store.ts";

export type Language = "zh" | "en";
/** A name in each language: "王 伟" / "Wei Wang" (split at the first space), or the two parts. */
export type LocalizedName = string | { first_name: string; last_name?: string };
export type Keyboard = ReplyKeyboardMarkup | ReplyKeyboardRemove;

export type PersonRow = {
  id: number;
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code: string;
  phone: string;
  role: string;
  names?: Record<Language, LocalizedName> | undefined;
  notes?: Record<Language, string> | undefined;
  isStarted: boolean;
  hasBlockedBot: boolean;
  isDeactivated: boolean;
  keyboard: Keyboard | null;
  /** Ids of the messages pinned in the private chat, the newest last. */
  pinned?: number[] | undefined;
};

export type MemberStatus = "creator" | "administrator" | "member" | "left" | "kicked";
export type MemberRow = { status: MemberStatus; tag?: string | undefined };
export type TopicRow = ForumTopic & { isClosed: boolean };

export type GroupRow = {
  id: number;
  type: "group" | "supergroup";
  title: string;
  titles?: Record<Language, string> | undefined;
  username?: string | undefined;
  isForum: boolean;
  /** By user id; the bot is one of them. Those who left stay, as left or kicked. */
  members: Record<string, MemberRow>;
  topics: TopicRow[];
  /** By user id; "0" is everybody's. */
  keyboards: Record<string, Keyboard>;
  /** By user id: when they asked to join, in milliseconds. */
  joinRequests: Record<string, number>;
  inviteLinks: ChatInviteLink[];
  migratedTo?: number | undefined;
  /** Ids of the pinned messages, the newest last. */
  pinned?: number[] | undefined;
};

export type Webhook = {
  url: string;
  secret?: string | undefined;
  lastError?: { at: number; message: string } | undefined;
};

export type Settings = {
  language: Language;
  allowedUpdates: string[];
  webhook: Webhook | null;
  names: Record<string, { name?: string; description?: string; short_description?: string }>;
};

export type UpdateType = Exclude<keyof Update, "update_id">;

export type UpdateQueue = {
  push<T extends UpdateType>(type: T, payload: NonNullable<Update[T]>): void;
  poll(options: PollOptions): Promise<Update[]>;
  setWebhook(webhook: Webhook | null, dropPending: boolean): void;
  setAllowedUpdates(types: readonly string[] | undefined): void;
  count(): number;
  /** Answers whoever is polling with nothing and stops delivering to a webhook. */
  close(): void;
};
export type PollOptions = { offset: number; limit: number; timeoutMs: number; signal?: AbortSignal | undefined };

export type CommandList = { commands: BotCommand[] };
export type PendingPress = { at: number; person: number; answer: (answer: PressAnswer) => void };

export type Listener = (event: ClientEvent) => void;

/** Everything that the stand-in is made of; the functions beside it take it as their first argument. */
export type World = {
  token: string;
  bot: User & { username: string };
  clock: () => number;
  store: Store;
  people: Collection<PersonRow>;
  groups: Collection<GroupRow>;
  counters: Collection<number>;
  settings: Collection<Settings>;
  commandLists: Collection<CommandList>;
  updates: UpdateQueue;
  limiter: Limiter;
  presses: Map<string, PendingPress>;
  listeners: Set<{ person: number; listener: Listener }>;
  /** Per chat, how often something changed in it since the start. */
  activity: Map<number, number>;
};

/** The next number of a sequence that survives a restart. */
export function takeNumber(world: Pick<World, "counters">, name: string, first = 1): number {
  const value = world.counters.get(name) ?? first;
  world.counters.set(name, value + 1);
  return value;
}

/** An id for the messages of one album, as long as Telegram's; JavaScript counts exactly only up to 9e15. */
export function takeAlbumId(world: Pick<World, "counters">): string {
  return `1${String(takeNumber(world, "media_group")).padStart(16, "0")}`;
}

export function readSettings(world: Pick<World, "settings">): Settings {
  return world.settings.get("settings") ?? { language: "zh", allowedUpdates: [], webhook: null, names: {} };
}

export function changeSettings(world: Pick<World, "settings">, change: Partial<Settings>): Settings {
  return world.settings.set("settings", { ...readSettings(world), ...change });
}

/** Epoch seconds, as every date in the Bot API. */
export function readSeconds(world: Pick<World, "clock">): number {
  return Math.floor(world.clock() / 1000);
}
