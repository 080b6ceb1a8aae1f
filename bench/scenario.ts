import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runFile } from "./children.ts";
import type { ContestantJob, ContestantResult } from "./contestant-process.ts";
import type { ContestantName } from "./contestant.ts";
import { buildMessages, type Load } from "./messages.ts";
import type { Accepted, Ledger } from "./server.ts";
import type { BenchServer } from "./server-process.ts";
import { TOKEN, type ServerSettings } from "./settings.ts";

export type Scenario = { title: string; contestant: ContestantName; load: Load; settings: ServerSettings; capMs: number };

/** Every count is the server's; only the reply latencies, CPU and memory are the contestant's own. */
export type ScenarioFigures = {
  title: string;
  contestant: ContestantName;
  load: Load;
  settings: ServerSettings;
  isFinished: boolean;
  expected: number;
  accepted: number;
  duplicates: number;
  missing: number;
  acceptedReplies: number;
  /** From the first to the last accepted message that is no reply; of a design that was stopped, until then. */
  seconds: number;
  /** Replies included: they share the token's limit. */
  allPerSecond: number;
  perSecond: number;
  /** From the first message to the last private one. */
  privateSeconds: number;
  allPerSecondUntilLastPrivate: number;
  rejected: Ledger["rejected"];
  maxInAnySecond: number;
  maxInAGroupMinute: number;
  maxInAPrivateTenSeconds: number;
  client: ContestantResult;
};

/** What the pacer's rate would take: only to place the two bursts inside the run, at the same moments for every contestant. */
const NOMINAL_RATE = 28;
/** Start, replies' grace and stop of a contestant, on a busy machine. */
const OVERHEAD_MS = 60_000;

/** A span's messages without the one that opens it: n messages make n - 1 intervals. */
function rateOf(accepted: Accepted[], from: number, to: number): number {
  const count = accepted.filter(({ at }) => at >= from && at <= to).length;
  return to > from ? ((count - 1) * 1_000) / (to - from) : 0;
}

function judge({ title, contestant, load, settings }: Scenario, ledger: Ledger, client: ContestantResult): ScenarioFigures {
  const bulk = ledger.accepted.filter(({ id }) => !id.startsWith("r"));
  const seen = new Set(bulk.map(({ id }) => id));
  const expected = buildMessages(load);
  const first = bulk[0]?.at ?? 0;
  // A design that was locked out when its time was up was not fast until then: its pause belongs to its rate.
  const last = client.isFinished ? (bulk.at(-1)?.at ?? 0) : first + client.wallMs;
  const lastPrivate = bulk.findLast(({ id }) => id.startsWith("p"))?.at ?? 0;
  return {
    title,
    contestant,
    load,
    settings,
    isFinished: client.isFinished,
    expected: expected.length,
    accepted: bulk.length,
    duplicates: bulk.length - seen.size,
    missing: expected.filter(({ id }) => !seen.has(id)).length,
    acceptedReplies: ledger.accepted.length - bulk.length,
    seconds: (last - first) / 1_000,
    allPerSecond: rateOf(ledger.accepted, first, last),
    perSecond: rateOf(bulk, first, last),
    privateSeconds: (lastPrivate - first) / 1_000,
    allPerSecondUntilLastPrivate: rateOf(ledger.accepted, first, lastPrivate),
    rejected: ledger.rejected,
    maxInAnySecond: ledger.maxInAnySecond,
    maxInAGroupMinute: ledger.maxInAGroupMinute,
    maxInAPrivateTenSeconds: ledger.maxInAPrivateTenSeconds,
    client,
  };
}

/** What a run needs around it; `dir` is for temporary files. */
export type Surroundings = { server: BenchServer; dir: string; redisSocket: string | undefined };

/** Runs one contestant against a server that forgot everything before, and reads the server's ledger when it is gone. */
export async function runScenario(scenario: Scenario, { server, dir: parentDir, redisSocket }: Surroundings): Promise<ScenarioFigures> {
  const dir = mkdtempSync(join(parentDir, "run-"));
  try {
    await server.reset(scenario.settings);
    const { contestant: name, load, capMs } = scenario;
    const nominalMs = (buildMessages(load).length / NOMINAL_RATE) * 1_000;
    const setup = { apiRoot: server.apiRoot, token: TOKEN, dir, redisSocket };
    const job: ContestantJob = { name, setup, load, burstsAtMs: [nominalMs / 3, (nominalMs * 2) / 3], capMs };
    const client = await runFile<ContestantResult>("contestant-process.ts", job, capMs + OVERHEAD_MS);
    return judge(scenario, await server.readLedger(), client);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
