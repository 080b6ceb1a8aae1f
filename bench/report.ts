import { renderComplaints } from "./complaints-report.ts";
import type { ComplaintFigures } from "./complaints.ts";
import type { DatabaseFigures, Latency } from "./database.ts";
import type { BenchOptions } from "./options.ts";
import { TITLES } from "./plan.ts";
import type { ScenarioFigures } from "./scenario.ts";
import { formatChange, formatNumber, renderTable } from "./table.ts";
import type { WindowFigures } from "./windows.ts";
import { renderWindows } from "./windows-report.ts";

export type Report = {
  date: string;
  machine: { cpu: string; cores: number; memoryGb: number; system: string; node: string; loadAtStart: number };
  options: BenchOptions;
  figures: ScenarioFigures[];
  database: DatabaseFigures | undefined;
  windows: WindowFigures | undefined;
  complaints: ComplaintFigures | undefined;
};

/** How a table calls what a contestant is. */
const NAMES: Record<string, string> = {
  "this-sender": "**this sender**",
  "one-by-one": "one by one, grammY + auto-retry",
  "grammy-throttler": "grammY + transformer-throttler + auto-retry",
  "telegraf-throttler": "telegraf + telegraf-throttler + retry",
  "bullmq-25-a-second": "BullMQ limiter 25/1000 ms",
  "bullmq-1-every-34-ms": "BullMQ limiter 1/34 ms, priorities",
};

export const count429 = ({ rejected }: ScenarioFigures): number => Object.values(rejected).reduce((sum, n) => sum + n, 0);
const nameOf = ({ title }: ScenarioFigures): string => NAMES[title] ?? title;

/** A reply that nobody answered until the end waited at least so long. */
function formatWait(ms: number, { client }: ScenarioFigures): string {
  const text = ms < 10_000 ? `${formatNumber(ms)} ms` : `${formatNumber(ms / 1_000, 1)} s`;
  return client.replies.waiting > 0 ? `> ${text}` : text;
}

function formatSent(figures: ScenarioFigures): string {
  const sent = formatNumber(figures.expected - figures.missing);
  return figures.isFinished ? sent : `${sent} in ${formatNumber(figures.client.wallMs / 1_000)} s, not finished`;
}

export function renderSpeeds(figures: ScenarioFigures[]): string {
  if (figures.length === 0) return "not run";
  const head = [
    "design",
    "msg/s",
    "without replies",
    "429s",
    "sent",
    "lost",
    "twice",
    "reply p50",
    "reply p99",
    "slowest",
    "peak memory",
    "CPU",
  ];
  const rows = figures.map((run) => {
    const { p50, p99, max } = run.client.replies;
    return [
      nameOf(run),
      formatNumber(run.allPerSecond, 1),
      formatNumber(run.perSecond, 1),
      formatNumber(count429(run)),
      formatSent(run),
      run.isFinished ? formatNumber(run.missing) : "-",
      formatNumber(run.duplicates),
      formatWait(p50, run),
      formatWait(p99, run),
      formatWait(max, run),
      `${formatNumber(run.client.peakRssBytes / 1e6)} MB`,
      `${formatNumber(run.client.cpuMs / 1_000, 1)} s`,
    ];
  });
  return renderTable(head, rows);
}

/** What the server's ledger says, unrounded. */
export function renderLedger(figures: ScenarioFigures[]): string {
  const head = [
    "run",
    "to send",
    "accepted",
    "replies asked / accepted / failed",
    "seconds",
    "429: token",
    "group",
    "private",
    "locked out",
    "most in any second",
    "in 60 s a group",
    "in 10 s a person",
  ];
  const rows = figures.map((run) => [
    nameOf(run),
    `${run.expected}`,
    `${run.accepted}`,
    `${run.client.replies.started} / ${run.acceptedReplies} / ${run.client.replies.failed}`,
    run.seconds.toFixed(3),
    ...[run.rejected.token, run.rejected.group, run.rejected.private, run.rejected.locked].map(String),
    ...[run.maxInAnySecond, run.maxInAGroupMinute, run.maxInAPrivateTenSeconds].map(String),
  ]);
  return renderTable(head, rows);
}

export const findRun = (figures: ScenarioFigures[], title: string): ScenarioFigures | undefined =>
  figures.find((run) => run.title === title);

/** The private messages beside groups: how long they took, and how much of the token's rate was left unused meanwhile. */
export function renderMixed(figures: ScenarioFigures[]): string {
  const alone = findRun(figures, "this-sender");
  const mixed = [TITLES.mixedPosts, TITLES.mixedReminders].map((title) => findRun(figures, title)).filter((run) => run !== undefined);
  if (alone === undefined || mixed.length === 0) return "not run";
  const rows = [alone, ...mixed].map((run) => [
    run === alone ? "private ones alone" : nameOf(run),
    `${run.load.privates} + ${run.load.groups} x ${run.load.postsPerGroup}`,
    `${formatNumber(run.privateSeconds, 1)} s`,
    formatChange(run.privateSeconds, alone.privateSeconds),
    formatNumber(run.allPerSecondUntilLastPrivate, 2),
    formatChange(run.allPerSecondUntilLastPrivate, alone.allPerSecondUntilLastPrivate),
    formatNumber(count429(run)),
  ]);
  return renderTable(["run", "messages", "last private one after", "change", "msg/s until then", "change", "429s"], rows);
}

const ms = (value: number) => `${formatNumber(value, 3)} ms`;
const row = (what: string, { n, p50, p99, max }: Latency): string[] => [what, formatNumber(n), ms(p50), ms(p99), ms(max)];

export function renderDatabase(database: DatabaseFigures | undefined): string {
  if (database === undefined) return "not run";
  const { claims, written, progress, rows, fileMb } = database;
  const table = renderTable(
    [`${formatNumber(rows)} rows (${formatNumber(fileMb)} MB)`, "times", "p50", "p99", "slowest"],
    [
      ...claims.flatMap((claim) => [
        row(`claim: ${claim.state.title}`, claim.both),
        row("- of it findSendable", claim.find),
        row("- of it markSending", claim.take),
        row("markSent", claim.settle),
      ]),
      row(`progress of a post to ${formatNumber(progress.rowsOfPost)}`, progress),
    ],
  );
  const plans = [...new Set(claims.map(({ plan }) => `claim: ${plan.join("; ")}`)), `progress: ${progress.plan.join("; ")}`].join("\n");
  return `${table}\n\n${formatNumber(written.rows)} rows written in ${formatNumber(written.ms)} ms (one transaction).\n\n\`\`\`\n${plans}\n\`\`\``;
}

export function renderReport({ machine, date, figures, database, windows, complaints, options }: Report): string {
  const own = Object.values<string>(TITLES);
  return [
    `${date}, ${machine.cores} x ${machine.cpu}, node ${machine.node}, load ${formatNumber(machine.loadAtStart, 1)} at the start, ${options.recipients} recipients`,
    renderSpeeds(figures.filter(({ title }) => !own.includes(title))),
    renderSpeeds(figures.filter(({ title }) => own.includes(title))),
    renderMixed(figures),
    renderDatabase(database),
    renderWindows(windows),
    renderComplaints(complaints),
    renderLedger(figures),
  ].join("\n\n");
}
