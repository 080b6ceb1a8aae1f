import { and, asc, count, eq, gt, inArray, isNull, lt, lte, max, min, ne, or, sql, type SQL } from "drizzle-orm";
import { coversRoute, type OutageScope, type Place } from "../../src/outages/rules.ts";
import { chunksOf } from "../chunks.ts";
import type { Db, Tx } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { selectRetailerGroups, type Group } from "../groups.ts";
import { people } from "../people.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff } from "../staff.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import { followsRoute, hasOrdered, scopeOfShop } from "../windows/shops.ts";

/** Which windows count: those that can not be ordered in as they should, see isAffected in the rules. */
export type Horizon = { now: number; until: number | null; endOfDay: number };

/** Someone to write to, and the nearest cutoff of their shops' windows without an order. */
export type Missing = { personId: number; cutoffAt: number };

/** isAffected of the rules, in SQL. */
const isAffected = ({ now, until, endOfDay }: Horizon): SQL =>
  and(
    eq(orderWindows.state, "planned"),
    gt(orderWindows.cutoffAt, now),
    or(lte(orderWindows.opensAt, Math.max(now, until ?? now)), lt(orderWindows.cutoffAt, endOfDay)),
  )!;

const isOfItsRoute = and(eq(retailers.routeId, orderWindows.routeId), followsRoute(scopeOfShop, orderWindows.date))!;
const isOwn = eq(retailers.id, orderWindows.retailerId);

/** Reachable people of active shops that have not ordered in the windows that `which` names. */
const selectMissing = (tx: Db | Tx, join: SQL, which: SQL | undefined): Missing[] =>
  tx
    .select({ personId: people.id, cutoffAt: sql<number>`${min(orderWindows.cutoffAt)}` })
    .from(orderWindows)
    .innerJoin(retailers, and(join, eq(retailers.status, "active")))
    .innerJoin(shopPeople, eq(shopPeople.retailerId, retailers.id))
    .innerJoin(people, eq(people.id, shopPeople.personId))
    .where(and(which, sql`not ${hasOrdered(orderWindows)}`, sql`${people.unreachable} is null and ${people.startedAt} is not null`))
    .groupBy(people.id)
    .all();

/** Routes' windows and single shops' apart: joined by either, SQLite would look through every shop for every window. */
function findMissing(tx: Db | Tx, which: SQL | undefined): Missing[] {
  const nearest = new Map<number, number>();
  for (const join of [isOfItsRoute, isOwn]) {
    for (const { personId, cutoffAt } of selectMissing(tx, join, which))
      nearest.set(personId, Math.min(cutoffAt, nearest.get(personId) ?? Infinity));
  }
  return [...nearest].map(([personId, cutoffAt]) => ({ personId, cutoffAt })).sort((a, b) => a.cutoffAt - b.cutoffAt);
}

/**
 * Everyone in reach whose shops can not order as they should and have not ordered; the nearest cutoff first. In two steps: in one, SQLite
 * begins with all the people there are.
 */
export function findAffectedPeople(tx: Db | Tx, scope: OutageScope, horizon: Horizon): Missing[] {
  const windows = selectPlaced(tx, isAffected(horizon)).filter(({ route }) => coversRoute(scope, route));
  return findPeopleOfWindows(
    tx,
    windows.map(({ id }) => id),
  );
}

/** Everyone in reach whose shops have not ordered in the windows; the nearest cutoff first. */
export function findPeopleOfWindows(tx: Db | Tx, windowIds: readonly number[]): Missing[] {
  const nearest = new Map<number, Missing>();
  for (const some of chunksOf(windowIds)) {
    for (const each of findMissing(tx, inArray(orderWindows.id, some)))
      if (each.cutoffAt < (nearest.get(each.personId)?.cutoffAt ?? Infinity)) nearest.set(each.personId, each);
  }
  return [...nearest.values()].sort((a, b) => a.cutoffAt - b.cutoffAt);
}

