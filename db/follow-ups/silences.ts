import { and, asc, between, eq, gte, inArray, isNull, lte, min, exists, notExists, or, sql } from "drizzle-orm";
import { isNormal, judgeShop, type ShopFacts } from "../../src/follow-ups/rules.ts";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { followUps, missedWindows } from "../follow-ups.tables.ts";
import { orders } from "../orders.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import type { OrderWindow } from "../windows/plan.ts";
import { isShopOf } from "../windows/shops.ts";

/** SQLite takes 32,766 parameters a statement; a task has nine. */
const ROWS_PER_INSERT = 1_000;

/** Planned windows that closed between the two instants, both included, and whose shops nobody has looked at; earliest cutoff first. */
export async function findClosedWindows(db: Db, from: number, until: number): Promise<OrderWindow[]> {
  return (
    db
      .select()
      .from(orderWindows)
      // In the words of the partial index, or SQLite would not use it.
      .where(
        and(isNull(orderWindows.silenceCheckedAt), sql`${orderWindows.state} = 'planned'`, between(orderWindows.cutoffAt, from, until)),
      )
      .orderBy(asc(orderWindows.cutoffAt), asc(orderWindows.id))
      .all()
  );
}

/** The earliest cutoff of the windows in which some shop did not order the last time it could; undefined when all did. */
export async function findEarliestMissed(db: Db): Promise<number | undefined> {
  const missed = db.selectDistinct({ id: missedWindows.windowId }).from(missedWindows);
  const row = db
    .select({ cutoffAt: min(orderWindows.cutoffAt) })
    .from(orderWindows)
    .where(inArray(orderWindows.id, missed))
    .get();
  return row?.cutoffAt ?? undefined;
}

function readShops(tx: Tx, window: OrderWindow, disturbed: ReadonlySet<number>): ShopFacts[] {
  const lastOrder = sql<number | null>`(select ${orders.orderedAt} from ${orders} where ${orders.retailerId} = ${retailers.id}
    and ${orders.orderedAt} <= ${window.cutoffAt} and ${orders.cartons} > 0 order by ${orders.orderedAt} desc limit 1)`;
  const lastTask = sql<number | null>`(select max(${followUps.since}) from ${followUps} where ${followUps.retailerId} = ${retailers.id})`;
  return tx
    .select({
      id: retailers.id,
      createdAt: retailers.createdAt,
      lastOrderedAt: lastOrder,
      lastTaskSince: lastTask,
      missed: orderWindows,
    })
    .from(retailers)
    .leftJoin(missedWindows, eq(missedWindows.retailerId, retailers.id))
    .leftJoin(orderWindows, eq(orderWindows.id, missedWindows.windowId))
    .where(isShopOf(window))
    .all()
    .map(({ missed, ...shop }) => ({ ...shop, missed: missed && { ...missed, isDisturbed: disturbed.has(missed.id) } }));
}

/** A shop that could not order when the window closed begins anew when it comes back. */
function forgetInactive(tx: Tx, { routeId, retailerId }: OrderWindow): void {
  const isHere = retailerId === null ? eq(retailers.routeId, routeId!) : eq(retailers.id, retailerId);
  const inactive = tx
    .select({ id: retailers.id })
    .from(retailers)
    .where(and(isHere, inArray(retailers.status, ["suspended", "closed"])));
  tx.delete(missedWindows).where(inArray(missedWindows.retailerId, inactive)).run();
}

function noteMissed(tx: Tx, windowId: number, { missed, ordered }: Record<"missed" | "ordered", number[]>): void {
  for (const ids of chunksOf(ordered)) tx.delete(missedWindows).where(inArray(missedWindows.retailerId, ids)).run();
  for (const ids of chunksOf(missed, ROWS_PER_INSERT)) {
    const rows = ids.map((retailerId) => ({ retailerId, windowId }));
    tx.insert(missedWindows).values(rows).onConflictDoUpdate({ target: missedWindows.retailerId, set: { windowId } }).run();
  }
}

export type Look = { disturbed: ReadonlySet<number>; now: number; dueAt: number };

/**
 * Looks at the shops of a window that has closed, once: notes who did not order and opens a task for those who did not in two running.
 * Gives how many tasks it opened; undefined when another process was first or the window changed since it was read.
 */
