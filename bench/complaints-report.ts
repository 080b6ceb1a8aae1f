import type { ComplaintFigures, Measured } from "./complaints.ts";
import type { Latency } from "./database.ts";
import { formatNumber, renderTable } from "./table.ts";

const ms = (value: number): string => `${formatNumber(value, 1)} ms`;
const row = (what: string, { n, p50, p99, max, cpuMs }: Measured): string[] => [
  what,
  formatNumber(n),
  ms(p50),
  ms(p99),
  ms(max),
  ms(cpuMs),
];
const worst = (figures: Latency[]): number => Math.max(...figures.map(({ p99 }) => p99));

/** What the lists of tasks and the sweep must keep, beside what was measured. */
export function goalsOfComplaints({ cases, promises, tasks, sweep }: ComplaintFigures): [string, string, string][] {
  const company = `${formatNumber(cases)} open cases, ${formatNumber(promises)} promises`;
  return [
    [`/tasks, the slowest reader's p99 (${company})`, "< 100 ms", ms(worst(tasks))],
    ["the sweep of promises, p99", "< 50 ms", ms(sweep[0]!.p99)],
  ];
}

/** Every figure of the open cases. */
export function renderComplaints(figures: ComplaintFigures | undefined): string {
  if (!figures) return "not run";
  const { cases, promises, closed, tasks, sweep } = figures;
  const title = `${formatNumber(cases)} open cases, ${formatNumber(promises)} promises, ${formatNumber(closed)} closed cases`;
  const rows = [
    ...tasks.map(({ who, ...latency }) => row(`/tasks: ${who}`, latency)),
    ...sweep.map(({ what, ...latency }) => row(what, latency)),
  ];
  return renderTable([title, "times", "p50", "p99", "slowest", "CPU each"], rows);
}
