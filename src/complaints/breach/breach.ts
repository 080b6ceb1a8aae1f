import { markBreached } from "../../../db/complaints/breach-notices.ts";
import { findOverduePromises, findPromise } from "../../../db/complaints/promises.ts";
import type { Deps } from "../../deps.ts";
import { againAt, type Due, dueAlarms } from "../alarms.ts";
import { moveWithCalendar } from "../clocks/moves.ts";
import { tellBreaches } from "./outbox.ts";
import { findCaseSupervisorChats } from "../case-recipients.ts";
import { decideBreach } from "../promise-rules.ts";

export type Missed = Due & { dueAt: number };

/** Records that a promise was not kept in time and tells those in charge, once and together with what else was broken within the hour; what no longer applies is left alone. */
export async function reportBreach(deps: Deps, { promiseId, dueVersion }: Due): Promise<void> {
  const found = await findPromise(deps.db, promiseId);
  if (!found) return;
  const { promise, complaint } = found;
  const now = deps.clock();
  const decision = decideBreach(promise, dueVersion, now);
  // The clock that woke us was ahead.
  if (decision === "early") await deps.queues.setAlarms(againAt(dueAlarms([promise]), now), now);
  // An alarm may ring before anybody looked what a new calendar moved.
  if (decision !== "breach" || (await moveWithCalendar(deps, [promise])) > 0) return;
  const readers = await findCaseSupervisorChats(deps, complaint);
  if (await markBreached(deps.db, promise, (notice) => tellBreaches(readers, notice), now)) deps.kickSender();
}

/** Overdue promises nobody was told of, due until `dueUntil`, longest overdue first; `after` is the last one of the batch before. */
export async function findMissed(deps: Deps, dueUntil: number, limit: number, after?: Missed): Promise<Missed[]> {
  const rows = await findOverduePromises(deps.db, dueUntil, limit, after && { id: after.promiseId, dueAt: after.dueAt });
  return rows.map(({ id, ...due }) => ({ promiseId: id, ...due }));
}
