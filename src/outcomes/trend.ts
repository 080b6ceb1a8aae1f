import { queueDeliveries } from "../../db/deliveries.ts";
import { findReaders, findUnwritten } from "../../db/outcomes.ts";
import { dayOf, fromLocal, toLocal, weekdayOf } from "../calendar/local-time.ts";
import { endOfQuiet } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";
import { LANE } from "../telegram/rules.ts";
import { today, weekPeriod } from "./periods.ts";

/** By the wall clock of TIME_ZONE, Mondays: before the week's first visits. */
const TREND_CLOCK_MS = (8 * 60 + 30) * 60_000;
const MONDAY = 1;

/**
 * On a Monday from 08:30 on, writes each account manager and supervisor the report of the week before, once a week and person; late the
 * same day when nothing ran at the time, and not at all on another day.
 */
export async function reportTrends(deps: Deps): Promise<void> {
  const { db, calendar } = deps;
  const now = deps.clock();
  const { day } = toLocal(now, calendar.zone);
  if (weekdayOf(day) !== MONDAY || now < fromLocal(day, TREND_CLOCK_MS, calendar.zone)) return;
  // No row that would wait: the morning may be late, the night is Tuesday's.
  if (endOfQuiet(now, await readSetting(deps, "quiet_hours"), calendar.zone) !== undefined) return;
  const { managers, supervisors } = await findReaders(db);
  const readers = new Set([...managers.values(), ...supervisors.map(({ personId }) => personId)]);
  const { from, to } = weekPeriod(today(deps), -1);
  const keys = new Map([...readers].map((personId) => [`order_trend-${from}-${personId}`, personId]));
  // Asked every half minute of a Monday: a look is cheap, a write would hold up others.
  const missing = await findUnwritten(db, [...keys.keys()]);
  if (missing.length === 0) return;
  const rows = missing.map((dedupeKey) => ({
    dedupeKey,
    kind: "order_trend" as const,
    subjectId: dayOf(from),
    data: { from, to },
    lane: LANE.promise,
    chatId: keys.get(dedupeKey)!,
    validUntil: fromLocal(day + 1, 0, calendar.zone),
  }));
  if ((await queueDeliveries(db, rows, now)) > 0) deps.kickSender();
}
