import { DateTime } from "luxon";
import { findRetailerIds, findRouteIds, replanWindows, saveCalendar } from "../../db/windows/calendar.ts";
import type { OrderWindow } from "../../db/windows/plan.ts";
import { findReminders } from "../../db/windows/reminders.ts";
import { findWindowsOfDate, findWindowsOfShop } from "../../db/windows/shops.ts";
import { type WindowChange, findChangesOfDate } from "../../db/windows/changes.ts";
import { dateOf, dayOf, fromLocal, localDate, toLocal } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { readObjects } from "../import/json-table.ts";
import type { ImportReport } from "../import/report.ts";
import type { SettingKey } from "../settings/service.ts";
import { type ChangedBy, prepareNews } from "./calendar-news.ts";
import { reminderAlarm } from "./alarms.ts";
import { CALENDAR_COLUMNS, judgeCalendar } from "./calendar-rows.ts";
import { createPlanner } from "./planner.ts";

export { readCalendarCsv, type CalendarRow, type ExceptionRow } from "./calendar-rows.ts";
export { maintenanceLine } from "./maintenance.ts";
export { type ListKind, composeEarlyReminders, tellCallers } from "./outbox.ts";
export { describeForDesk } from "./desk-line.ts";
export { type Quiet, readQuiet } from "./quiet.ts";
export { findCallers } from "./reminders.ts";
export { reminderAlarm } from "./alarms.ts";
export { type ForeseenCutoff, changeCutoffs, createCutoffTerms, followCutoffs, foreseeChange } from "./cutoffs.ts";
export {
  type ClosingWindow,
  type CutoffItem,
  type CutoffPage,
  DAYS_SHOWN,
  type WindowChange,
  countWindow,
  isChangedByHand,
  listCutoffs,
  listShopCutoffs,
  showCutoff,
} from "./cutoff-lists.ts";
export { describeReason, nameChanger } from "./cutoff-words.ts";
export { formatTimeLeft, orderingButton, shortenName } from "./wording.ts";
export type { OrderWindow } from "../../db/windows/plan.ts";

/** Alarms further ahead are set by a later hour: thousands every hour would be as many no-ops for Redis. */
const ALARM_AHEAD_MS = 3 * 60 * 60 * 1_000;

const namesIn = (rows: readonly { values: Record<string, string> }[], column: string): string[] => [
  ...new Set(rows.flatMap(({ values }) => values[column] || [])),
];

/**
 * Stores weekly cycles and dated exceptions (CONTRACT's calendar; JSON objects, or the rows of readCalendarCsv), plans the windows they
 * change, and tells the account managers concerned but not `actorId`, who imports (null: the API). Good rows land, bad ones are listed;
 * counts are of calendar rows. Reasons: malformed, missing, unknown_route, not_12_digits, unknown_licence, route_and_licence, not_a_date,
 * not_a_time, not_before_cutoff, duplicate (a later row is right).
 */
export async function importCalendar(
  deps: Deps,
  input: { rows?: readonly unknown[]; exceptions?: readonly unknown[] },
  actorId: number | null = null,
): Promise<ImportReport> {
  const weekly = readObjects(input.rows ?? [], CALENDAR_COLUMNS);
  const dated = readObjects(input.exceptions ?? [], CALENDAR_COLUMNS);
  const all = [...weekly.rows, ...dated.rows];
  const ids = {
    routes: await findRouteIds(deps.db, namesIn(all, "route")),
    retailers: await findRetailerIds(deps.db, namesIn(all, "licence_no")),
  };
  const { rejected, ...rows } = judgeCalendar({ rows: weekly.rows, exceptions: dated.rows }, ids, deps.calendar.zone);
  const news = await prepareNews(deps, { actorId, isByClock: false });
  const { due, told, ...counts } = await saveCalendar(deps.db, rows, () => createPlanner(deps), news);
  if (told > 0) deps.kickSender();
  await deps.queues.setAlarms(due.map(reminderAlarm), deps.clock());
  return { ...counts, rejected: [...weekly.rejected, ...dated.rejected, ...rejected].sort((a, b) => a.row - b.row) };
}

