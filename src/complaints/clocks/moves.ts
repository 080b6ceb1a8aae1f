import { setImmediate } from "node:timers/promises";
import type { CasePromise } from "../../../db/complaints/facts.ts";
import { findRunning, moveDueTimes } from "../../../db/complaints/running.ts";
import type { Deps } from "../../deps.ts";
import { alarmsOf } from "../alarms.ts";
import { followCalendar } from "../clock.ts";

/** Reading and computing so many takes some 10 ms, in which the bot answers nobody. */
const CHUNK = 500;

/** Moves promises to where the calendar puts them now; gives how many moved. Their older alarms find themselves void. */
export async function moveWithCalendar(deps: Deps, promises: CasePromise[]): Promise<number> {
  const now = deps.clock();
  const moves = promises.flatMap((promise) => followCalendar(promise, now, deps.calendar) ?? []);
  const moved = await moveDueTimes(deps.db, moves);
  if (moved.length > 0) await deps.queues.setAlarms(alarmsOf(moved), now);
  return moved.length;
}

/** Moves every running promise whose due time is not where working hours and holidays put it now. */
export async function moveDuePromises(deps: Deps): Promise<void> {
  let batch: CasePromise[] = [];
  let moved = 0;
  do {
    // What moved to a later time comes by again, and stays.
    batch = await findRunning(deps.db, CHUNK, batch.at(-1));
    moved += await moveWithCalendar(deps, batch);
    await setImmediate();
  } while (batch.length === CHUNK);
  if (moved > 0) deps.log.info({ promises: moved }, "due times moved with the calendar");
}
