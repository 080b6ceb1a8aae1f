import { PROMISE_KINDS } from "../complaints/rules.ts";
import { forkApart } from "../import/fork.ts";
import { titleOf, type Telling } from "./text.ts";
import { nameShort } from "./periods.ts";
import { OUTCOMES, SATISFACTION_GOAL } from "./rules.ts";

/** All words and numbers of a chart; the process that draws it knows no language. */
export type ChartSpec = {
  title: string;
  cases: { title: string; names: string[]; now: number[]; before: number[]; nowName: string; beforeName: string };
  promises: { title: string; names: string[]; series: { outcome: string; name: string; values: number[] }[] };
  satisfaction: { title: string; names: string[]; values: (number | null)[]; goal: number };
  empty: string;
};

const MEMORY_MB = 256;
/** Half a second on an idle machine, many times that on a crowded one. */
const TIMEOUT_MS = 60_000;

/** Draws a chart as a PNG, in a process that holds up nobody. Rejects when it can not be drawn. */
export function drawChart(spec: ChartSpec): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const painter = forkApart(new URL("./chart-process.mjs", import.meta.url), { memoryMb: MEMORY_MB, timeoutMs: TIMEOUT_MS });
    painter.once("message", (png) => resolve(Buffer.from(png as unknown as Uint8Array)));
    painter.once("error", reject);
    // After an answer this changes nothing.
    painter.once("exit", (code, signal) => reject(new Error(`the painter of charts ended with ${signal ?? code}`)));
    painter.send(spec);
  });
}

/** What the chart of a period's figures shows. */
export async function specOf(telling: Telling): Promise<ChartSpec> {
  const { deps, locale, figures } = telling;
  const t = (key: string, variables?: Record<string, string | number>) => deps.t(locale, key, variables);
  const { cases, before, promises, trend } = figures;
  const categories = [...new Set([...cases.byCategory, ...before.byCategory].map(({ value }) => value))];
  const numbers = (counts: typeof cases) => categories.map((category) => counts.byCategory.find(({ value }) => value === category)?.n ?? 0);
  return {
    // Signs like 📋 are in no font of the chart's.
    title: (await titleOf(telling)).replaceAll(/\p{Extended_Pictographic}\s*/gu, ""),
    cases: {
      title: t("complaint-chart-cases"),
      names: categories.map((category) => t("complaint-category-name", { category })),
      now: numbers(cases),
      before: numbers(before),
      nowName: t("complaint-chart-now"),
      beforeName: t("complaint-chart-before"),
    },
    promises: {
      title: t("complaint-chart-promises"),
      names: PROMISE_KINDS.map((kind) => t("promise-name", { kind })),
      series: OUTCOMES.map((outcome) => ({
        outcome,
        name: t("complaint-report-csv-outcome", { outcome }),
        values: promises.map(({ keeping }) => keeping[outcome]),
      })),
    },
    satisfaction: {
      title: t("complaint-chart-satisfaction", { goal: SATISFACTION_GOAL }),
      names: trend.map(({ period }) => nameShort(period)),
      values: trend.map(({ share }) => share ?? null),
      goal: SATISFACTION_GOAL,
    },
    empty: t("complaint-chart-empty"),
  };
}
