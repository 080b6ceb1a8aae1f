import { and, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import { routeScope, shopScope } from "../../src/windows/rules.ts";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { groups } from "../groups.tables.ts";
import { people } from "../people.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { cycleExceptions, cycles, holidayNotices, orderWindows } from "../windows.tables.ts";
import type { Cycle, CycleException, OrderWindow } from "./plan.ts";

/** An ordering date of a route or shop that a holiday moves or drops. */
export type AffectedDate = { scope: string; date: string };
/** Everyone who orders by a route or shop and can be written to, and the route's own groups: chat ids with the dates that concern them. */
export type NoticeReaders = Map<number, AffectedDate[]>;

/** Every weekly cycle with its dated exceptions from `date` (YYYY-MM-DD) on. */
export async function findCycles(db: Db, date: string): Promise<{ cycle: Cycle; exceptions: CycleException[] }[]> {
  const ofScope = new Map<string, CycleException[]>();
  for (const exception of db.select().from(cycleExceptions).where(gte(cycleExceptions.date, date)).all()) {
    const known = ofScope.get(exception.scope);
    if (known) known.push(exception);
    else ofScope.set(exception.scope, [exception]);
  }
  const rows = db.select().from(cycles).all();
  return rows.map((cycle) => ({ cycle, exceptions: ofScope.get(cycle.scope) ?? [] }));
}

const ROWS_PER_INSERT = 1_000;

const keyOf = ({ scope, date }: AffectedDate): string => `${scope} ${date}`;

/** Those of the dates about which nobody has been written to yet. */
export async function findUntold<T extends AffectedDate>(db: Db, dates: readonly T[]): Promise<T[]> {
  if (dates.length === 0) return [];
  const days = [...new Set(dates.map(({ date }) => date))];
  const told = new Set(db.select().from(holidayNotices).where(inArray(holidayNotices.date, days)).all().map(keyOf));
  return dates.filter((each) => !told.has(keyOf(each)));
}

/** Notes that a date's people are written to and writes it, in one transaction; a date that another process noted first is left out. */
export async function saveNotices(
  db: Db,
  dates: readonly AffectedDate[],
  now: number,
  compose: (readers: NoticeReaders) => NewDelivery[],
): Promise<number> {
  return inTransaction(db, (tx) => {
    const fresh = chunksOf(dates, ROWS_PER_INSERT).flatMap((some) => {
      const rows = some.map(({ scope, date }) => ({ scope, date, toldAt: now }));
      return tx.insert(holidayNotices).values(rows).onConflictDoNothing().returning().all();
    });
    return fresh.length === 0 ? 0 : addDeliveries(tx, compose(findReaders(tx, fresh)), now);
  });
}

/** Scopes of shops (of all, or of these) that do not order as their route does: always, or ("shop-3 2026-10-01") on single dates. */
function findStrays(tx: Db | Tx, dates: readonly string[], scopes?: string[]): ReadonlySet<string> {
  const isOwn = scopes ? inArray(cycles.scope, scopes) : isNotNull(cycles.retailerId);
  const own = tx.select({ scope: cycles.scope }).from(cycles).where(isOwn).all();
  const isSingle = scopes ? inArray(cycleExceptions.scope, scopes) : isNotNull(cycleExceptions.retailerId);
  const single = tx
    .select({ scope: cycleExceptions.scope, date: cycleExceptions.date })
    .from(cycleExceptions)
    .where(and(isSingle, inArray(cycleExceptions.date, [...new Set(dates)])))
    .all();
  return new Set([...own.map(({ scope }) => scope), ...single.map(keyOf)]);
}

const isStray = (strays: ReadonlySet<string>, scope: string, date: string): boolean =>
  strays.has(scope) || strays.has(keyOf({ scope, date }));

function findReaders(tx: Tx, dates: readonly AffectedDate[]): NoticeReaders {
  const datesOf = new Map<string, AffectedDate[]>();
  for (const each of dates) datesOf.set(each.scope, [...(datesOf.get(each.scope) ?? []), each]);
  const strays = findStrays(
    tx,
    dates.map(({ date }) => date),
  );
  const readers: NoticeReaders = new Map();
  const add = (chatId: number, found: readonly AffectedDate[]) => {
    if (found.length === 0) return;
    const known = readers.get(chatId) ?? [];
    readers.set(chatId, [...known, ...found.filter((each) => !known.some((other) => keyOf(other) === keyOf(each)))]);
  };
  for (const { routeId, retailerId, personId } of findShopPeople(tx, [...datesOf.keys()])) {
    const own = shopScope(retailerId);
    const ofRoute = (datesOf.get(routeScope(routeId)) ?? []).filter(({ date }) => !isStray(strays, own, date));
    add(personId, [...ofRoute, ...(datesOf.get(own) ?? [])]);
  }
  for (const { chatId, routeId } of findRouteGroups(tx)) add(chatId, datesOf.get(routeScope(routeId)) ?? []);
  return readers;
}

function findShopPeople(tx: Tx, scopes: readonly string[]) {
  const idsOf = (prefix: string) => scopes.flatMap((scope) => (scope.startsWith(prefix) ? [Number(scope.slice(prefix.length))] : []));
  const select = (column: typeof retailers.id | typeof retailers.routeId, ids: number[]) =>
    chunksOf(ids).flatMap((some) =>
      tx
        .select({ routeId: retailers.routeId, retailerId: retailers.id, personId: people.id })
        .from(retailers)
        .innerJoin(shopPeople, eq(shopPeople.retailerId, retailers.id))
        .innerJoin(people, eq(people.id, shopPeople.personId))
        .where(and(inArray(column, some), eq(retailers.status, "active"), isNotNull(people.startedAt), isNull(people.unreachable)))
        .all(),
    );
  return [...select(retailers.routeId, idsOf("route-")), ...select(retailers.id, idsOf("shop-"))];
}

function findRouteGroups(tx: Tx): { chatId: number; routeId: number }[] {
  const rows = tx
    .select({ chatId: groups.chatId, routeId: groups.routeId })
    .from(groups)
    .where(and(eq(groups.kind, "retailers"), eq(groups.state, "active"), isNotNull(groups.routeId)))
    .all();
  return rows.map(({ chatId, routeId }) => ({ chatId, routeId: routeId! }));
}

/** A date as it stands now: the scope's cycle, its windows from `fromDate` on, and those of the shops that do not order as their route then. */
export type DateNow = { cycle: Cycle | undefined; windows: OrderWindow[]; strays: ReadonlySet<number> };

export async function findDateNow(
  db: Db,
  { scope, date }: AffectedDate,
  { fromDate, shopIds }: { fromDate: string; shopIds: readonly number[] },
): Promise<DateNow> {
  const isPlanned = and(eq(orderWindows.scope, scope), gte(orderWindows.date, fromDate), eq(orderWindows.state, "planned"));
  const strays = findStrays(db, [date], shopIds.map(shopScope));
  return {
    cycle: db.select().from(cycles).where(eq(cycles.scope, scope)).get(),
    windows: db.select().from(orderWindows).where(isPlanned).orderBy(orderWindows.date).all(),
    strays: new Set(shopIds.filter((id) => isStray(strays, shopScope(id), date))),
  };
}
