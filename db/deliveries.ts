import { sql } from "drizzle-orm";
import { LANE, TURN_STEP_MS, type DeliveryKind, type Lane } from "../src/telegram/rules.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { deliveries } from "./deliveries.tables.ts";
import type { UnreachableReason } from "./deliveries/outcomes.ts";

export type { Delivery } from "./deliveries.tables.ts";
export {
  findAbandoned,
  findChatLimits,
  findRecentSends,
  findSendable,
  followClockBack,
  holdDelivery,
  isUnderWay,
  markSending,
  saveChatLimit,
} from "./deliveries/claim.ts";
export {
  endDelivery,
  markSent,
  markUnreachable,
  migrateChat,
  postponeDelivery,
  retryDelivery,
  returnDelivery,
  saveDeliveryData,
  type AfterSent,
  type Sent,
  type UnreachableReason,
} from "./deliveries/outcomes.ts";
export { countDeliveries, findDeliveryByMessage, findSentMessages } from "./deliveries/reads.ts";

/** A message to one chat, as a feature asks for it; times in epoch milliseconds. */
export type NewDelivery = {
  dedupeKey: string;
  kind: DeliveryKind;
  subjectId: number;
  data?: Record<string, unknown>;
  lane: Lane;
  chatId: number;
  notBefore?: number;
  validUntil?: number;
  /** Ended from the start: the chat is known not to be writable, and is to be counted all the same. */
  unreachable?: Exclude<UnreachableReason, "kicked">;
  /** Whose turn it is within the lane, in epoch milliseconds: the smaller goes first. Usually left to addDeliveries. */
  turnAt?: number;
};

/** Some 200 kB of JSON. */
const ROWS_PER_INSERT = 1_000;

/**
 * A post's n-th row has its turn when the n-th message of a post that has the token to itself would go out. So a post that is written
 * while another is under way shares the rate with it from then on, instead of waiting for its end.
 */
const takeTurn = ({ lane, notBefore }: NewDelivery, now: number, index: number): number =>
  (notBefore ?? now) + (lane === LANE.post ? index * TURN_STEP_MS : 0);

/** Adds outbox rows inside the caller's transaction; a row whose dedupe key exists already is left alone. Returns how many were new. */
export function addDeliveries(tx: Tx, rows: NewDelivery[], now: number): number {
  let added = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const values = rows.slice(start, start + ROWS_PER_INSERT).map(({ unreachable, ...row }, index) => ({
      ...row,
      state: unreachable ? "unreachable" : "pending",
      reason: unreachable,
      notBefore: row.notBefore ?? now,
      turnAt: row.turnAt ?? takeTurn(row, now, start + index),
    }));
    added += insertRows(tx, values, now);
  }
  return added;
}

/** One value instead of twelve a row: putting 10,000 rows' parameters together takes drizzle many times as long as SQLite the rows. */
function insertRows(tx: Tx, rows: object[], now: number): number {
  const field = (name: string) => sql.raw(`value ->> '${name}'`);
  return tx.run(sql`
    insert into ${deliveries} (dedupe_key, kind, subject_id, data, lane, chat_id, state, reason, not_before, turn_at, valid_until, created_at)
    select ${field("dedupeKey")}, ${field("kind")}, ${field("subjectId")}, value -> 'data', ${field("lane")}, ${field("chatId")},
      ${field("state")}, ${field("reason")}, ${field("notBefore")}, ${field("turnAt")}, ${field("validUntil")}, ${now}
    from json_each(${JSON.stringify(rows)}) where true order by key
    on conflict (dedupe_key) do nothing`).changes;
}

/** Adds outbox rows in a transaction of their own. */
export async function queueDeliveries(db: Db, rows: NewDelivery[], now: number): Promise<number> {
  return inTransaction(db, (tx) => addDeliveries(tx, rows, now));
}