export async function lookAtWindow(db: Db, window: OrderWindow, { disturbed, now, dueAt }: Look): Promise<number | undefined> {
  return inTransaction(db, (tx) => {
    if (!claim(tx, window, now)) return undefined;
    if (!isNormal(window, disturbed.has(window.id))) return 0;
    const judged = readShops(tx, window, disturbed).map((shop) => ({ id: shop.id, ...judgeShop(shop, window) }));
    forgetInactive(tx, window);
    noteMissed(tx, window.id, {
      missed: judged.flatMap(({ id, kind }) => (kind === "ordered" ? [] : [id])),
      ordered: judged.flatMap(({ id, kind }) => (kind === "ordered" ? [id] : [])),
    });
    const rows = judged.flatMap((shop) => {
      if (shop.kind !== "silence") return [];
      const { id: retailerId, lastOrderedAt, firstWindowId, since } = shop;
      const windows = { firstWindowId, secondWindowId: window.id, since, until: window.cutoffAt };
      return [{ retailerId, lastOrderedAt, ...windows, openedAt: now, dueAt, state: "open" as const }];
    });
    let opened = 0;
    for (const some of chunksOf(rows, ROWS_PER_INSERT)) opened += tx.insert(followUps).values(some).onConflictDoNothing().run().changes;
    return opened;
  });
}

function claim(tx: Tx, window: OrderWindow, now: number): boolean {
  const isAsRead = and(eq(orderWindows.id, window.id), eq(orderWindows.version, window.version), eq(orderWindows.state, "planned"));
  const where = and(isAsRead, isNull(orderWindows.silenceCheckedAt));
  return tx.update(orderWindows).set({ silenceCheckedAt: now }).where(where).run().changes > 0;
}

/** Leaves windows unjudged for good: their orders never came. */
export async function giveUpWindows(db: Db, windows: readonly OrderWindow[], now: number): Promise<number> {
  return inTransaction(db, (tx) => windows.filter((window) => claim(tx, window, now)).length);
}

/**
 * Ends the open tasks that were none: an order of the two windows was reported since, one of the windows was cancelled, or the shop no
 * longer orders at all. A second window that was opened again counts until it closes for good.
 */
export async function voidFollowUps(db: Db, now: number): Promise<number> {
  return inTransaction(db, (tx) => {
    const one = { one: sql`1` };
    const until = sql`max(${followUps.until}, coalesce((select ${orderWindows.cutoffAt} from ${orderWindows}
      where ${orderWindows.id} = ${followUps.secondWindowId}), 0))`;
    const isOfWindows = and(gte(orders.orderedAt, followUps.since), lte(orders.orderedAt, until));
    const order = tx
      .select(one)
      .from(orders)
      .where(and(eq(orders.retailerId, followUps.retailerId), isOfWindows, sql`${orders.cartons} > 0`));
    const cancelled = tx
      .select(one)
      .from(orderWindows)
      .where(
        and(
          or(eq(orderWindows.id, followUps.firstWindowId), eq(orderWindows.id, followUps.secondWindowId)),
          eq(orderWindows.state, "cancelled"),
        ),
      );
    const shop = tx
      .select(one)
      .from(retailers)
      .where(and(eq(retailers.id, followUps.retailerId), eq(retailers.status, "active")));
    return tx
      .update(followUps)
      .set({ state: "void", doneAt: now })
      .where(and(sql`${followUps.state} = 'open'`, or(exists(order), exists(cancelled), notExists(shop))))
      .run().changes;
  });
}

export type Untold = { id: number; dueAt: number; dueVersion: number; route: { id: number; districtId: number } };

const isUntold = and(sql`${followUps.state} = 'open'`, isNull(followUps.toldAt));

/** Open tasks of which nobody was told yet, with the route whose account manager is to know; oldest first. */
export async function findUntold(db: Db): Promise<Untold[]> {
  return db
    .select({
      id: followUps.id,
      dueAt: followUps.dueAt,
      dueVersion: followUps.dueVersion,
      route: { id: routes.id, districtId: routes.districtId },
    })
    .from(followUps)
    .innerJoin(retailers, eq(retailers.id, followUps.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(isUntold)
    .orderBy(asc(followUps.openedAt), asc(followUps.id))
    .all();
}

/** Writes the messages about tasks and notes that they are told, in one transaction; `compose` gets those that still were not. */
export async function tellFollowUps(
  db: Db,
  ids: number[],
  now: number,
  compose: (untold: ReadonlySet<number>) => NewDelivery[],
): Promise<number> {
  return inTransaction(db, (tx) => {
    const told = chunksOf(ids).flatMap((some) =>
      tx
        .update(followUps)
        .set({ toldAt: now })
        .where(and(isUntold, inArray(followUps.id, some)))
        .returning({ id: followUps.id })
        .all(),
    );
    return told.length === 0 ? 0 : addDeliveries(tx, compose(new Set(told.map(({ id }) => id))), now);
  });
}
