import { and, asc, between, eq, getTableColumns, isNotNull, isNull, or, sql, type SQL } from "drizzle-orm";
import type { Scope } from "../../src/outcomes/rules.ts";
import type { Db } from "../client.ts";
import { districts } from "../districts.tables.ts";
import { orders } from "../orders.tables.ts";
import { windowOutcomes } from "../outcomes.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import type { OrderWindow } from "../windows/plan.ts";

export type Outcome = typeof windowOutcomes.$inferSelect;

/** A counted window: whose it is, and what became of it. `shop` when it is a single shop's. */
export type WindowReport = {
  window: OrderWindow;
  outcome: Outcome;
  route: { id: number; code: string; districtId: number; district: string; managerId: number | null };
  shop: { licenceNo: string; shopName: string } | null;
};

/** Which windows: these, those that closed at an instant, or those of ordering dates (both included). */
export type Which = { windowIds: readonly number[] } | { cutoffAt: number } | { from: string; to: string };

const listOf = (values: readonly unknown[]): SQL => sql`(select value from json_each(${JSON.stringify(values)}))`;

function isWanted(which: Which): SQL | undefined {
  if ("windowIds" in which) return sql`${orderWindows.id} in ${listOf(which.windowIds)}`;
  if ("cutoffAt" in which) return eq(orderWindows.cutoffAt, which.cutoffAt);
  return between(orderWindows.date, which.from, which.to);
}

function isIn({ isAll, districtId, managerId }: Scope): SQL | undefined {
  if (isAll) return undefined;
  const isOfDistrict = districtId === null ? undefined : eq(routes.districtId, districtId);
  const isOfManager = managerId === null ? undefined : eq(routes.accountManagerId, managerId);
  return or(isOfDistrict, isOfManager) ?? sql`false`;
}

const routeOfWindow = eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`);
// A window that was called off says nothing about its shops.
const isPlanned = sql`${orderWindows.state} = 'planned'`;
// A window that was opened again waits to be counted anew: what was counted is no longer so.
const isCounted = isNotNull(orderWindows.outcomeDoneAt);

/** The counted windows that the scope covers, by route; single shops' after their route's, by licence number. */
export async function findReports(db: Db, which: Which, scope: Scope): Promise<WindowReport[]> {
  const rows = db
    .select({
      window: getTableColumns(orderWindows),
      outcome: getTableColumns(windowOutcomes),
      route: {
        id: routes.id,
        code: routes.code,
        districtId: routes.districtId,
        district: districts.name,
        managerId: routes.accountManagerId,
      },
      licenceNo: retailers.licenceNo,
      shopName: retailers.shopName,
    })
    .from(orderWindows)
    .innerJoin(windowOutcomes, eq(windowOutcomes.windowId, orderWindows.id))
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .innerJoin(districts, eq(districts.id, routes.districtId))
    .where(and(isWanted(which), isPlanned, isCounted, isIn(scope)))
    .orderBy(
      asc(routes.code),
      sql`${orderWindows.routeId} is null`,
      asc(orderWindows.cutoffAt),
      asc(retailers.licenceNo),
      asc(orderWindows.id),
    )
    .all();
  return rows.map(({ licenceNo, shopName, ...row }) => ({
    ...row,
    shop: licenceNo === null || shopName === null ? null : { licenceNo, shopName },
  }));
}

/** How many windows of the dates, within the scope, are still to be counted. */
export async function countOpen(db: Db, { from, to }: { from: string; to: string }, scope: Scope): Promise<number> {
  const row = db
    .select({ n: sql<number>`count(*)` })
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .where(and(between(orderWindows.date, from, to), isPlanned, isNull(orderWindows.outcomeDoneAt), isIn(scope)))
    .get();
  return row?.n ?? 0;
}

export type Share = { shops: number; ordered: number };

/** What share ordered in earlier windows of the same owners, by the owner's scope and the ordering date. */
export async function findShares(
  db: Db,
  wanted: readonly { scope: string; date: string }[],
): Promise<(Share & { scope: string; date: string })[]> {
  const list = sql`json_each(${JSON.stringify(wanted.map(({ scope, date }) => [scope, date]))})`;
  return db
    .select({
      scope: orderWindows.scope,
      date: orderWindows.date,
      shops: windowOutcomes.shops,
      ordered: windowOutcomes.ordered,
    })
    .from(sql`${list} as wanted`)
    .innerJoin(
      orderWindows,
      and(eq(orderWindows.scope, sql`json_extract(wanted.value, '$[0]')`), eq(orderWindows.date, sql`json_extract(wanted.value, '$[1]')`)),
    )
    .innerJoin(windowOutcomes, eq(windowOutcomes.windowId, orderWindows.id))
    .where(isPlanned)
    .all();
}

export type WeekShare = Share & { windowId: number; routeId: number; code: string; week: number };

/** What was ordered in each counted window from `monday` (YYYY-MM-DD) to `to`, by route code; `week` 0 is the first. */
export async function findWeeks(db: Db, { monday, to }: { monday: string; to: string }, scope: Scope): Promise<WeekShare[]> {
  return db
    .select({
      windowId: orderWindows.id,
      routeId: routes.id,
      code: routes.code,
      week: sql<number>`cast((julianday(${orderWindows.date}) - julianday(${monday})) / 7 as integer)`,
      shops: windowOutcomes.shops,
      ordered: windowOutcomes.ordered,
    })
    .from(orderWindows)
    .innerJoin(windowOutcomes, eq(windowOutcomes.windowId, orderWindows.id))
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .where(and(between(orderWindows.date, monday, to), isPlanned, isCounted, isIn(scope)))
    .orderBy(asc(routes.code))
    .all();
}

export type NamedShop = { id: number; licenceNo: string; shopName: string; routeCode: string };

const named = { id: retailers.id, licenceNo: retailers.licenceNo, shopName: retailers.shopName, routeCode: routes.code };

/** The shops with these ids that are still active, by route and licence number. */
export async function findShops(db: Db, ids: readonly number[]): Promise<NamedShop[]> {
  return db
    .select(named)
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(and(sql`${retailers.id} in ${listOf(ids)}`, sql`+${retailers.status} = 'active'`))
    .orderBy(asc(routes.code), asc(retailers.licenceNo))
    .all();
}

/** Those of the shops, still active, that placed no order in the time given for each (both ends included), by route and licence number. */
export async function findWithoutOrder(db: Db, shops: readonly { id: number; from: number; to: number }[]): Promise<NamedShop[]> {
  const list = JSON.stringify(shops.map(({ id, from, to }) => [id, from, to]));
  const ordered = sql`select 1 from ${orders} where ${orders.retailerId} = ${retailers.id} and ${orders.cartons} > 0
    and ${orders.orderedAt} between json_extract(wanted.value, '$[1]') and json_extract(wanted.value, '$[2]')`;
  return db
    .select(named)
    .from(sql`json_each(${list}) as wanted`)
    .innerJoin(retailers, eq(retailers.id, sql`json_extract(wanted.value, '$[0]')`))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(and(sql`+${retailers.status} = 'active'`, sql`not exists (${ordered})`))
    .orderBy(asc(routes.code), asc(retailers.licenceNo))
    .all();
}
