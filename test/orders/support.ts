import type { Db } from "../../db/client.ts";
import { orderWindows } from "../../db/windows.tables.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Monday 23 November 2026 begins in Shanghai. */
export const MONDAY_0 = Date.parse("2026-11-22T16:00:00Z");

/** A window of a route that is open all of Monday. */
export const buildOpenWindow = (db: Db, routeId: number, fields: Partial<typeof orderWindows.$inferInsert> = {}) =>
  db
    .insert(orderWindows)
    .values({
      scope: `route-${routeId}`,
      routeId,
      date: "2026-11-23",
      opensAt: MONDAY_0,
      cutoffAt: MONDAY_0 + DAY_MS - 60_000,
      reminderAt: MONDAY_0 + DAY_MS - 3_660_000,
      state: "planned",
      ...fields,
    })
    .returning()
    .get();
