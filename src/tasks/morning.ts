import { queueDeliveries } from "../../db/deliveries.ts";
import { findUnwritten } from "../../db/outcomes.ts";
import { findMorningReaders } from "../../db/tasks.ts";
import { dateOf, fromLocal, toLocal } from "../calendar/local-time.ts";
import { workingTimeBetween } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import type { StaffRole } from "../staff/rules.ts";
import { LANE } from "../telegram/rules.ts";

/** By the wall clock of TIME_ZONE. */
const MORNING_MS = (8 * 60 + 30) * 60_000;
/** Later than this, a list of the day is no use: the half of it is gone. */
const NOON_MS = 12 * 60 * 60_000;
export const TASK_ROLES: readonly StaffRole[] = ["account_manager", "service_desk", "supervisor", "admin"];

/**
 * On working days from 08:30 on, writes the staff what the day brings, once a day and person; late the same morning when nothing ran at
 * the time, and not at all after noon. Whether someone has anything to do is asked when the message is made.
 */
export async function sendMorningLists(deps: Deps): Promise<void> {
  const { db, calendar } = deps;
  const now = deps.clock();
  const { day } = toLocal(now, calendar.zone);
  const noon = fromLocal(day, NOON_MS, calendar.zone);
  if (now < fromLocal(day, MORNING_MS, calendar.zone) || now >= noon) return;
  if (workingTimeBetween(fromLocal(day, 0, calendar.zone), fromLocal(day + 1, 0, calendar.zone), calendar) === 0) return;
  const date = dateOf(day);
  const rows = (await findMorningReaders(db, TASK_ROLES, now)).map((chatId) => ({
    dedupeKey: `tasks_morning-${date}-${chatId}`,
    kind: "tasks_morning" as const,
    subjectId: day,
    lane: LANE.promise,
    chatId,
    validUntil: noon,
  }));
  // Asked every half minute: a look is cheap, a write would hold up others.
  const keys = rows.map(({ dedupeKey }) => dedupeKey);
  const missing = new Set(await findUnwritten(db, keys));
  if (missing.size === 0) return;
  const added = await queueDeliveries(
    db,
    rows.filter(({ dedupeKey }) => missing.has(dedupeKey)),
    now,
  );
  if (added > 0) deps.kickSender();
}
