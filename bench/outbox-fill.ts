import { sql } from "drizzle-orm";
import type { Db } from "../db/client.ts";
import { LANE } from "../src/telegram/rules.ts";

/** An outbox to claim rows from: what is pending, what of it stands at the head but must wait for its group, what is not due. */
export type OutboxState = { title: string; rows: number; pending: number; waiting: number; notDue: number };

export const POST_ROWS = 10_000;
const DAY_MS = 86_400_000;
/** As many groups as may wait for their 3 s at one time. */
export const BLOCKED_GROUPS = Array.from({ length: 50 }, (_, i) => -1_000_000_000_001 - i);

/** The states that a claim is measured in, from an ordinary day to the worst. */
export const planStates = (rows: number): OutboxState[] => [
  { title: "10,000 pending", rows, pending: 10_000, waiting: 0, notDue: 0 },
  { title: "all rows pending", rows, pending: rows, waiting: 0, notDue: 0 },
  { title: "10,000 pending, 1,000 of waiting groups at the head", rows, pending: 10_000, waiting: 1_000, notDue: 0 },
  { title: "20,000 pending, 10,000 reminders of them not due", rows, pending: 20_000, waiting: 0, notDue: 10_000 },
];

/** Years of an outbox in one statement, as posts to 10,000 chats each; all sent but the last ones. */
export function fillOutbox(db: Db, { rows, pending, waiting, notDue }: OutboxState, now: number): void {
  const sent = rows - pending;
  const startedAt = now - rows;
  db.run(sql`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
    insert into deliveries (dedupe_key, kind, subject_id, data, lane, chat_id, state, not_before, turn_at, attempts, message_id, created_at, sent_at)
    select 'bench-' || i, 'post', 1 + i / ${POST_ROWS}, '{"text":"Shelf cards change on Monday."}',
      ${LANE.post}, 1000000 + i % ${POST_ROWS}, iif(i > ${sent}, 'pending', 'sent'), ${startedAt} + i, ${startedAt} + i,
      iif(i > ${sent}, 0, 1), iif(i > ${sent}, null, i), ${startedAt} + i, iif(i > ${sent}, null, ${startedAt} + i)
    from n`);
  db.run(sql`
    update deliveries set chat_id = ${BLOCKED_GROUPS[0]} - id % ${BLOCKED_GROUPS.length} where id > ${sent} and id <= ${sent + waiting}`);
  db.run(
    sql`update deliveries set lane = ${LANE.promise}, not_before = ${now + DAY_MS}, turn_at = ${now + DAY_MS} where id > ${rows - notDue}`,
  );
  // Otherwise this fill would be copied out of the log during the first claims; an outbox that grew over years has no such log.
  db.run(sql`pragma wal_checkpoint(truncate)`);
}
