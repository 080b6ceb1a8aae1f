import cron, { type TaskOptions } from "node-cron";
import { sweepCallLists } from "./calls/jobs.ts";
import { sweepComplaintReports } from "./complaint-reports/jobs.ts";
import { followCalendar, sweepPromises } from "./complaints/jobs.ts";
import type { Deps } from "./deps.ts";
import { sweepOutcomes, sweepTrends } from "./outcomes/jobs.ts";
import { findSilences, sweepFollowUps } from "./follow-ups/jobs.ts";
import { sweepOutages } from "./outages/jobs.ts";
import { sweepPosts } from "./posts/jobs.ts";
import { purgeOld } from "./retention/jobs.ts";
import { sweepMorningLists } from "./tasks/jobs.ts";
import { purgeInbox } from "./telegram/purge.ts";
import { planAllWindows, sweepFeed, sweepHolidayNotices, sweepReminders } from "./windows/jobs.ts";

type Schedule = { name: string; expression: string; run: (deps: Deps) => Promise<void> };

/** Asked once at the start too, in this order: what fell due while the process was down must not wait for the next beat. */
const SWEEPS: Schedule[] = [
  { name: "plan-windows", expression: "5 * * * *", run: planAllWindows },
  { name: "holiday-notices", expression: "*/10 * * * *", run: sweepHolidayNotices },
  // Before the reminders: whoever is to be warned of a silent feed is warned first.
  { name: "sweep-feed", expression: "*/30 * * * * *", run: sweepFeed },
  { name: "sweep-reminders", expression: "*/30 * * * * *", run: sweepReminders },
  { name: "sweep-call-lists", expression: "*/30 * * * * *", run: sweepCallLists },
  // Before the breaches: what a new calendar moved is not broken.
  { name: "follow-calendar", expression: "10 * * * *", run: followCalendar },
  { name: "sweep-promises", expression: "*/30 * * * * *", run: sweepPromises },
  { name: "sweep-posts", expression: "*/30 * * * * *", run: sweepPosts },
  { name: "sweep-outcomes", expression: "*/30 * * * * *", run: sweepOutcomes },
  { name: "sweep-trends", expression: "*/30 * * * * *", run: sweepTrends },
  { name: "sweep-complaint-reports", expression: "*/30 * * * * *", run: sweepComplaintReports },
  { name: "sweep-morning-lists", expression: "*/30 * * * * *", run: sweepMorningLists },
  { name: "sweep-follow-ups", expression: "*/30 * * * * *", run: sweepFollowUps },
  { name: "find-silences", expression: "*/10 * * * *", run: (deps) => findSilences(deps) },
  { name: "sweep-outages", expression: "*/30 * * * * *", run: sweepOutages },
];

const PURGES: Schedule[] = [
  { name: "purge-inbox", expression: "15 * * * *", run: purgeInbox },
  // Twice: an office machine that is switched off at night still has its turn.
  { name: "purge-old", expression: "25 3,13 * * *", run: purgeOld },
];

/** Starts everything that happens by the clock. Each only asks "what is due by now?": node-cron drops late beats and never catches up. */
export async function startSchedules(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const runSafely = async ({ name, run }: Schedule) => {
    try {
      await run(deps);
    } catch (error) {
      deps.log.error({ schedule: name, err: error }, "a schedule failed; its next beat tries again");
    }
  };
  for (const sweep of SWEEPS) await runSafely(sweep);
  const options: TaskOptions = { timezone: deps.config.timeZone, noOverlap: true };
  const tasks = [...SWEEPS, ...PURGES].map((entry) => cron.schedule(entry.expression, () => runSafely(entry), options));
  return { stop: async () => void (await Promise.all(tasks.map(async (task) => task.destroy()))) };
}
