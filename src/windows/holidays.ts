import { queueDeliveries } from "../../db/deliveries.ts";
import { toLocal, dateOf } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import { findAdmins } from "../staff/service.ts";
import { LANE } from "../telegram/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { PLAN_DAYS } from "./planner.ts";
import { asText } from "./reading.ts";

/** Time to find the year's notice and start anew, before windows are planned without it. */
const WARN_DAYS = 60;

const yearOf = (day: number): number => Number(dateOf(day).slice(0, 4));

/** Tells each admin, once a year, that the holidays of a year that is near are not known. */
export async function warnOfMissingHolidays(deps: Deps): Promise<void> {
  const { day } = toLocal(deps.clock(), deps.calendar.zone);
  const years = new Set([yearOf(day), yearOf(day + PLAN_DAYS + WARN_DAYS)]);
  const missing = [...years].filter((year) => !deps.calendar.holidays.coversYear(year));
  if (missing.length === 0) return;
  const admins = await findAdmins(deps);
  const rows = missing.flatMap((year) =>
    admins.map((personId) => ({
      dedupeKey: `holidays_missing-${year}-${personId}`,
      kind: "holidays_missing" as const,
      subjectId: year,
      lane: LANE.promise,
      chatId: personId,
    })),
  );
  if ((await queueDeliveries(deps.db, rows, deps.clock())) === 0) return;
  deps.log.warn({ years: missing }, "there is no holiday data for a year that is near: only the weekdays count");
  deps.kickSender();
}

/** To the admins: a year without holiday data, and what the bot goes by in it. */
export async function prepareHolidaysMissing(deps: Deps, { subjectId: year, chatId }: Delivery): Promise<Prepared> {
  if (deps.calendar.holidays.coversYear(year)) return { skip: "covered" };
  return asText(deps.t(await findLocale(deps, chatId), "holidays-missing", { year: String(year) }));
}
