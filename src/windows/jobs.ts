import type { WindowDetails } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import type { QueueJobs } from "../queues.ts";
import { warnOfSilence } from "./feed-watch.ts";
import { warnOfMissingHolidays } from "./holidays.ts";
import { findReminders, findWindow, reportMissed, sendReminder } from "./reminders.ts";
import { decideReminder, SWEEP_GRACE_MS } from "./rules.ts";
import { planWindowsOfAll, reminderAlarm } from "./service.ts";

export { sweepHolidayNotices } from "./holiday-notices.ts";
export { sweepFeed } from "./feed-watch.ts";

/**
 * An alarm rang, or the sweep found the window: reminds everyone who has not ordered, once. Before the time the alarm is set anew; after
 * the cutoff nobody is reminded and those in charge learn who was missed. An alarm of an older version does nothing.
 */
export async function remindWindow(deps: Deps, { windowId, version }: QueueJobs["reminders"]): Promise<void> {
  const window = await findWindow(deps.db, windowId);
  if (!window) return;
  const now = deps.clock();
  switch (decideReminder(window, version, now)) {
    case "void":
      return;
    case "early": {
      // The job that runs now still holds its own id, and BullMQ ignores an id it has.
      const alarm = reminderAlarm(window);
      return deps.queues.setAlarms([{ ...alarm, jobId: `${alarm.jobId}-again-${now}` }], now);
    }
    case "due":
      return warnAndRemind(deps, window);
    case "missed":
      return reportMissed(deps, window);
  }
}

/** Usually the sweep has warned minutes ago. What fails here must not keep the shops from being reminded. */
async function warnAndRemind(deps: Deps, window: WindowDetails): Promise<void> {
  try {
    await warnOfSilence(deps, [window]);
  } finally {
    await sendReminder(deps, window);
  }
}

/** Deals with every window whose reminder is due and whose alarm did not ring: lost with Redis, or due while nothing ran. */
export async function sweepReminders(deps: Deps): Promise<void> {
  const errors: unknown[] = [];
  for (const { id, version } of await findReminders(deps.db, deps.clock() - SWEEP_GRACE_MS)) {
    try {
      await remindWindow(deps, { windowId: id, version });
    } catch (error) {
      // One window that fails must not keep the shops of all the later ones from being reminded.
      deps.log.error({ window: id, err: error }, "the reminder of a window failed");
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} reminders failed`);
}

/** Plans every scope's windows for the coming 14 days, and warns in good time of a year without holiday data. */
export async function planAllWindows(deps: Deps): Promise<void> {
  await planWindowsOfAll(deps);
  await warnOfMissingHolidays(deps);
}
