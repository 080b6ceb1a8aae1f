import { statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { openDb, type Db } from "../db/client.ts";
import { countDeliveries, findSendable, markSending, markSent, queueDeliveries, type NewDelivery } from "../db/deliveries.ts";
import { LANE } from "../src/telegram/rules.ts";
import { explain } from "./query-plan.ts";
import { percentile } from "./replies.ts";

export type DatabaseJob = { dir: string; rows: number };
export type Latency = { n: number; p50: number; p99: number; max: number };
/** Latencies in milliseconds. */
export type DatabaseFigures = {
  rows: number;
  fileMb: number;
  claims: { pending: number; blockedChats: number; find: Latency; take: Latency; both: Latency; settle: Latency }[];
  claimPlan: string[];
  written: { rows: number; ms: number };
  progress: Latency & { rowsOfPost: number; plan: string[] };
};

const POST_ROWS = 10_000;
const CLAIMS = 1_000;
const PROGRESS_READS = 100;
/** As many as groups waiting for their 3 s. */
const BLOCKED = Array.from({ length: 50 }, (_, i) => -1_000_000_000_001 - i);
const LEASE_MS = 30_000;

function summarize(latencies: number[]): Latency {
  const sorted = latencies.sort((a, b) => a - b);
  return { n: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), max: sorted.at(-1) ?? 0 };
}

/** Years of an outbox in one statement: posts to 10,000 each, all sent but the last `pending` rows. */
function fill(db: Db, rows: number, pending: number, now: number): void {
  db.run(sql`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
    insert into deliveries (dedupe_key, kind, subject_id, data, lane, chat_id, state, not_before, attempts, message_id, created_at, sent_at)
    select 'bench-' || i, 'post', 1 + i / ${POST_ROWS}, '{"text":"Shelf cards change on Monday."}', ${LANE.post}, 1000000 + i % ${POST_ROWS},
      iif(i > ${rows - pending}, 'pending', 'sent'), ${now - rows} + i, iif(i > ${rows - pending}, 0, 1),
      iif(i > ${rows - pending}, null, i), ${now - rows} + i, iif(i > ${rows - pending}, null, ${now - rows} + i)
    from n`);
}

/** What the sender does around each call: find the next row, take it, and store that it was sent. */
async function measureClaims(db: Db, pending: number) {
  const times = { find: [] as number[], take: [] as number[], both: [] as number[], settle: [] as number[] };
  for (let i = 0; i < CLAIMS; i++) {
    const t0 = performance.now();
    const [row] = await findSendable(db, Date.now(), BLOCKED, 1);
    const t1 = performance.now();
    const isTaken = await markSending(db, row!.id, Date.now() + LEASE_MS);
    const t2 = performance.now();
    if (!isTaken) throw new Error("nobody else claims rows here");
    await markSent(db, row!.id, i, Date.now());
    times.find.push(t1 - t0);
    times.take.push(t2 - t1);
    times.both.push(t2 - t0);
    times.settle.push(performance.now() - t2);
  }
  const { find, take, both, settle } = times;
  return {
    pending,
    blockedChats: BLOCKED.length,
    find: summarize(find),
    take: summarize(take),
    both: summarize(both),
    settle: summarize(settle),
  };
}

async function measureWriting(db: Db, subjectId: number): Promise<{ rows: number; ms: number }> {
  const rows = Array.from({ length: POST_ROWS }, (_, i): NewDelivery => {
    return { dedupeKey: `written-${i}`, kind: "post", subjectId, lane: LANE.post, chatId: 1_000_000 + i, data: { locale: "en" } };
  });
  const startedAt = performance.now();
  await queueDeliveries(db, rows, Date.now());
  return { rows: rows.length, ms: performance.now() - startedAt };
}

async function measureProgress(db: Db, file: string, subjectId: number) {
  const times: number[] = [];
  for (let i = 0; i < PROGRESS_READS; i++) {
    const startedAt = performance.now();
    await countDeliveries(db, "post", subjectId);
    times.push(performance.now() - startedAt);
  }
  const plan = await explain(file, (spied) => countDeliveries(spied, "post", subjectId));
  return { ...summarize(times), rowsOfPost: POST_ROWS, plan };
}

async function measureWith(dir: string, rows: number, pending: number) {
  const file = join(dir, `${pending}-pending.db`);
  const { db, close } = openDb(file);
  fill(db, rows, pending, Date.now());
  // The fill's log would be written back during the first claims; a database that grew over years has none of that size.
  db.run(sql`pragma wal_checkpoint(truncate)`);
  return { file, db, close, claims: await measureClaims(db, pending) };
}

/** All figures about the database with an outbox of `rows` rows, in files on the disk of the temporary directory. */
async function measureDatabase({ dir, rows }: DatabaseJob): Promise<DatabaseFigures> {
  const allPending = await measureWith(dir, rows, rows);
  allPending.close();
  const usual = await measureWith(dir, rows, POST_ROWS);
  const { file, db } = usual;
  const written = await measureWriting(db, rows);
  const progress = await measureProgress(db, file, rows);
  const claimPlan = await explain(file, (spied) => findSendable(spied, Date.now(), BLOCKED.slice(0, 2), 1));
  usual.close();
  const fileMb = statSync(file).size / 1_000_000;
  return { rows, fileMb, claims: [usual.claims, allPending.claims], claimPlan, written, progress };
}

process.on("disconnect", () => process.exit());
const figures = await measureDatabase(JSON.parse(process.argv[2]!) as DatabaseJob);
process.send!(figures, () => process.exit());
