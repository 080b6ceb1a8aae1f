export const CATEGORIES = ["advice", "supply", "ordering", "delivery", "quality", "settlement", "attitude", "licensing", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

/** In place of a Telegram id (those are positive): nobody by name complained, or the id was purged. */
export const NOBODY = 0;

export const COMPLAINT_STATES = ["open", "closed", "withdrawn", "duplicate"] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

export const PROMISE_KINDS = ["desk_reply", "door_visit", "return_visit"] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/** about_staff: of a member of staff, who never learns of it; confidential: illegal trade or corruption, for few eyes. */
export const RESTRICTIONS = ["about_staff", "confidential"] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

export const SATISFACTIONS = ["satisfied", "so_so", "not_satisfied"] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

/** `other` is what has no file of its own kind to send again (sticker, location, round video): it is copied from where it was sent. */
export const MEDIA_KINDS = ["photo", "video", "voice", "document", "other"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** What happened to a case, as its timeline names it. */
export const EVENT_KINDS = [
  "opened",
  "message",
  "order_help",
  "filed_for",
  "added",
  "edited",
  "claimed",
  "released",
  "answered",
  "asked",
  "resumed",
  "handed_over",
  "postponed",
  "category",
  "withdrawn",
  "duplicate",
  "planned",
  "other_time",
  "no_visit",
  "visit_wanted",
  "nobody_home",
  "declined",
  "visited",
  "said",
  "attempt",
  "not_reached",
  "rated",
  "waived",
  "closed",
  "solved",
  "reopened",
  "cause",
  "breached",
  "about",
  "restricted",
  "lifted",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** One message of a person as it is kept with a case, or in a dialogue until it is clear what it is. */
export type Received = {
  chatId: number;
  messageId: number;
  text: string;
  media: { kind: MediaKind; fileId: string } | null;
  albumId: string | null;
};

/** What "I need help" under an order reminder is about; the shop only when it can be no other. */
export type HelpSubject = { windowId: number; retailerId: number | null };

/** What a person can be in the middle of, as far as cases go; a dialogue of another kind is another feature's. */
export const CASE_DIALOGUES = [
  "complain",
  "ask",
  "complain_shop",
  "unsorted",
  "visit_result",
  "visit_more",
  "visit_plan",
  "visit_reason",
  "visit_declined",
  "visit_other",
  "complaint_for",
  "similar",
  "postpone",
  "said_why",
  "rated_words",
  "waive_reason",
  "reopen_words",
  "more_words",
  "ask_shop",
  "about_whom",
] as const;

const isOneOf =
  <T extends string>(values: readonly T[]) =>
  (value: string): value is T =>
    (values as readonly string[]).includes(value);
export const isCategory = isOneOf(CATEGORIES);
export const isSatisfaction = isOneOf(SATISFACTIONS);

/** "C-20261123-0007". */
export const formatNumber = (day: string, seq: number): string => `C-${day.replaceAll("-", "")}-${String(seq).padStart(4, "0")}`;

/** Day (YYYY-MM-DD) and place in it of a case number, however it was typed; undefined when it is none. */
export function parseNumber(text: string): { day: string; seq: number } | undefined {
  const parts = /^(?:C-?)?(\d{4})(\d\d)(\d\d)-(\d{1,6})$/i.exec(text.normalize("NFKC").trim());
  return parts ? { day: `${parts[1]}-${parts[2]}-${parts[3]}`, seq: Number(parts[4]) } : undefined;
}

// "投诉电话多少" asks for the hotline and must not become a case.
const ZH_PREFIX =
  /^(?:我要|我想)?投诉(?!电话|热线|专线|号码|部|渠道|平台|方式|信箱|邮箱|箱|中心|科|率|量|件|单|者|处理|吗|么)[\s:\uff1a,\uff0c。.!\uff01、;\uff1b—-]*/u;
const EN_PREFIX = /^complaint(?=[\s:\uff1a,.!-]|$)(?!\s+(?:department|desk|hotline|line|number|form|box|procedure)s?\b)[\s:\uff1a,.!-]*/iu;

/** What is said after a leading 投诉 or "complaint" (may be empty); undefined when the message does not begin as a complaint. */
export function matchComplaint(text: string): string | undefined {
  const trimmed = text.trim();
  const prefix = ZH_PREFIX.exec(trimmed) ?? EN_PREFIX.exec(trimmed);
  return prefix ? trimmed.slice(prefix[0].length).trim() : undefined;
}

/** Whether nobody would see anything of a text: spaces, and signs of no width that some keyboards send. */
export const isBlank = (text: string): boolean => !/[^\s\p{Cf}]/u.test(text);

/** A text this long does not fit into one message together with the lines around it (Telegram takes 4,096 UTF-16 units). */
export const LONG_TEXT = 3_400;
/** A caption takes 1,024 UTF-16 units, and a line of ours comes before the words. */
export const LONG_CAPTION = 900;
/** How much of a long text stands on a card or task; the whole follows in a message of its own. */
export const EXCERPT_LENGTH = 600;

/** The beginning of a long text, cut between characters; a short one as it is. */
export function excerpt(text: string, max: number): string {
  if (text.length <= max) return text;
  // A cut through a surrogate pair would make Telegram refuse the whole message.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 2)) ? max - 2 : max - 1;
  return `${text.slice(0, end)}…`;
}

/** How long after the closing the cause of a case can be set and changed. */
export const CAUSE_WINDOW_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether the cause of a case closed at `closedAt` may still be said. */
export const isCauseOpen = (closedAt: number, now: number): boolean => now - closedAt <= CAUSE_WINDOW_MS;

/** A task is put off by so many days at most. */
export const MAX_POSTPONE_DAYS = 14;

/** How far back a case can be with which another one goes on. */
export const MERGE_WINDOW_MS = 30 * 24 * 60 * 60 * 1000;

/** How many days back the history on the desk's card looks. */
export const HISTORY_MS = 90 * 24 * 60 * 60 * 1000;
/** A dialogue without a word for longer than this is over: what comes then is asked about anew, and nothing old goes along with it. */
export const DIALOGUE_MS = 24 * 60 * 60 * 1000;
/** What waits to be filed is shown to a desk in one go: so many messages, and so many UTF-16 units of words. */
const MAX_ITEMS = 20;
const MAX_WORDS = 16_000;
/** A person's filings of an hour; more is no complaint but a flood that buries everybody else's. */
export const FILINGS_PER_HOUR = 10;
export const FILINGS_WINDOW_MS = 60 * 60 * 1000;
/** How far back the sweep looks for messages to staff that nobody got; a case that waits longer has breached a promise, which is told anew. */
export const UNDELIVERED_MS = 24 * 60 * 60 * 1000;

/** The messages with one more; the same one again, or edited since, takes its old place. Undefined when that is too much for one case. */
export function addItem(items: readonly Received[], item: Received): Received[] | undefined {
  const isSame = (other: Received) => other.chatId === item.chatId && other.messageId === item.messageId;
  const next = items.some(isSame) ? items.map((other) => (isSame(other) ? item : other)) : [...items, item];
  const words = next.reduce((length, { text }) => length + text.length, 0);
  return next.length > MAX_ITEMS || words > MAX_WORDS ? undefined : next;
}

/** An unverified person is told how to get verified once in so long, however often they write. */
export const HINT_EVERY_MS = 24 * 60 * 60 * 1000;
