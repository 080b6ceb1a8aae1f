import { setImmediate } from "node:timers/promises";
import { findShopOutcomes, findUncounted, saveOutcomes, type ClosedWindow, type NewOutcome } from "../../db/outcomes.ts";
import type { Deps } from "../deps.ts";
import { findFeed } from "../orders/service.ts";
import { composeOutcomes, findAudience, type Audience } from "./recipients.ts";
import { countOutcome, isCountable, OLD_WINDOWS_PER_SWEEP, OUTCOME_DELAY_MS, OUTCOME_MAX_AGE_MS } from "./rules.ts";

async function count(deps: Deps, windows: readonly ClosedWindow[], feedAt: number | undefined): Promise<NewOutcome[]> {
  const outcomes: NewOutcome[] = [];
  for (const window of windows) {
    const shops = await findShopOutcomes(deps.db, window);
    const missingIds = shops.flatMap(({ id, orderedAt }) => (orderedAt === null ? id : []));
    outcomes.push({
      window,
      counts: countOutcome(shops, window.remindedAt ?? window.reminderAt),
      missingIds,
      feedAt: feedAt ?? null,
    });
    // Hundreds of routes may close at one instant: between two of them everyone else is served.
    await setImmediate();
  }
  return outcomes;
}

async function save(deps: Deps, windows: readonly ClosedWindow[], feedAt: number | undefined, audience: Audience | undefined) {
  const outcomes = await count(deps, windows, feedAt);
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

/**
 * Counts what became of every window that has closed, and reports it to its account manager and supervisors: those of one instant in one
 * message. What closed over a day ago is counted and not reported. Done once a window, whoever else does it at the same time.
 */
export async function reportOutcomes(deps: Deps): Promise<void> {
  const { db, clock, log } = deps;
  const now = clock();
  const { receivedAt: feedAt } = await findFeed(deps);
  const recent = await findUncounted(db, { after: now - OUTCOME_MAX_AGE_MS, until: now - OUTCOME_DELAY_MS });
  const due = byCutoff(recent.filter(({ cutoffAt }) => isCountable(cutoffAt, feedAt, now)));
  const old = await findUncounted(db, { until: now - OUTCOME_MAX_AGE_MS, latest: OLD_WINDOWS_PER_SWEEP });
  const audience = due.length > 0 ? await findAudience(deps) : undefined;
  const batches = [...due.map((windows) => ({ windows, audience })), ...(old.length > 0 ? [{ windows: old, audience: undefined }] : [])];
  const errors: unknown[] = [];
  for (const batch of batches) {
    try {
      await save(deps, batch.windows, feedAt, batch.audience);
    } catch (error) {
      // What can not be counted must not keep the windows of other instants from being reported.
      log.error({ windows: batch.windows.map(({ id }) => id), err: error }, "windows could not be counted");
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} outcomes failed`);
}
