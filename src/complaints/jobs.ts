import type { Deps } from "../deps.ts";
import { findMissed, reportBreach, type Due } from "./service.ts";

/** An alarm that merely runs a little late is not lost. */
const LOST_AFTER_MS = 5_000;
const SWEEP_BATCH = 500;

/** A promise's due time has come: its breach is recorded and reported once, however often this runs. */
export const breachPromise = (deps: Deps, due: Due): Promise<void> => reportBreach(deps, due);

/** Reports the promises whose alarm was lost with Redis or with a downtime. */
export async function sweepPromises(deps: Deps): Promise<void> {
  for (;;) {
    const missed = await findMissed(deps, deps.clock() - LOST_AFTER_MS, SWEEP_BATCH);
    for (const due of missed) await reportBreach(deps, due);
    if (missed.length < SWEEP_BATCH) return;
  }
}
