import type { Deps } from "../deps.ts";
import type { QueueJobs } from "../queues.ts";
import {
  endPause,
  fileUndecided,
  findEndedPauses,
  findLostWarnings,
  findDueReturns,
  findMisplaced,
  findMissed,
  findUndecidedFilings,
  findUndelivered,
  findUndeliveredBreaches,
  moveDuePromises,
  forgetKept,
  offerKept,
  passOn,
  passOnBreaches,
  remindOfAttempt,
  passOnVisit,
  reportBreach,
  warnOwner,
  type Due,
} from "./service.ts";

/** An alarm that merely runs a little late is not lost. */
const LOST_AFTER_MS = 5_000;
const SWEEP_BATCH = 500;

/** A promise's due time has come: its breach is recorded and reported once, however often this runs. */
export const breachPromise = (deps: Deps, due: Due): Promise<void> => reportBreach(deps, due);

/** A promise's time is nearly up: its owner is warned once, however often this runs. */
export const warnPromise = (deps: Deps, due: Due): Promise<void> => warnOwner(deps, due);

/** An alarm of a promise rings. */
export const wakePromise = (deps: Deps, { step, ...due }: QueueJobs["promises"]): Promise<void> =>
  step === "warn" ? warnPromise(deps, due) : breachPromise(deps, due);

/** Puts the promises where working hours and holidays put them now. */
export const followCalendar = (deps: Deps): Promise<void> => moveDuePromises(deps);

/** Ends the pauses that are over, warns of and reports the promises whose alarm was lost with Redis or with a downtime, passes on what did not reach its reader and whose visitor is gone, files what nobody chose for, and sends the next attempt of a return visit. */
export async function sweepPromises(deps: Deps): Promise<void> {
  const failures: unknown[] = [];
  for (const sweep of SWEEPS) await sweep(deps, failures).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `the sweep of promises failed for ${failures.length} rows`);
}

type Find<T> = (deps: Deps, until: number, limit: number, after?: T) => Promise<T[]>;

async function sweepBatches<T>(deps: Deps, failures: unknown[], find: Find<T>, run: (deps: Deps, row: T) => Promise<void>): Promise<void> {
  let batch: T[] = [];
  do {
    batch = await find(deps, deps.clock() - LOST_AFTER_MS, SWEEP_BATCH, batch.at(-1));
    await forEachRow(deps, batch, failures, (row) => run(deps, row));
  } while (batch.length === SWEEP_BATCH);
}

const sweepPauses = (deps: Deps, failures: unknown[]): Promise<void> => sweepBatches(deps, failures, findEndedPauses, endPause);
const sweepMissed = (deps: Deps, failures: unknown[]): Promise<void> => sweepBatches(deps, failures, findMissed, reportBreach);
const sweepWarnings = (deps: Deps, failures: unknown[]): Promise<void> => sweepBatches(deps, failures, findLostWarnings, warnOwner);

async function sweepUndelivered(deps: Deps, failures: unknown[]): Promise<void> {
  await forEachRow(deps, await findUndelivered(deps), failures, (undelivered) => passOn(deps, undelivered));
}

async function sweepUndeliveredBreaches(deps: Deps, failures: unknown[]): Promise<void> {
  const rows = (await findUndeliveredBreaches(deps)).map((noticeId) => ({ noticeId }));
  await forEachRow(deps, rows, failures, ({ noticeId }) => passOnBreaches(deps, noticeId));
}

async function sweepUndecided(deps: Deps, failures: unknown[]): Promise<void> {
  const waiting = await findUndecidedFilings(deps);
  const rows = waiting.map(({ personId }) => ({ personId }));
  // The log gets whose turn failed, and none of their words.
  await forEachRow(deps, rows, failures, ({ personId }) =>
    fileUndecided(
      deps,
      waiting.find((row) => row.personId === personId)!,
    ),
  );
}

/** Two days are over, or a shop became active again: whoever was verified otherwise than by a message was not asked yet. */
async function sweepKept(deps: Deps): Promise<void> {
  await forgetKept(deps);
  await offerKept(deps);
}

async function sweepAttempts(deps: Deps, failures: unknown[]): Promise<void> {
  await forEachRow(deps, await findDueReturns(deps, SWEEP_BATCH), failures, (due) => remindOfAttempt(deps, due));
}

/** Visits of people who left, are away or lost the route go to whoever visits the shop now. */
async function sweepMisplaced(deps: Deps, failures: unknown[]): Promise<void> {
  const { visits, markSeen } = await findMisplaced(deps);
  const before = failures.length;
  await forEachRow(deps, visits, failures, async (visit) => void (await passOnVisit(deps, visit)));
  if (failures.length === before) markSeen();
}

/** One bad row must not keep the others from their turn. What failed is thrown when all had theirs; each is due again at the next beat. */
async function forEachRow<T>(deps: Deps, rows: T[], failures: unknown[], run: (row: T) => Promise<void>): Promise<void> {
  for (const row of rows) {
    try {
      await run(row);
    } catch (error) {
      deps.log.error({ row, err: error }, "the sweep failed for a row");
      failures.push(error);
    }
  }
}

const SWEEPS: ((deps: Deps, failures: unknown[]) => Promise<void>)[] = [
  sweepPauses,
  sweepMissed,
  sweepWarnings,
  sweepUndelivered,
  sweepUndeliveredBreaches,
  sweepUndecided,
  sweepKept,
  sweepAttempts,
  sweepMisplaced,
];
