import type { Deps } from "../deps.ts";
import { reportComplaints } from "./sweep.ts";

/** On Mondays and on the 1st, writes the reports of the week or month before; safe to run at any time, and again. */
export const sweepComplaintReports = (deps: Deps): Promise<void> => reportComplaints(deps);
