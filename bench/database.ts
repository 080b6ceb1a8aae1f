import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { openDb, type Db } from "../db/client.ts";
import { countDeliveries, findSendable, markSending, markSent, queueDeliveries, type NewDelivery } from "../db/deliveries.ts";
import { LANE } from "../src/telegram/rules.ts";
import { BLOCKED_GROUPS, fillOutbox, planStates, POST_ROWS, type OutboxState } from "./outbox-fill.ts";
import { explain } from "./query-plan.ts";
import { percentile } from "./replies.ts";

export type DatabaseJob = { dir: string; rows: number };
/** Milliseconds. */
export type Latency = { n: number; p50: number; p99: number; max: number };
export type ClaimFigures = { state: OutboxState; find: Latency; take: Latency; both: Latency; settle: Latency; plan: string[] };
export type DatabaseFigures = {
  rows: number;
  fileMb: number;
  claims: ClaimFigures[];
  written: { rows: number; ms: number };
  progress: Latency & { rowsOfPost: number; plan: string[] };
};

const CLAIMS = 1_000;
const PROGRESS_READS = 100;
const LEASE_MS = 30_000;

function summarize(latencies: number[]): Latency {
  const sorted = latencies.sort((a, b) => a - b);
  return { n: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), max: sorted.at(-1) ?? 0 };
}

/** What the sender does around each call: find the next row, take it, and store that it was sent. */
async function measureClaims(db: Db) {
  const times = { find: [] as number[], take: [] as number[], both: [] as number[], settle: [] as number[] };
  for (let i = 0; i < CLAIMS; i++) {
    const t0 = performance.now();
    const row = await findSendable(db, Date.now(), BLOCKED_GROUPS);
    const t1 = performance.now();
    const isTaken = await markSending(db, row!.id, Date.now() + LEASE_MS);
    const t2 = performance.now();
    if (!isTaken) throw new Error("nobody else claims rows here");
    await markSent(db, row!.id, { messageIds: [i] }, Date.now());
    times.find.push(t1 - t0);
    times.take.push(t2 - t1);
    times.both.push(t2 - t0);
    times.settle.push(performance.now() - t2);
  }
  const { find, take, both, settle } = times;
  return { find: summarize(find), take: summarize(take), both: summarize(both), settle: summarize(settle) };
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

/** Runs `work` on a database of its own in the given state. */
async function withOutbox<T>(dir: string, state: OutboxState, work: (db: Db, file: string) => Promise<T>): Promise<T> {
  const file = join(dir, "outbox.db");
  const { db, close } = openDb(file);
  try {
    fillOutbox(db, state, Date.now());
    return await work(db, file);
  } finally {
    close();
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
  }
}

/** All figures about the database with an outbox of `rows` rows, in files on the disk of the temporary directory. */
async function measureDatabase({ dir, rows }: DatabaseJob): Promise<DatabaseFigures> {
  const states = planStates(rows);
  const claims: ClaimFigures[] = [];
  for (const state of states) {
    const figures = await withOutbox(dir, state, async (db, file) => ({
      ...(await measureClaims(db)),
      plan: await explain(file, (spied) => findSendable(spied, Date.now(), BLOCKED_GROUPS.slice(0, 2))),
    }));
    claims.push({ state, ...figures });
  }
  const subjectId = rows;
  const rest = await withOutbox(dir, states[0]!, async (db, file) => ({
    fileMb: statSync(file).size / 1e6,
    written: await measureWriting(db, subjectId),
    progress: await measureProgress(db, file, subjectId),
  }));
  return { rows, claims, ...rest };
}

process.on("disconnect", () => process.exit());
const figures = await measureDatabase(JSON.parse(process.argv[2]!) as DatabaseJob);
process.send!(figures, () => process.exit());
