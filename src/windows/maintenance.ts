import { findMaintenance, type Span } from "../calendar/maintenance.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { readSetting } from "../settings/service.ts";

/** The maintenance of the ordering platform that is under way; undefined while people can order. */
export async function findMaintenanceNow(deps: Deps): Promise<Span | undefined> {
  return findMaintenance(await readSetting(deps, "maintenance"), deps.clock(), deps.calendar.zone);
}

/** The line that says until when nobody can order; none while people can. */
export async function maintenanceLine(deps: Deps, locale: Locale): Promise<string[]> {
  const maintenance = await findMaintenanceNow(deps);
  if (!maintenance) return [];
  const until = formatMoment(maintenance.to, { zone: deps.calendar.zone, locale, now: deps.clock() });
  return [deps.t(locale, "window-maintenance", { until })];
}
