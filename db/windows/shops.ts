import { and, asc, count, eq, gte, or, sql, type SQL } from "drizzle-orm";
import { routeScope, shopScope } from "../../src/windows/rules.ts";
import type { Db, Tx } from "../client.ts";
import { orders } from "../orders.tables.ts";
import { people } from "../people.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { cycleExceptions, cycles, orderWindows } from "../windows.tables.ts";
import type { OrderWindow } from "./plan.ts";

/** A window with the route whose account manager looks after it; `shop` when it is a single shop's. */
export type WindowDetails = OrderWindow & {
  route: { id: number; code: string; districtId: number; accountManagerId: number | null };
  shop: { licenceNo: string; shopName: string } | null;
};

/** A shop a window is for; `people` act for it. */
export type WindowShop = {
  id: number;
  licenceNo: string;
  shopName: string;
  phone: string;
  hasOrdered: boolean;
  people: WindowPerson[];
};

/** `isMuted`: wants no order reminders; `mayRemindAtNight`: also takes them in the quiet hours. */
export type WindowPerson = { id: number; isReachable: boolean; isMuted: boolean; mayRemindAtNight: boolean };

export type WindowCounts = { shops: number; ordered: number };

/** The route of a window: its own, or that of its shop. */
export const routeOfWindow = eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`);

/** A shop with its own cycle, or with its own word about the date, is not part of its route's window. */
export const followsRoute = (scope: SQL, date: typeof orderWindows.date | string): SQL =>
  sql`(not exists (select 1 from ${cycles} where ${cycles.scope} = ${scope}) and not exists
    (select 1 from ${cycleExceptions} where ${cycleExceptions.scope} = ${scope} and ${cycleExceptions.date} = ${date}))`;

/** shopScope in SQL; of a column only: a number that is bound arrives as a REAL and reads "shop-3.0". */
export const scopeOfShop = sql`'shop-' || ${retailers.id}`;

type Range = { opensAt: number | typeof orderWindows.opensAt; cutoffAt: number | typeof orderWindows.cutoffAt };

export const hasOrdered = ({ opensAt, cutoffAt }: Range): SQL<number> =>
  sql<number>`exists (select 1 from ${orders} where ${orders.retailerId} = ${retailers.id}
    and ${orders.orderedAt} between ${opensAt} and ${cutoffAt} and ${orders.cartons} > 0)`;

/** The active shops a window is for. */
export const isShopOf = (window: OrderWindow): SQL =>
  and(
    eq(retailers.status, "active"),
    window.retailerId !== null
      ? eq(retailers.id, window.retailerId)
      : and(eq(retailers.routeId, window.routeId!), followsRoute(scopeOfShop, window.date)),
  )!;

/** As isShopOf, for a few shops found otherwise: "+" keeps SQLite from going through the whole route to find them. */
const isAlsoShopOf = (window: OrderWindow): SQL =>
  and(
    sql`+${retailers.status} = 'active'`,
    window.retailerId !== null
      ? eq(retailers.id, window.retailerId)
      : and(sql`+${retailers.routeId} = ${window.routeId}`, followsRoute(scopeOfShop, window.date)),
  )!;

/** A window by its id, whatever its state. */
export async function findWindow(db: Db, id: number): Promise<WindowDetails | undefined> {
  return readWindow(db, id);
}

/** As findWindow, also inside a transaction. */
export function readWindow(db: Db | Tx, id: number): WindowDetails | undefined {
  const row = db
    .select({ window: orderWindows, route: routes, licenceNo: retailers.licenceNo, shopName: retailers.shopName })
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, routeOfWindow)
    .where(eq(orderWindows.id, id))
    .get();
  if (!row) return undefined;
  const shop = row.licenceNo === null || row.shopName === null ? null : { licenceNo: row.licenceNo, shopName: row.shopName };
  return { ...row.window, route: row.route, shop };
}

/** The shops of a window with their people, by licence number. */
export function findWindowShopsIn(tx: Db | Tx, window: OrderWindow): WindowShop[] {
  const rows = tx
    .select({
      id: retailers.id,
      licenceNo: retailers.licenceNo,
      shopName: retailers.shopName,
      phone: retailers.phone,
      hasOrdered: hasOrdered(window),
      personId: people.id,
      isReachable: sql<number>`${people.unreachable} is null and ${people.startedAt} is not null`,
      mutedAt: people.remindersMutedAt,
      mayRemindAtNight: people.remindAtNight,
    })
    .from(retailers)
    .leftJoin(shopPeople, eq(shopPeople.retailerId, retailers.id))
    .leftJoin(people, eq(people.id, shopPeople.personId))
    .where(isShopOf(window))
    .orderBy(asc(retailers.licenceNo))
    .all();
  const shops = new Map<number, WindowShop>();
  for (const { personId, isReachable, mutedAt, mayRemindAtNight, ...row } of rows) {
    const shop = shops.get(row.id) ?? { ...row, hasOrdered: row.hasOrdered === 1, people: [] };
    if (personId !== null) {
      const isMuted = mutedAt !== null;
      shop.people.push({ id: personId, isReachable: isReachable === 1, isMuted, mayRemindAtNight: mayRemindAtNight === true });
    }
    shops.set(row.id, shop);
  }
  return [...shops.values()];
}

export async function findWindowShops(db: Db, window: OrderWindow): Promise<WindowShop[]> {
  return findWindowShopsIn(db, window);
}

type OwnShop = Pick<WindowShop, "id" | "shopName" | "hasOrdered">;

/** The shops of a window that a person acts for. */
export async function findShopsOfPerson(db: Db, window: OrderWindow, personId: number): Promise<OwnShop[]> {
  return findShopsOfPersonIn(db, window, personId);
}

export function findShopsOfPersonIn(tx: Db | Tx, window: OrderWindow, personId: number): OwnShop[] {
  const rows = tx
    .select({ id: retailers.id, shopName: retailers.shopName, hasOrdered: hasOrdered(window) })
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .where(and(eq(shopPeople.personId, personId), isAlsoShopOf(window)))
    .orderBy(asc(retailers.licenceNo))
    .all();
  return rows.map((row) => ({ ...row, hasOrdered: row.hasOrdered === 1 }));
}

/** How many shops a window is for and how many of them have ordered. */
export async function countShops(db: Db, window: OrderWindow): Promise<WindowCounts> {
  const row = db
    .select({ shops: count(), ordered: sql<number>`coalesce(sum(${hasOrdered(window)}), 0)` })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(isShopOf(window))
    .get();
  return row ?? { shops: 0, ordered: 0 };
}

export type ListedWindow = OrderWindow & { routeCode: string; licenceNo: string | null } & WindowCounts;

/** Every window of an ordering date with its counts, in one query; route windows first. */
export async function findWindowsOfDate(db: Db, date: string): Promise<ListedWindow[]> {
  const owner = sql`(select ${retailers.licenceNo} from ${retailers} where ${retailers.id} = ${orderWindows.retailerId})`;
  const rows = db
    .select({
      window: orderWindows,
      // A shop window without an active shop joins no retailer, so its route comes from the shop itself.
      routeCode: sql<string>`(select ${routes.code} from ${routes} where ${routes.id} = coalesce(${orderWindows.routeId},
        (select r.route_id from retailers r where r.id = ${orderWindows.retailerId})))`,
      licenceNo: sql<string | null>`${owner}`,
      shops: count(retailers.id),
      ordered: sql<number>`coalesce(sum(${hasOrdered(orderWindows)}), 0)`,
    })
    .from(orderWindows)
    .leftJoin(
      retailers,
      and(
        eq(retailers.status, "active"),
        or(
          eq(retailers.id, orderWindows.retailerId),
          and(eq(retailers.routeId, orderWindows.routeId), followsRoute(scopeOfShop, orderWindows.date)),
        ),
      ),
    )
    .where(eq(orderWindows.date, date))
    .groupBy(orderWindows.id)
    .orderBy(sql`${orderWindows.routeId} is null`, asc(orderWindows.cutoffAt), asc(orderWindows.id))
    .all();
  return rows.map(({ window, ...counts }) => ({ ...window, ...counts }));
}

/** The windows a shop may order in that close at or after `since`, the nearest cutoff first. */
export async function findWindowsOfShop(
  db: Db,
  shop: { id: number; routeId: number },
  { fromDate, since, limit, state = "planned" }: { fromDate: string; since: number; limit: number; state?: OrderWindow["state"] },
): Promise<OrderWindow[]> {
  const ofRoute = and(eq(orderWindows.scope, routeScope(shop.routeId)), followsRoute(sql`${shopScope(shop.id)}`, orderWindows.date));
  return db
    .select()
    .from(orderWindows)
    .where(
      and(
        or(eq(orderWindows.scope, shopScope(shop.id)), ofRoute),
        eq(orderWindows.state, state),
        // A route's old windows are many; the date is what the index bounds them by.
        gte(orderWindows.date, fromDate),
        gte(orderWindows.cutoffAt, since),
      ),
    )
    .orderBy(asc(orderWindows.cutoffAt))
    .limit(limit)
    .all();
}
