export const COLUMNS = ["supply", "terminals", "products", "training", "policy"] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * draft: its author works on it; submitted: waits for an approver; scheduled: starts by itself (again and again, if it repeats);
 * sending: handed to the outbox, how far is what its deliveries say; paused: what is left is held back; sent: nothing is left;
 * cancelled: what was left was given up; recalled: taken back from where it had arrived; discarded: thrown away unsent.
 */
export const POST_STATES = ["draft", "submitted", "scheduled", "sending", "paused", "sent", "cancelled", "recalled", "discarded"] as const;
export type PostState = (typeof POST_STATES)[number];

/** States in which the audience has, or is getting, the post. */
export const STARTED_STATES = ["sending", "paused", "sent", "cancelled"] as const satisfies readonly PostState[];
export const isStarted = (state: PostState): boolean => (STARTED_STATES as readonly PostState[]).includes(state);

/** A draft, or what waits for its time on its author's word alone: what an approver has seen goes out as it was seen. */
export const isOpenToEdits = ({ state, decidedBy }: { state: PostState; decidedBy: number | null }): boolean =>
  state === "draft" || (state === "scheduled" && decidedBy === null);

/** Columns that show goods: they carry the health warning, are protected from forwarding and never go to a public group. */
const PRODUCT_COLUMNS: readonly Column[] = ["supply", "products"];
export const isProductColumn = (column: Column | null): boolean => column !== null && PRODUCT_COLUMNS.includes(column);

export const isColumn = (value: string): value is Column => (COLUMNS as readonly string[]).includes(value);

