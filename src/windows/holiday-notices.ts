import type { NewDelivery } from "../../db/deliveries.ts";
import { findCycles, findUntold, saveNotices, type AffectedDate, type NoticeReaders } from "../../db/windows/holiday-notices.ts";
import { findHolidayChanges, type HolidayChange } from "../calendar/holiday-changes.ts";
import { dateOf, dayOf, fromLocal, MINUTE_MS, toLocal } from "../calendar/local-time.ts";
import { endOfQuiet } from "../calendar/quiet-hours.ts";
import { PLAN_LOOK_BACK_DAYS } from "../calendar/window-rules.ts";
import { workingDaysBefore } from "../calendar/working-days.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";
import { LANE } from "../telegram/rules.ts";
import { PLAN_DAYS, readPlanOptions, ruleOf, toException } from "./planner.ts";

const NOTICE_WORKING_DAYS = 2;
const NOTICE_FROM_MS = 10 * 60 * MINUTE_MS;

type Options = Awaited<ReturnType<typeof readPlanOptions>>;

/** When the quiet hours end that it is now; undefined outside them. */
export const findQuietEnd = async (deps: Deps): Promise<number | undefined> =>
  endOfQuiet(deps.clock(), await readSetting(deps, "quiet_hours"), deps.calendar.zone);

/** The ordering dates after today whose change by a holiday is two working days away or nearer. */
async function findDue(deps: Deps, today: number): Promise<AffectedDate[]> {
  const options: Options = { ...(await readPlanOptions(deps)), from: dateOf(today + 1), days: PLAN_DAYS - 1 };
  // Most routes share a few cycles.
  const known = new Map<string, HolidayChange[]>();
  const isDue = ({ firstDay }: HolidayChange) => workingDaysBefore(firstDay, NOTICE_WORKING_DAYS, options.holidays) <= today;
  const found = await findCycles(deps.db, dateOf(today - PLAN_LOOK_BACK_DAYS));
  return found.flatMap(({ cycle, exceptions }) => {
    const rule = ruleOf(cycle);
    if (!rule) return [];
    const key = exceptions.length > 0 ? cycle.scope : JSON.stringify(rule);
    const changes = known.get(key) ?? findHolidayChanges(rule, exceptions.map(toException), options).filter(isDue);
    known.set(key, changes);
    return changes.map(({ date }) => ({ scope: cycle.scope, date }));
  });
}

/** One message a reader, whatever the number of their shops and dates; `endOf`: when a date has come. */
function compose(readers: NoticeReaders, endOf: (date: string) => number): NewDelivery[] {
  return [...readers].map(([chatId, found]) => {
    const items = [...found].sort((a, b) => (a.date + a.scope < b.date + b.scope ? -1 : 1));
    const [first, last] = [items[0]!, items.at(-1)!];
    return {
      dedupeKey: `holiday_notice-${first.scope}-${first.date}-${chatId}`,
      kind: "holiday_notice",
      subjectId: Number(first.scope.split("-")[1]),
      data: { items },
      // Thousands of people may be told at once, and an order reminder must not wait for them.
      lane: LANE.post,
      chatId,
      validUntil: endOf(last.date),
    };
  });
}

/**
 * Writes to the people and groups of each route or shop whose ordering day a holiday moves or drops: two working days ahead, from 10:00
 * on and outside the quiet hours; late after a downtime, while the usual ordering day has not come. Each date once.
 */
export async function sweepHolidayNotices(deps: Deps): Promise<void> {
  const now = deps.clock();
  const { zone, holidays } = deps.calendar;
  const { day, clockMs } = toLocal(now, zone);
  const isHolidayNear = Array.from({ length: PLAN_DAYS }, (_, n) => dateOf(day + n)).some((date) => holidays.kindOf(date) === "off");
  if (!isHolidayNear || clockMs < NOTICE_FROM_MS || (await findQuietEnd(deps)) !== undefined) return;
  const due = await findUntold(deps.db, await findDue(deps, day));
  if (due.length === 0) return;
  const endOf = (date: string) => fromLocal(dayOf(date), 0, zone);
  const messages = await saveNotices(deps.db, due, now, (readers) => compose(readers, endOf));
  deps.log.info({ dates: due.length, messages }, "holiday notices went to the outbox");
  deps.kickSender();
}
