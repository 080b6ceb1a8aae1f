import type { Deps } from "../deps.ts";
import { reportOutcomes } from "./report.ts";
import { reportTrends } from "./trend.ts";

/** Counts the windows that have closed, and reports them; safe to run at any time, and again. */
export const sweepOutcomes = (deps: Deps): Promise<void> => reportOutcomes(deps);

/** On Mondays, writes the reports of the week before; safe to run at any time, and again. */
export const sweepTrends = (deps: Deps): Promise<void> => reportTrends(deps);
