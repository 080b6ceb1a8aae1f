import { findOverduePromises, findPromise, markBreached } from "../../db/complaints/promises.ts";
import type { Deps } from "../deps.ts";
import { alarmsOf } from "./change.ts";
import { tellBreach } from "./outbox.ts";
import { findSupervisorChats } from "./recipients.ts";
import { decideBreach } from "./rules.ts";

/** An alarm that merely runs a little late is not lost. */
const LOST_AFTER_MS = 5_000;
const SWEEP_BATCH = 500;

/** A promise's due time has come: if it is still open, records the breach and tells those in charge, once however often it runs. */
export async function breachPromise(deps: Deps, { promiseId, dueVersion }: { promiseId: number; dueVersion: number }): Promise<void> {
  const found = await findPromise(deps.db, promiseId);
  if (!found) return;
  const { promise, complaint } = found;
  const now = deps.clock();
  const decision = decideBreach(promise, dueVersion, now);
  if (decision === "early") {
    // The clock that woke us was ahead. The id differs: BullMQ would ignore that of the job which is running.
    const again = alarmsOf([promise]).map((alarm) => ({ ...alarm, jobId: `${alarm.jobId}-again-${now}` }));
    return deps.queues.setAlarms(again, now);
  }
  if (decision === "void") return;
  const supervisors = await findSupervisorChats(deps, complaint.districtId);
  if (await markBreached(deps.db, promise, tellBreach(supervisors, promise), now)) deps.kickSender();
}

/** Reports the promises whose alarm was lost with Redis or with a downtime. */
export async function sweepPromises(deps: Deps): Promise<void> {
  for (;;) {
    const overdue = await findOverduePromises(deps.db, deps.clock() - LOST_AFTER_MS, SWEEP_BATCH);
    for (const { id, dueVersion } of overdue) await breachPromise(deps, { promiseId: id, dueVersion });
    if (overdue.length < SWEEP_BATCH) return;
  }
}
