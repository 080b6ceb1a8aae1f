import { queueDeliveries } from "../../db/deliveries.ts";
import { findReaders, findUnwritten } from "../../db/outcomes.ts";
import { dateOf, dayOf, fromLocal, toLocal, weekdayOf } from "../calendar/local-time.ts";
import { endOfQuiet } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { findReachable } from "../people/service.ts";
import { readSetting } from "../settings/service.ts";
import { findAdmins } from "../staff/service.ts";
import { LANE } from "../telegram/rules.ts";
import { monthPeriod, weekPeriod, type Period } from "./periods.ts";

/** By the wall clock of TIME_ZONE. */
const REPORT_CLOCK_MS = (8 * 60 + 30) * 60_000;
const MONDAY = 1;
/** Each chart is drawn by a process of its own: not all of them at the same moment. */
const SPREAD_MS = 2_000;
const KINDS = ["complaint_report_chart", "complaint_report"] as const;

/** The periods reported on a day: the week before on a Monday, the month before on the 1st. */
function findPeriods(day: number): Period[] {
  const date = dateOf(day);
  return [...(weekdayOf(day) === MONDAY ? [weekPeriod(date, -1)] : []), ...(date.endsWith("-01") ? [monthPeriod(date, -1)] : [])];
}

/**
 * From 08:30 on, on Mondays and on the 1st, writes the supervisors and admins the report of the week or month before, once a period and
 * person; late the same day when nothing ran at the time, and not at all on another day.
 */
export async function reportComplaints(deps: Deps): Promise<void> {
  const { db, calendar } = deps;
  const now = deps.clock();
  const { day } = toLocal(now, calendar.zone);
  const periods = findPeriods(day);
  if (periods.length === 0 || now < fromLocal(day, REPORT_CLOCK_MS, calendar.zone)) return;
  // No row that would wait: the morning may be late, the night is the next day's.
  if (endOfQuiet(now, await readSetting(deps, "quiet_hours"), calendar.zone) !== undefined) return;
  const { supervisors } = await findReaders(db);
  const admins = await findReachable(deps, await findAdmins(deps));
  const readers = [...new Set([...supervisors.map(({ personId }) => personId), ...admins])];
  const rows = readers.flatMap((chatId, index) =>
    periods.flatMap((period) =>
      KINDS.map((kind) => ({
        dedupeKey: `${kind}-${period.kind}-${period.from}-${chatId}`,
        kind,
        subjectId: dayOf(period.from),
        data: period,
        lane: LANE.promise,
        chatId,
        notBefore: now + index * SPREAD_MS,
        validUntil: fromLocal(day + 1, 0, calendar.zone),
      })),
    ),
  );
  // Asked every half minute: a look is cheap, a write would hold up others.
  const missing = new Set(
    await findUnwritten(
      db,
      rows.map(({ dedupeKey }) => dedupeKey),
    ),
  );
  if (missing.size === 0) return;
  const added = await queueDeliveries(
    db,
    rows.filter(({ dedupeKey }) => missing.has(dedupeKey)),
    now,
  );
  if (added > 0) deps.kickSender();
}
