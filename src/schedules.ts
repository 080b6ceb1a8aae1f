import cron, { type TaskOptions } from "node-cron";
import { sweepFirstLists } from "./calls/jobs.ts";
import { sweepPromises } from "./complaints/jobs.ts";
import type { Deps } from "./deps.ts";
import { sweepPosts } from "./posts/jobs.ts";
import { purgeOld } from "./retention/jobs.ts";
import { purgeInbox } from "./telegram/purge.ts";
import { planAllWindows, sweepFeed, sweepHolidayNotices, sweepReminders } from "./windows/jobs.ts";

/** Everything that happens by the clock. Each only asks "what is due by now?": node-cron drops late beats and never catches up. */
const SCHEDULES: { name: string; expression: string; run: (deps: Deps) => Promise<void> }[] = [
  // Before the reminders: whoever is to be warned of a silent feed is warned first.
  { name: "sweep-feed", expression: "*/30 * * * * *", run: sweepFeed },
  { name: "sweep-reminders", expression: "*/30 * * * * *", run: sweepReminders },
  { name: "sweep-first-lists", expression: "*/30 * * * * *", run: sweepFirstLists },
  { name: "sweep-promises", expression: "*/30 * * * * *", run: sweepPromises },
  { name: "sweep-posts", expression: "*/30 * * * * *", run: sweepPosts },
  { name: "plan-windows", expression: "5 * * * *", run: planAllWindows },
  { name: "holiday-notices", expression: "*/10 * * * *", run: sweepHolidayNotices },
  { name: "purge-inbox", expression: "15 * * * *", run: purgeInbox },
  // Twice: an office machine that is switched off at night still has its turn.
  { name: "purge-old", expression: "25 3,13 * * *", run: purgeOld },
];

/** Starts the schedules and asks each once now: what fell due while the process was down must not wait for the next beat. */
export async function startSchedules(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const runSafely = async ({ name, run }: (typeof SCHEDULES)[number]) => {
    try {
      await run(deps);
    } catch (error) {
      deps.log.error({ schedule: name, err: error }, "a schedule failed; its next beat tries again");
    }
  };
  for (const name of [
    "plan-windows",
    "holiday-notices",
    "sweep-feed",
    "sweep-reminders",
    "sweep-first-lists",
    "sweep-promises",
    "sweep-posts",
  ])
    await runSafely(SCHEDULES.find((entry) => entry.name === name)!);
  const options: TaskOptions = { timezone: deps.config.timeZone, noOverlap: true };
  const tasks = SCHEDULES.map((entry) => cron.schedule(entry.expression, () => runSafely(entry), options));
  return { stop: async () => void (await Promise.all(tasks.map(async (task) => task.destroy()))) };
}
