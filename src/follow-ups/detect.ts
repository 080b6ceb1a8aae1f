import { setImmediate } from "node:timers/promises";
import {
  findClosedWindows,
  findEarliestMissed,
  findUntold,
  giveUpWindows,
  lookAtWindow,
  tellFollowUps,
  voidFollowUps,
} from "../../db/follow-ups.ts";
import { dueAt } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { findFeed } from "../orders/service.ts";
import type { OrderWindow } from "../windows/service.ts";
import type { FindDisturbed } from "./disturbed.ts";
import { followUpAlarm, tellLists } from "./outbox.ts";
import { findOwners, groupByChat } from "./recipients.ts";
import { decideLook, DUE_DAYS, LOOK_AFTER_MS, LOOK_BACK_MS } from "./rules.ts";

/** The windows missed before are judged anew: an outage may be put on record after they were looked at. */
async function findDisturbedAmong(
  { db }: Deps,
  windows: readonly OrderWindow[],
  findDisturbed: FindDisturbed,
): Promise<ReadonlySet<number>> {
  const cutoffs = windows.map(({ cutoffAt }) => cutoffAt);
  const from = Math.min(...cutoffs, (await findEarliestMissed(db)) ?? Infinity);
  return findDisturbed(db, from - 1, Math.max(...cutoffs));
}

/** Looks at every window that has closed and can be judged, each in a transaction of its own. */
async function lookAtAll(deps: Deps, windows: readonly OrderWindow[], findDisturbed: FindDisturbed): Promise<void> {
  const now = deps.clock();
  const disturbed = await findDisturbedAmong(deps, windows, findDisturbed);
  const look = { disturbed, now, dueAt: dueAt(now, { kind: "days", days: DUE_DAYS }, deps.calendar) };
  const errors: unknown[] = [];
  let opened = 0;
  for (const window of windows) {
    try {
      opened += (await lookAtWindow(deps.db, window, look)) ?? 0;
    } catch (error) {
      // One window that fails must not hide the silence of the shops of all the others.
      deps.log.error({ window: window.id, err: error }, "a closed window could not be looked at");
      errors.push(error);
    }
    await setImmediate();
  }
  deps.log.info({ windows: windows.length, opened }, "closed windows were looked at for shops that do not order");
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} windows could not be looked at`);
}

/**
 * Opens a task for every shop that let two normal windows running close without an order, and tells each account manager in one
 * message. Windows whose orders the company has not reported yet wait for a day and are then left alone.
 */
export async function openFollowUps(deps: Deps, findDisturbed: FindDisturbed): Promise<void> {
  const now = deps.clock();
  const corrected = await voidFollowUps(deps.db, now);
  if (corrected > 0) deps.log.info({ tasks: corrected }, "follow-up tasks ended: an order was reported late, or the shop is not active");
  const { receivedAt } = await findFeed(deps);
  const closed = await findClosedWindows(deps.db, now - LOOK_BACK_MS, now - LOOK_AFTER_MS);
  const decided = closed.map((window) => ({ window, decision: decideLook(window, receivedAt, now) }));
  const of = (wanted: string) => decided.filter(({ decision }) => decision === wanted).map(({ window }) => window);
  const lost = await giveUpWindows(deps.db, of("give_up"), now);
  if (lost > 0)
    deps.log.warn({ windows: lost, receivedAt }, "no order data a day after the cutoff: no follow-up task is opened for these windows");
  try {
    if (of("look").length > 0) await lookAtAll(deps, of("look"), findDisturbed);
  } finally {
    await tellUntold(deps);
  }
}

/** Also what an earlier run opened and did not live to tell. */
async function tellUntold(deps: Deps): Promise<void> {
  const untold = await findUntold(deps.db);
  if (untold.length === 0) return;
  const now = deps.clock();
  const byChat = await groupByChat(untold, (route) => findOwners(deps, route));
  // With nobody to tell they stay untold, and the next run tries again.
  const ids = [...new Set([...byChat.values()].flat())];
  await tellFollowUps(deps.db, ids, now, (still) => tellLists("follow_up_list", byChat, still, now));
  await deps.queues.setAlarms(untold.map(followUpAlarm), now);
  deps.kickSender();
}
