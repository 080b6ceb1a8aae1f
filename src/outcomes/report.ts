import { setImmediate } from "node:timers/promises";
import { findCounted, findShopOutcomes, findUncounted, saveOutcomes, type ClosedWindow, type NewOutcome } from "../../db/outcomes.ts";
import type { Deps } from "../deps.ts";
import { findFeed } from "../orders/service.ts";
import { composeOutcomes, findAudience, type Audience } from "./recipients.ts";
import {
  countOutcome,
  decideRecount,
  isCountable,
  OLD_WINDOWS_PER_SWEEP,
  OUTCOME_DELAY_MS,
  OUTCOME_MAX_AGE_MS,
  RECOUNT_MS,
} from "./rules.ts";

/** Windows to count together; reported to `audience` if there is one. `isFinal`: counted once more for the trend. */
type Batch = { windows: readonly ClosedWindow[]; audience: Audience | undefined; isFinal?: boolean };

async function count(deps: Deps, { windows, isFinal = false }: Batch, feedAt: number | undefined): Promise<NewOutcome[]> {
  const outcomes: NewOutcome[] = [];
  for (const window of windows) {
    const shops = await findShopOutcomes(deps.db, window);
    const missingIds = shops.flatMap(({ id, orderedAt }) => (orderedAt === null ? id : []));
    outcomes.push({
      window,
      counts: countOutcome(shops, window.remindedAt ?? window.reminderAt),
      missingIds,
      feedAt: feedAt ?? null,
      isFinal,
    });
    // Hundreds of routes may close at one instant: between two of them everyone else is served.
    await setImmediate();
  }
  return outcomes;
}

async function save(deps: Deps, batch: Batch, feedAt: number | undefined) {
  const { audience } = batch;
  const outcomes = await count(deps, batch, feedAt);
  const hasShops = new Set(outcomes.flatMap(({ window, counts }) => (counts.shops > 0 ? window.id : [])));
  const saved = await saveOutcomes(deps.db, outcomes, deps.clock(), (ended) =>
    audience
      ? composeOutcomes(
          ended.filter(({ id }) => hasShops.has(id)),
          audience,
        )
      : [],
  );
  if (saved.length === 0) return;
  deps.log.info({ windows: saved.length, cutoffAt: saved[0]!.cutoffAt, isReported: audience !== undefined }, "windows were counted");
  deps.kickSender();
}

function byCutoff(windows: readonly ClosedWindow[]): ClosedWindow[][] {
  const groups = new Map<number, ClosedWindow[]>();
  for (const window of windows) groups.set(window.cutoffAt, [...(groups.get(window.cutoffAt) ?? []), window]);
  return [...groups.values()];
}

/** Counted windows whose orders came, or were put right, after they were counted. */
async function findLate({ db }: Deps, feedAt: number | undefined, now: number) {
  const counted = await findCounted(db, { after: now - RECOUNT_MS, until: now - OUTCOME_DELAY_MS });
  const decided = counted.map((window) => ({ window, decision: decideRecount(window, feedAt, now) }));
  const of = (wanted: string) => decided.flatMap(({ window, decision }) => (decision === wanted ? window : []));
  return { corrected: byCutoff(of("corrected")), final: of("final") };
}

/**
 * Counts what became of every window that has closed, and reports it to its account manager and supervisors: those of one instant in one
 * message. What closed over a day ago is counted and not reported. Done once a window, whoever else does it at the same time; a report that
 * went without the orders is corrected when they come, and a day after the cutoff all are counted once more for the trend.
 */
export async function reportOutcomes(deps: Deps): Promise<void> {
  const { db, clock } = deps;
  const now = clock();
  const { receivedAt: feedAt } = await findFeed(deps);
  const recent = await findUncounted(db, { after: now - OUTCOME_MAX_AGE_MS, until: now - OUTCOME_DELAY_MS });
  const late = await findLate(deps, feedAt, now);
  const due = [...byCutoff(recent.filter(({ cutoffAt }) => isCountable(cutoffAt, feedAt, now))), ...late.corrected];
  const old = await findUncounted(db, { until: now - OUTCOME_MAX_AGE_MS, latest: OLD_WINDOWS_PER_SWEEP });
  const audience = due.length > 0 ? await findAudience(deps) : undefined;
  const silent: Batch[] = [
    { windows: old, audience: undefined },
    { windows: late.final, audience: undefined, isFinal: true },
  ];
  await saveAll(deps, [...due.map((windows) => ({ windows, audience })), ...silent.filter(({ windows }) => windows.length > 0)], feedAt);
}

async function saveAll(deps: Deps, batches: readonly Batch[], feedAt: number | undefined): Promise<void> {
  const errors: unknown[] = [];
  for (const batch of batches) {
    try {
      await save(deps, batch, feedAt);
    } catch (error) {
      // What can not be counted must not keep the windows of other instants from being reported.
      deps.log.error({ windows: batch.windows.map(({ id }) => id), err: error }, "windows could not be counted");
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} outcomes failed`);
}
