import { findPromise } from "../../../db/complaints/promises.ts";
import { findUnwarned, markWarned } from "../../../db/complaints/warnings.ts";
import type { Deps } from "../../deps.ts";
import { againAt, warnAlarms, type Due } from "../alarms.ts";
import { findOwnerTiers } from "./recipients.ts";
import { tellWarning } from "./outbox.ts";
import { decideWarning } from "../promise-rules.ts";
import { firstOf } from "../recipients.ts";

export type Unwarned = Due & { warnAt: number };

/** Warns the owner of a promise that its time is nearly up, once; what no longer applies, or comes too late to be of use, is left. */
export async function warnOwner(deps: Deps, { promiseId, dueVersion }: Due): Promise<void> {
  const found = await findPromise(deps.db, promiseId);
  if (!found) return;
  const { promise, complaint } = found;
  const now = deps.clock();
  const decision = decideWarning(promise, dueVersion, now);
  if (decision === "early") await deps.queues.setAlarms(againAt(warnAlarms([promise]), now), now);
  if (decision !== "warn" && decision !== "late") return;
  const readers = decision === "warn" ? firstOf(await findOwnerTiers(deps, promise, complaint)) : [];
  if (await markWarned(deps.db, promise, tellWarning(readers, promise), now)) deps.kickSender();
}

/** Promises whose owner should have been warned by `until` and was not, in batches as findMissed. */
export async function findLostWarnings(deps: Deps, until: number, limit: number, after?: Unwarned): Promise<Unwarned[]> {
  const rows = await findUnwarned(deps.db, until, limit, after && { id: after.promiseId, warnAt: after.warnAt });
  return rows.map(({ id, ...due }) => ({ promiseId: id, ...due }));
}
