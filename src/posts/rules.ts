export const COLUMNS = ["supply", "terminals", "products", "training", "policy"] as const;
export type Column = (typeof COLUMNS)[number];

/** sending: handed to the outbox, how far it has come is what its deliveries say; paused: what is left is held back. */
export const POST_STATES = ["draft", "sending", "paused", "discarded"] as const;

/** Columns that show goods: they carry the health warning, are protected from forwarding and never go to a public group. */
const PRODUCT_COLUMNS: readonly Column[] = ["supply", "products"];
export const isProductColumn = (column: Column): boolean => PRODUCT_COLUMNS.includes(column);

export const isColumn = (value: string): value is Column => (COLUMNS as readonly string[]).includes(value);

/** A group that anyone can find and read by its username must not get posts about goods: consumers would see them. */
export const canReceive = (column: Column, group: { username: string | null }): boolean =>
  !isProductColumn(column) || group.username === null;

/** Telegram's limits in UTF-16 units, as JavaScript counts. */
const TEXT_MAX = 4_096;
const CAPTION_MAX = 1_024;
export const lengthLimit = (hasPhoto: boolean): number => (hasPhoto ? CAPTION_MAX : TEXT_MAX);

/** How old the newest supply post may be and still count as current. */
export const SUPPLY_CURRENT_MS = 14 * 24 * 60 * 60 * 1_000;

/** How often the report asks whether every group has been served, in milliseconds. */
export const REPORT_POLL_MS = 2_000;

/** A column's name as a hashtag: a tag ends at the first space. */
export const toHashtag = (name: string): string => `#${name.replaceAll(/\s/g, "")}`;

type Formatted<E> = { text: string; entities: E[] };

/** Puts a line before and one after a formatted text; the formatting stays on the words it was on. */
export function frameText<E extends { offset: number }>({ text, entities }: Formatted<E>, head: string, tail: string): Formatted<E> {
  const start = head === "" ? "" : text === "" ? head : `${head}\n`;
  const end = tail === "" ? "" : text === "" && head === "" ? tail : `\n\n${tail}`;
  return { text: start + text + end, entities: entities.map((entity) => ({ ...entity, offset: entity.offset + start.length })) };
}
