import {
  changeCutoffs as writeCutoffs,
  findChangeFacts,
  foreseeCutoff,
  type CutoffOrder,
  type CutoffTarget,
  type CutoffTerms,
  type RefusedCutoff,
} from "../../db/windows/changes.ts";
import { findWindow, type WindowDetails } from "../../db/windows/shops.ts";
import { dayOf, fromLocal, toLocal } from "../calendar/local-time.ts";
import { reminderAt } from "../calendar/window-rules.ts";
import type { Deps } from "../deps.ts";
import { composeCutoffChange, findCutoffRecipients, type CutoffAudience, type Told } from "./cutoff-outbox.ts";
import { REOPEN_AT_LEAST_MS, type ChangeKind, type CutoffRefusal } from "./cutoff-rules.ts";
import { createPlanner } from "./planner.ts";
import { findCallers, findNoticeGroups } from "./reminders.ts";
import { reminderAlarm } from "./alarms.ts";

export type CutoffOutcome = { changed: { windowId: number; version: number; cutoffAt: number | null }[]; refused: RefusedCutoff[] };

/** A cutoff lies on the day after its ordering day at the latest: as the calendar's own may. */
const LATEST_DAYS = 1;

/** How windows are planned now, and how far each may be moved: what changeCutoffsIn goes by. */
export async function createCutoffTerms(deps: Deps): Promise<CutoffTerms> {
  const { zone } = deps.calendar;
  const midnight = (day: number) => fromLocal(day, 0, zone);
  return {
    planner: await createPlanner(deps),
    limitsOf: ({ date, cutoffAt }) => ({
      latestAt: midnight(dayOf(date) + LATEST_DAYS + 1) - 1,
      reopenUntil: Math.max(midnight(toLocal(cutoffAt, zone).day + 1) - 1, cutoffAt + REOPEN_AT_LEAST_MS),
    }),
  };
}

/** Admins by ADMIN_IDS have every right without a row of staff. */
export const isOwner = (deps: Deps, personId: number): boolean => deps.config.adminIds.includes(personId);

/** Whom a change of each window is told, besides the shops' people; of a window that is not there, nobody. */
export async function findCutoffAudiences(deps: Deps, windowIds: readonly number[]): Promise<Map<number, CutoffAudience>> {
  const audiences = new Map<number, CutoffAudience>();
  const callersOf = new Map<number, number[]>();
  for (const id of new Set(windowIds)) {
    const window = await findWindow(deps.db, id);
    if (!window) continue;
    const { route } = window;
    // An outage changes hundreds of windows, of shops on a few routes.
    const callers = callersOf.get(route.id) ?? (await findCallers(deps, route));
    callersOf.set(route.id, callers);
    audiences.set(id, { groups: await findNoticeGroups(deps, window), callers });
  }
  return audiences;
}

/** Sets the alarms of the reminders that moved and wakes the sender; call it once changeCutoffsIn is committed. */
export async function followCutoffs(deps: Deps, { due }: { due: Parameters<typeof reminderAlarm>[0][] }): Promise<void> {
  await deps.queues.setAlarms(due.map(reminderAlarm), deps.clock());
  deps.kickSender();
}

/**
 * Moves, cancels or restores windows in one transaction, with who did it, why, and the messages to groups, people and account
 * managers (`told`: which of the people without an order; nobody = no messages at all, for a caller that tells them itself). A
 * window that can not be changed is listed with the reason and leaves the others alone. A feature with rows of its own in the same
 * transaction calls changeCutoffsIn (db/windows/changes.ts) with createCutoffTerms, findCutoffAudiences and composeCutoffChange, then followCutoffs.
 */
export async function changeCutoffs(deps: Deps, order: Omit<CutoffOrder, "isOwner"> & { told?: Told }): Promise<CutoffOutcome> {
  const { told = "reminded", ...rest } = order;
  const audiences = await findCutoffAudiences(
    deps,
    order.targets.map(({ windowId }) => windowId),
  );
  const done = await writeCutoffs(deps.db, await createCutoffTerms(deps), { ...rest, isOwner: isOwner(deps, order.actorId) }, (changed) =>
    composeCutoffChange(changed, audiences, told),
  );
  await followCutoffs(deps, done);
  deps.log.info({ windows: done.changed.length, refused: done.refused.length, messages: done.messages }, "order windows were changed");
  return {
    changed: done.changed.map(({ window, change }) => ({ windowId: window.id, version: window.version, cutoffAt: change.newCutoffAt })),
    refused: done.refused,
  };
}

/** What a change would do and whom it would be told to, counted; or why it can not be done. */
export type ForeseenCutoff =
  | {
      ok: true;
      window: WindowDetails;
      kind: ChangeKind;
      cutoffAt: number | null;
      remindAt: number | undefined;
      groups: number;
      shops: number;
    }
  | { ok: false; reason: CutoffRefusal };

/** Looks ahead to a change of one window, for the person to confirm. */
export async function foreseeChange(
  deps: Deps,
  { windowId, version, wanted, actorId }: CutoffTarget & { actorId: number },
): Promise<ForeseenCutoff> {
  const window = await findWindow(deps.db, windowId);
  const seen = await foreseeCutoff(
    deps.db,
    await createCutoffTerms(deps),
    { windowId, wanted },
    { actorId, isOwner: isOwner(deps, actorId) },
  );
  if (!window || !seen) return { ok: false, reason: "unknown" };
  if (window.version !== version) return { ok: false, reason: "stale" };
  if (!seen.verdict.ok) return seen.verdict;
  const { kind, cutoffAt } = seen.verdict;
  const facts = await findChangeFacts(deps.db, window);
  const audience = (await findCutoffAudiences(deps, [windowId])).get(windowId)!;
  const { groups, people } = findCutoffRecipients(facts, audience, actorId, "reminded");
  const told = new Set(people);
  const shops = facts.shops.filter((shop) => !shop.hasOrdered && shop.people.some(({ id }) => told.has(id))).length;
  const remindAt = cutoffAt === null ? undefined : reminderAt({ opensAt: window.opensAt, cutoffAt }, deps.config.reminderLeadMs);
  const isToCome = remindAt !== undefined && remindAt > deps.clock();
  return { ok: true, window, kind, cutoffAt, remindAt: isToCome ? remindAt : undefined, groups: groups.length, shops };
}
