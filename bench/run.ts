import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endFile, runFile, startFile } from "./children.ts";
import { needsRedis } from "./contestant.ts";
import type { ComplaintFigures, ComplaintsJob } from "./complaints.ts";
import type { DatabaseFigures } from "./database.ts";
import { readOptions, USAGE, type BenchOptions } from "./options.ts";
import { installPeers } from "./peers.ts";
import { planScenarios } from "./plan.ts";
import { renderDocs } from "./docs.ts";
import { renderReport, type Report } from "./report.ts";
import { runScenario, type ScenarioFigures } from "./scenario.ts";
import { startServer, type BenchServer } from "./server-process.ts";
import { SERVER_60_MS } from "./settings.ts";
import type { WindowFigures, WindowsJob } from "./windows.ts";

const RESULTS_DIR = fileURLToPath(new URL("results/", import.meta.url));
const DOCS_FILE = fileURLToPath(new URL("../docs/performance.md", import.meta.url));
const DATABASE_MAX_MS = 600_000;
const WINDOWS_MAX_MS = 300_000;
const COMPLAINTS_MAX_MS = 300_000;

type Closers = (() => unknown)[];

const say = (text: string) => void process.stdout.write(`${text}\n`);
const makeDir = () => realpathSync(mkdtempSync(join(tmpdir(), "tongzhou-bench-")));

function describeMachine(): Report["machine"] {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release()}`,
    node: process.version,
    // A loaded machine is slower: whoever reads the figures must be able to tell.
    loadAtStart: loadavg()[0]!,
  };
}

async function openRedis(options: BenchOptions, closers: Closers): Promise<string | undefined> {
  if (!options.contestants.some(needsRedis) && options.shops === 0) return undefined;
  const { child, ready } = await startFile("redis-process.ts", { dir: makeDir() });
  closers.push(() => endFile(child));
  return (ready as { socketPath: string }).socketPath;
}

async function measure(options: BenchOptions, closers: Closers): Promise<Report> {
  const machine = describeMachine();
  const dir = makeDir();
  closers.push(() => rmSync(dir, { recursive: true, force: true }));
  const redisSocket = await openRedis(options, closers);
  const date = new Date().toISOString();
  // First: half an hour of messages is lost when what comes after them fails.
  if (options.databaseRows > 0) process.stderr.write(`… database with ${options.databaseRows} rows\n`);
  const job = { dir, rows: options.databaseRows };
  const database = options.databaseRows > 0 ? await runFile<DatabaseFigures>("database.ts", job, DATABASE_MAX_MS) : undefined;
  const complaints = await measureComplaints(options, dir);
  const server = await startServer();
  closers.push(() => server.close());
  const windows = await measureWindows(options, { dir, server, redisSocket });
  const figures: ScenarioFigures[] = [];
  for (const scenario of planScenarios(options)) {
    process.stderr.write(`… ${scenario.title}\n`);
    figures.push(await runScenario(scenario, { server, dir, redisSocket }));
  }
  return { date, machine, options, figures, database, windows, complaints };
}

async function measureComplaints({ cases }: BenchOptions, dir: string): Promise<ComplaintFigures | undefined> {
  if (cases === 0) return undefined;
  process.stderr.write(`… ${cases} open cases\n`);
  const job: ComplaintsJob = { dir, cases };
  return runFile<ComplaintFigures>("complaints.ts", job, COMPLAINTS_MAX_MS);
}

async function measureWindows(
  { shops }: BenchOptions,
  { dir, server, redisSocket }: { dir: string; server: BenchServer; redisSocket: string | undefined },
): Promise<WindowFigures | undefined> {
  if (shops === 0 || redisSocket === undefined) return undefined;
  process.stderr.write(`… order windows of ${shops} shops\n`);
  await server.reset(SERVER_60_MS);
  const job: WindowsJob = { dir, shops, apiRoot: server.apiRoot, redisSocket };
  return runFile<WindowFigures>("windows.ts", job, WINDOWS_MAX_MS);
}

function store(report: Report): void {
  mkdirSync(RESULTS_DIR, { recursive: true });
  const file = join(RESULTS_DIR, `${report.date.replaceAll(":", "-")}.json`);
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  say(`\nFigures: ${file}`);
  if (!report.options.writeDocs) return;
  writeFileSync(DOCS_FILE, renderDocs(report));
  say(`Written: ${DOCS_FILE}`);
}

async function run(options: BenchOptions): Promise<void> {
  if (options.contestants.length > 0) installPeers();
  const closers: Closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close().finally(() => process.exit(1)));
  try {
    const report = await measure(options, closers);
    say(renderReport(report));
    store(report);
  } finally {
    await close();
  }
}

/** A wrong option is the caller's: a sentence, no stack. */
function readCommandLine(): BenchOptions | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    say((error as Error).message);
    return process.exit(2);
  }
}

const options = readCommandLine();
if (options === undefined) say(USAGE);
else await run(options);
