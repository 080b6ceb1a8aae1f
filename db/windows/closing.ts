import { and, asc, eq, gte, lt, or, sql } from "drizzle-orm";
import type { CutoffSight } from "../../src/windows/cutoff-rules.ts";
import type { Db } from "../client.ts";
import { districts } from "../districts.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import { routeOfWindow, type WindowDetails } from "./shops.ts";

export type ClosingWindow = WindowDetails & { district: string };

/** The windows with a cutoff from `from` until before `until` that someone is concerned with: the nearest cutoff first, cancelled ones too. */
export async function findClosing(db: Db, { from, until }: { from: number; until: number }, sight: CutoffSight): Promise<ClosingWindow[]> {
  const own = sight.managerId === null ? undefined : eq(routes.accountManagerId, sight.managerId);
  const inDistrict = sight.districtId === null ? undefined : eq(routes.districtId, sight.districtId);
  const rows = db
    .select({
      window: orderWindows,
      route: { id: routes.id, code: routes.code, districtId: routes.districtId, accountManagerId: routes.accountManagerId },
      district: districts.name,
      licenceNo: retailers.licenceNo,
      shopName: retailers.shopName,
    })
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .innerJoin(districts, eq(districts.id, routes.districtId))
    .where(
      and(
        gte(orderWindows.cutoffAt, from),
        lt(orderWindows.cutoffAt, until),
        sight.everything ? undefined : (or(own, inDistrict) ?? sql`0`),
      ),
    )
    .orderBy(asc(orderWindows.cutoffAt), asc(routes.code), asc(retailers.licenceNo))
    .all();
  return rows.map(({ window, route, district, licenceNo, shopName }) => ({
    ...window,
    route,
    district,
    shop: licenceNo === null || shopName === null ? null : { licenceNo, shopName },
  }));
}