const routeOfWindow = eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`);

/** A window with its route, as far as outages look at it. */
export type PlacedWindow = { id: number; version: number; scope: string; opensAt: number; cutoffAt: number; route: Place };

const selectPlaced = (tx: Db | Tx, which: SQL | undefined): PlacedWindow[] =>
  tx
    .select({
      id: orderWindows.id,
      version: orderWindows.version,
      scope: orderWindows.scope,
      opensAt: orderWindows.opensAt,
      cutoffAt: orderWindows.cutoffAt,
      route: { id: routes.id, districtId: routes.districtId },
    })
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .where(which)
    .orderBy(asc(orderWindows.cutoffAt))
    .all();

/** Planned windows with their routes whose cutoff lies after `from` and at or before `to`, the nearest cutoff first. */
export const selectWindows = (tx: Db | Tx, from: number, to: number): PlacedWindow[] =>
  selectPlaced(tx, and(eq(orderWindows.state, "planned"), gt(orderWindows.cutoffAt, from), lte(orderWindows.cutoffAt, to)));

export async function findWindowsBetween(db: Db, from: number, to: number): Promise<PlacedWindow[]> {
  return selectWindows(db, from, to);
}

/** Between which cutoffs some windows close; undefined when there are none of them. */
export async function findCutoffRange(db: Db, windowIds: readonly number[]): Promise<{ from: number; to: number } | undefined> {
  const cutoffs = chunksOf(windowIds).flatMap((some) =>
    db
      .select({ from: min(orderWindows.cutoffAt), to: max(orderWindows.cutoffAt) })
      .from(orderWindows)
      .where(inArray(orderWindows.id, some))
      .all(),
  );
  const from = Math.min(...cutoffs.map((range) => range.from ?? Infinity));
  return Number.isFinite(from) ? { from, to: Math.max(...cutoffs.map((range) => range.to ?? from)) } : undefined;
}

/** The retailers' groups that an outage is news for: of its routes, and a whole district's where one of its routes has no group. */
export function findAffectedGroups(tx: Db | Tx, scope: OutageScope): Group[] {
  const all = selectRetailerGroups(tx);
  if (scope.kind === "all") return all;
  if (scope.kind === "district") return all.filter(({ districtId }) => districtId === scope.districtId);
  const places = tx.select({ id: routes.id, districtId: routes.districtId }).from(routes).where(inArray(routes.id, scope.routeIds)).all();
  const homeless = places.filter(({ id }) => !all.some(({ routeId }) => routeId === id)).map(({ districtId }) => districtId);
  return all.filter(({ routeId, districtId }) => (routeId === null ? homeless.includes(districtId) : scope.routeIds.includes(routeId)));
}

/** The account managers of the routes within a scope who are on Telegram. */
export async function findManagersOf(db: Db, scope: OutageScope): Promise<number[]> {
  const rows = db
    .select({ personId: staff.personId, route: { id: routes.id, districtId: routes.districtId } })
    .from(routes)
    .innerJoin(staff, eq(staff.id, routes.accountManagerId))
    .where(isNull(staff.removedAt))
    .all();
  return [...new Set(rows.flatMap(({ personId, route }) => (personId !== null && coversRoute(scope, route) ? [personId] : [])))];
}

const TOLD_KINDS = ["outage_notice", "outage_update", "outage_cutoff"] as const;

/** Everyone, groups too, who has heard of an outage, or may have. */
export function findTold(tx: Db | Tx, outageId: number): number[] {
  const rows = tx
    .selectDistinct({ chatId: deliveries.chatId })
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.kind, [...TOLD_KINDS]),
        eq(deliveries.subjectId, outageId),
        // An attempt whose outcome is unknown may have arrived.
        or(inArray(deliveries.state, ["sent", "sending", "unknown"]), eq(deliveries.mayRepeat, true)),
      ),
    )
    .all();
  return rows.map(({ chatId }) => chatId);
}

/** Ends what still waits to be said about an outage, to the chats or (without `chatIds`) to anyone. */
export function dropNews(
  tx: Tx,
  outageId: number,
  { kinds, chatIds }: { kinds: readonly (typeof TOLD_KINDS)[number][]; chatIds?: readonly number[] },
  reason: string,
): void {
  const isIt = and(inArray(deliveries.kind, [...kinds]), eq(deliveries.subjectId, outageId), eq(deliveries.state, "pending"));
  for (const some of chatIds ? chunksOf(chatIds) : [undefined]) {
    tx.update(deliveries)
      .set({ state: "skipped", reason })
      .where(and(isIt, some && inArray(deliveries.chatId, some)))
      .run();
  }
}

/** The chats that were to be told of a new cutoff. */
export function findCutoffChats(tx: Tx, outageId: number, cutoffAt: number): number[] {
  const isIt = sql`json_extract(${deliveries.data}, '$.cutoffAt') = ${cutoffAt}`;
  const rows = tx
    .select({ chatId: deliveries.chatId })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "outage_cutoff"), eq(deliveries.subjectId, outageId), isIt))
    .all();
  return rows.map(({ chatId }) => chatId);
}

/** How far a notice has come: to how many people and groups it is to go, and to how many it went. */
export type Reach = { people: number; peopleTold: number; groups: number; groupsTold: number };

export async function countReach(db: Db, outageId: number): Promise<Reach> {
  const rows = db
    .select({
      isGroup: sql<number>`${deliveries.chatId} < 0`,
      isSent: sql<number>`${deliveries.state} = 'sent'`,
      n: count(),
    })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "outage_notice"), eq(deliveries.subjectId, outageId), ne(deliveries.state, "skipped")))
    .groupBy(sql`1`, sql`2`)
    .all();
  const sum = (isGroup: number, isSent?: number) =>
    rows.filter((row) => row.isGroup === isGroup && (isSent === undefined || row.isSent === isSent)).reduce((all, { n }) => all + n, 0);
  return { people: sum(0), peopleTold: sum(0, 1), groups: sum(1), groupsTold: sum(1, 1) };
}

/** Routes by id, with their codes, in the codes' order. */
export async function findRoutesOf(db: Db, ids: readonly number[]): Promise<(Place & { code: string })[]> {
  return db
    .select({ id: routes.id, code: routes.code, districtId: routes.districtId })
    .from(routes)
    .where(inArray(routes.id, [...ids]))
    .orderBy(asc(routes.code))
    .all();
}