export const MEDIA_TYPES = ["photo", "video", "document"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** One message of the author's: a text, or a file with its caption. Several with files are an album. */
export type Part<Entity> = {
  /** In the author's private chat; null for a post of the demo. */
  messageId: number | null;
  /** `fileId` is Telegram's. */
  media: { type: MediaType; fileId: string } | null;
  text: string;
  entities: Entity[];
};

/** The part whose words are the post's: the first with a caption, else the first. */
export const leadOf = <E>(parts: readonly Part<E>[]): Part<E> => parts.find(({ text }) => text !== "") ?? parts[0]!;

export type PostOptions = {
  pin: boolean;
  silent: boolean;
  protect: boolean;
  requireAck: boolean;
  /** How long after its start a post is still worth sending, in milliseconds; null = for ever. */
  validForMs: number | null;
};

export const defaultOptions = (column: Column | null): PostOptions => ({
  pin: false,
  silent: false,
  protect: isProductColumn(column),
  requireAck: false,
  validForMs: null,
});

/** Until when a post that was started is worth sending, in epoch milliseconds: from the time it was planned for; null = for ever. */
export const validUntilOf = (post: { validForMs: number | null; startAt: number | null; sentAt: number | null }): number | null =>
  post.validForMs === null ? null : (post.startAt ?? post.sentAt ?? 0) + post.validForMs;

const HOUR_MS = 60 * 60 * 1_000;
/** What the composer offers for validForMs, in turn. */
export const VALID_FOR_CHOICES: readonly (number | null)[] = [null, 2 * HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS, 3 * 24 * HOUR_MS];

/** Places add up: these districts and these routes; both empty = everywhere. */
export type GroupFilter = { districtIds: number[]; routeIds: number[] };
/** Each list that is not empty restricts further. */
export type PeopleFilter = GroupFilter & {
  tiers: string[];
  businessTypes: string[];
  areas: string[];
  licences: string[];
  /** Only shops that no retailer group is linked for. */
  isNotInGroup: boolean;
};
/** Whom a post is for; null = no groups, or nobody in private. */
export type AudienceFilter = {
  groups: GroupFilter | null;
  people: PeopleFilter | null;
  /** Noted when it starts, or is approved: the district its author wrote for then (null = the whole company), who may have moved since. */
  withinDistrictId?: number | null;
};

export const EVERY_GROUP: GroupFilter = { districtIds: [], routeIds: [] };
export const EVERYONE: PeopleFilter = { ...EVERY_GROUP, tiers: [], businessTypes: [], areas: [], licences: [], isNotInGroup: false };
/** What a composer begins with: a column post goes to every group, an announcement to every person too. */
export const defaultAudience = (column: Column | null): AudienceFilter => ({
  groups: EVERY_GROUP,
  people: column === null ? EVERYONE : null,
});

export type GroupRefusal = "public" | "unconfirmed";

/**
 * Why a group must not get posts about goods: anyone could read them there (it has a public username), or no admin has confirmed
 * that only licensed retailers are in it. Undefined = it may have the post.
 */
export function refuseGroup(
  column: Column | null,
  group: { username: string | null; licensedOnlyAt: number | null },
): GroupRefusal | undefined {
  if (!isProductColumn(column)) return undefined;
  if (group.username !== null) return "public";
  return group.licensedOnlyAt === null ? "unconfirmed" : undefined;
}

/** Telegram's limits in UTF-16 units, as JavaScript counts. */
const TEXT_MAX = 4_096;
const CAPTION_MAX = 1_024;
export const lengthLimit = (hasMedia: boolean): number => (hasMedia ? CAPTION_MAX : TEXT_MAX);
/** As many files as Telegram puts into one album. */
export const ALBUM_MAX = 10;

/** How old the newest supply post may be and still count as current. */
export const SUPPLY_CURRENT_MS = 14 * 24 * HOUR_MS;

/** As many new products as are shown at once. */
export const NEW_PRODUCTS_SHOWN = 5;

/** How often the progress message changes while a post goes out: well within a private chat's 10 messages in 10 s. */
export const PROGRESS_EVERY_MS = 3_000;
/** While all that is left waits for a time of its own (the end of the quiet hours) a look now and then is enough. */
export const PROGRESS_IDLE_MS = 30_000;
/** A paused post only changes by the messages that were on their way; resuming wakes it. */
export const PAUSED_EVERY_MS = 10 * 60 * 1_000;
/** An album comes as several updates; so long after the last one it is taken to be complete. */
export const ALBUM_WAIT_MS = 1_000;
/** How often those who have not acknowledged a post may be reminded of it. */
export const REMIND_EVERY_MS = HOUR_MS;
/** Telegram deletes a message for everyone for so long (TELEGRAM.md, Limits). */
export const DELETE_WITHIN_MS = 48 * HOUR_MS;

/** News that would come half a day late is news no more: its author decides anew. */
const START_LATE_MAX_MS = 6 * HOUR_MS;
/** The sweep leaves an alarm so long to ring by itself. */
export const START_GRACE_MS = 3_000;

type Startable = { state: PostState; startAt: number | null; startVersion: number };

/** What an alarm means for a post: void when the post is no longer scheduled, or for another time; late when it is not worth it any more. */
export function decideStart(post: Startable | undefined, version: number, now: number): "void" | "early" | "due" | "late" {
  if (post?.state !== "scheduled" || post.startVersion !== version || post.startAt === null) return "void";
  if (now < post.startAt) return "early";
  return now - post.startAt > START_LATE_MAX_MS ? "late" : "due";
}

/** A column's name as a hashtag: a tag ends at the first space. */
export const toHashtag = (name: string): string => `#${name.replaceAll(/\s/g, "")}`;

type Formatted<E> = { text: string; entities: E[] };

/** Puts a line before and one after a formatted text; the formatting stays on the words it was on. */
export function frameText<E extends { offset: number }>({ text, entities }: Formatted<E>, head: string, tail: string): Formatted<E> {
  const start = head === "" ? "" : text === "" ? head : `${head}\n`;
  const end = tail === "" ? "" : text === "" && head === "" ? tail : `\n\n${tail}`;
  return { text: start + text + end, entities: entities.map((entity) => ({ ...entity, offset: entity.offset + start.length })) };
}
