import { join } from "node:path";
import { sql } from "drizzle-orm";
import { findOverduePromises } from "../db/complaints/promises.ts";
import { openDb, type Db } from "../db/client.ts";
import { loadCalendar } from "../src/calendar/load.ts";
import { parseConfig } from "../src/config.ts";
import { sweepPromises } from "../src/complaints/jobs.ts";
import type { Deps } from "../src/deps.ts";
import { createTranslate } from "../src/i18n.ts";
import { createLog } from "../src/log.ts";
import { findActor } from "../src/people/service.ts";
import { sweepMorningLists } from "../src/tasks/jobs.ts";
import type { TaskView } from "../src/tasks/rules.ts";
import { showTasks } from "../src/tasks/service.ts";
import { ADMIN, CLERK, CLERKS, DISTRICTS, fillCases, MANAGER, MANAGERS, SUPERVISOR } from "./complaints-fill.ts";
import type { Latency } from "./database.ts";
import { percentile } from "./replies.ts";

export type ComplaintsJob = { dir: string; cases: number };
/** With the processor's milliseconds for one time: on a machine that is busy with other things the others say little. */
export type Measured = Latency & { cpuMs: number };
export type ComplaintFigures = {
  cases: number;
  promises: number;
  closed: number;
  tasks: (Measured & { who: string })[];
  sweep: (Measured & { what: string })[];
};

const READS = 120;
const SWEEPS = 30;
const SWEEP_BATCH = 500;
/** Monday 23 November 2026, 09:00 in Shanghai: the figures do not depend on the day of the run. */
const NOW = Date.parse("2026-11-23T01:00:00Z");

async function measure(times: number, work: (n: number) => Promise<unknown>): Promise<Measured> {
  const taken: number[] = [];
  const startCpu = process.cpuUsage();
  for (let n = 0; n < times; n++) {
    const startedAt = performance.now();
    await work(n);
    taken.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(startCpu);
  const sorted = taken.toSorted((a, b) => a - b);
  return {
    n: times,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1)!,
    cpuMs: (user + system) / 1_000 / times,
  };
}

/** Everything between the message of a person who is known and the text of the answer. */
async function answer(deps: Deps, personId: number, asked: { view?: TaskView; page: number }): Promise<void> {
  const actor = await findActor(deps, personId);
  const { buttons } = await showTasks(deps, actor!, asked);
  if (buttons.length < 2) throw new Error(`the list of ${personId} is empty: the measurement would say nothing`);
}

async function measureTasks(deps: Deps): Promise<ComplaintFigures["tasks"]> {
  const nth = (first: number, count: number) => (n: number) => first + 1 + (n % count);
  const runs: [who: string, personOf: (n: number) => number, asked: { view?: TaskView; page: number }][] = [
    ["a clerk", nth(CLERK, CLERKS), { page: 0 }],
    ["an account manager", nth(MANAGER, MANAGERS), { page: 0 }],
    ["an account manager, the way of the day", nth(MANAGER, MANAGERS), { view: "route", page: 0 }],
    ["a supervisor", nth(SUPERVISOR, DISTRICTS), { page: 0 }],
    ["a supervisor, the district", nth(SUPERVISOR, DISTRICTS), { view: "all", page: 0 }],
    ["an admin, the whole company", nth(ADMIN, 1), { view: "all", page: 0 }],
    ["an admin, the 100th page", nth(ADMIN, 1), { view: "all", page: 99 }],
  ];
  const figures: ComplaintFigures["tasks"] = [];
  for (const [who, personOf, asked] of runs) figures.push({ who, ...(await measure(READS, (n) => answer(deps, personOf(n), asked))) });
  return figures;
}

async function measureSweep(deps: Deps): Promise<ComplaintFigures["sweep"]> {
  const { db } = deps;
  const until = deps.clock();
  const everything = Number.MAX_SAFE_INTEGER;
  // The first look of a morning writes the rows, all others find them there.
  await sweepMorningLists(deps);
  return [
    { what: "sweep of promises, nothing due (every half minute)", ...(await measure(SWEEPS, () => sweepPromises(deps))) },
    { what: "- of it overdue promises, none", ...(await measure(SWEEPS, () => findOverduePromises(db, until, SWEEP_BATCH))) },
    { what: "overdue promises, a batch of 500", ...(await measure(SWEEPS, () => findOverduePromises(db, everything, SWEEP_BATCH))) },
    { what: "look for lists of the morning", ...(await measure(SWEEPS, () => sweepMorningLists(deps))) },
  ];
}

function createDeps(db: Db, dir: string): Deps {
  const config = parseConfig({ BOT_TOKEN: "123456:bench-token-bench-token", DATA_DIR: dir, HOLIDAYS_FILE: "none" });
  return {
    db,
    config,
    clock: () => NOW,
    log: createLog("silent"),
    t: createTranslate(),
    queues: { setAlarms: async () => {}, close: async () => {} },
    calendar: loadCalendar(config),
    telegram: { lacksRichMessages: false },
    kickSender: () => {},
  };
}

async function measureComplaints({ dir, cases }: ComplaintsJob): Promise<ComplaintFigures> {
  const { db } = openDb(join(dir, "complaints.db"));
  fillCases(db, cases, NOW);
  const deps = createDeps(db, dir);
  const { n: promises } = db.get<{ n: number }>(sql`select count(*) as n from promises where state = 'open' or next_at is not null`);
  const { n: closed } = db.get<{ n: number }>(sql`select count(*) as n from complaints where state = 'closed'`);
  return { cases, promises, closed, tasks: await measureTasks(deps), sweep: await measureSweep(deps) };
}

process.on("disconnect", () => process.exit());
const figures = await measureComplaints(JSON.parse(process.argv[2]!) as ComplaintsJob);
process.send!(figures, () => process.exit());
