import { findPromise } from "../../../db/complaints/promises.ts";
import { findPausesOver } from "../../../db/complaints/running.ts";
import type { Deps } from "../../deps.ts";
import { change } from "../change.ts";
import { resumePromise } from "../clock.ts";
import { findOwnerTiers } from "./recipients.ts";
import { tellResumed } from "./outbox.ts";
import { firstOf } from "../recipients.ts";
import { NOBODY } from "../rules.ts";

/** A pause that is over: the shop did not answer by `resumeAt`. */
export type PauseOver = { promiseId: number; complaintId: number; resumeAt: number };

/** Lets the clock of a promise go on because the shop did not answer in time, and tells its owner; left alone when it did, or the case ended. */
export async function endPause(deps: Deps, { promiseId, complaintId }: Omit<PauseOver, "resumeAt">): Promise<void> {
  const found = await findPromise(deps.db, promiseId);
  if (!found) return;
  const readers = firstOf(await findOwnerTiers(deps, found.promise, found.complaint));
  await change(deps, complaintId, NOBODY, ({ promises }, now) => {
    const promise = promises.find(({ id }) => id === promiseId);
    const isOver = promise?.state === "open" && promise.pausedAt !== null && promise.resumeAt !== null && promise.resumeAt <= now;
    if (!isOver) return {};
    return {
      promises: [resumePromise(promise, now, deps.calendar)],
      events: [{ kind: "resumed", promise: promise.kind }],
      deliveries: tellResumed(readers, promise),
    };
  });
}

/** Pauses that were over by `until`, in batches as findMissed. */
export async function findEndedPauses(deps: Deps, until: number, limit: number, after?: PauseOver): Promise<PauseOver[]> {
  const rows = await findPausesOver(deps.db, until, limit, after && { id: after.promiseId, resumeAt: after.resumeAt });
  return rows.map(({ id, ...pause }) => ({ promiseId: id, ...pause }));
}