/**
 * Plans every scope's windows for the coming 14 days, tells those concerned of what that changed, and sets the alarms of those that
 * changed or come soon; again changes nothing.
 */
export async function planWindowsOfAll(deps: Deps, by: ChangedBy = { actorId: null, isByClock: true }): Promise<void> {
  const now = deps.clock();
  const { due: changed, told } = await replanWindows(deps.db, () => createPlanner(deps), await prepareNews(deps, by));
  if (told > 0) deps.kickSender();
  const soon = await findReminders(deps.db, now + ALARM_AHEAD_MS);
  const due = new Map([...changed, ...soon].map((reminder) => [reminder.id, reminder]));
  await deps.queues.setAlarms([...due.values()].map(reminderAlarm), now);
}

/** Plans anew what a setting that `actorId` has just changed decides about; a crash before leaves it to the next hour's plan. */
export async function followSetting(deps: Deps, key: SettingKey, actorId: number): Promise<void> {
  if (key === "maintenance" || key === "holiday_rule") await planWindowsOfAll(deps, { actorId, isByClock: false });
}

function changeOf(change: WindowChange | undefined, iso: (at: number) => string | null) {
  if (!change) return null;
  const { kind, oldCutoffAt, newCutoffAt, reason, at } = change;
  const time = (cutoffAt: number | null) => (cutoffAt === null ? null : iso(cutoffAt));
  return { kind, from: time(oldCutoffAt), to: time(newCutoffAt), reason, at: iso(at) };
}

/** The windows of an ordering date (YYYY-MM-DD), as the API shows them: times ISO 8601 in TIME_ZONE, shops counted by whether they have ordered. */
export async function listWindows(deps: Deps, date: string) {
  const iso = (at: number) => DateTime.fromMillis(at, { zone: deps.calendar.zone }).toISO({ suppressMilliseconds: true });
  const rows = await findWindowsOfDate(deps.db, date);
  const changes = await findChangesOfDate(deps.db, date);
  return rows.map((row) => ({
    id: row.id,
    date: row.date,
    route: row.routeCode,
    licence_no: row.licenceNo,
    state: row.state,
    opens: iso(row.opensAt),
    cutoff: iso(row.cutoffAt),
    reminder: iso(row.reminderAt),
    reminded_at: row.remindedAt === null ? null : iso(row.remindedAt),
    shops: row.shops,
    ordered: row.ordered,
    not_ordered: row.shops - row.ordered,
    version: row.version,
    /** The latest change by hand; null = the calendar's own. */
    changed: changeOf(changes.get(row.id), iso),
  }));
}

export type ListedWindow = Awaited<ReturnType<typeof listWindows>>[number];

/** A shop's windows that matter now: today's if it has closed already, and the one to order in next. */
export async function findCurrentWindows(deps: Deps, shop: { id: number; routeId: number }): Promise<OrderWindow[]> {
  const { zone } = deps.calendar;
  const now = deps.clock();
  const since = fromLocal(toLocal(now, zone).day, 0, zone);
  const fromDate = dateOf(dayOf(localDate(now, zone)) - 1);
  const windows = await findWindowsOfShop(deps.db, shop, { fromDate, since, limit: 3 });
  const next = windows.findIndex(({ cutoffAt }) => cutoffAt > now);
  return next < 0 ? windows.slice(-1) : windows.slice(Math.max(0, next - 1), next + 1);
}

/** Today's window of a shop when it was called off and no other one closes today. */
export async function findCancelledToday(deps: Deps, shop: { id: number; routeId: number }): Promise<OrderWindow | undefined> {
  const { zone } = deps.calendar;
  const today = toLocal(deps.clock(), zone).day;
  const from = { fromDate: dateOf(today - 1), since: fromLocal(today, 0, zone), limit: 1 };
  const [cancelled] = await findWindowsOfShop(deps.db, shop, { ...from, state: "cancelled" });
  const [planned] = await findWindowsOfShop(deps.db, shop, from);
  const isToday = (window: OrderWindow | undefined) => window !== undefined && toLocal(window.cutoffAt, zone).day === today;
  return isToday(cancelled) && !isToday(planned) ? cancelled : undefined;
}
