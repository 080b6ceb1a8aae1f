import { and, asc, desc, eq, gt, isNotNull, isNull, lte, sql } from "drizzle-orm";
import type { Counts } from "../../src/outcomes/rules.ts";
import type { NotNowReason } from "../../src/windows/rules.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { windowOutcomes } from "../outcomes.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import type { OrderWindow } from "../windows/plan.ts";

/** A window that closed, with the route whose people are told of it. */
export type ClosedWindow = OrderWindow & { route: { id: number; districtId: number } };

/** Counted, and not yet said: `missingIds` are the shops without an order. */
export type NewOutcome = {
  window: ClosedWindow;
  counts: Counts<NotNowReason>;
  missingIds: number[];
  feedAt: number | null;
  /** Counted once more for the trend: it replaces no report. */
  isFinal?: boolean;
};

// Written out, because SQLite uses a partial index only where it can see that the condition fits.
const isPlanned = sql`${orderWindows.state} = 'planned'`;
const isOpen = and(isNull(orderWindows.outcomeDoneAt), isPlanned);

/** Windows that closed after `after` and at or before `until` and are not counted, the oldest first; `latest`: that many, the latest first. */
export async function findUncounted(
  db: Db,
  { after, until, latest }: { after?: number; until: number; latest?: number },
): Promise<ClosedWindow[]> {
  const rows = db
    .select({ window: orderWindows, route: { id: routes.id, districtId: routes.districtId } })
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`))
    .where(and(isOpen, lte(orderWindows.cutoffAt, until), after === undefined ? undefined : gt(orderWindows.cutoffAt, after)))
    .orderBy(latest === undefined ? asc(orderWindows.cutoffAt) : desc(orderWindows.cutoffAt), asc(orderWindows.id))
    .limit(latest ?? -1)
    .all();
  return rows.map(({ window, route }) => ({ ...window, route }));
}

export type CountedWindow = ClosedWindow & { countedAt: number; feedAt: number | null };

/** Windows that closed after `after` and are counted, with when, and how old the order data was then. */
export async function findCounted(db: Db, { after, until }: { after: number; until: number }): Promise<CountedWindow[]> {
  const { countedAt, feedAt } = windowOutcomes;
  const rows = db
    .select({ window: orderWindows, route: { id: routes.id, districtId: routes.districtId }, countedAt, feedAt })
    .from(orderWindows)
    .innerJoin(windowOutcomes, eq(windowOutcomes.windowId, orderWindows.id))
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`))
    .where(and(gt(orderWindows.cutoffAt, after), lte(orderWindows.cutoffAt, until), isNotNull(orderWindows.outcomeDoneAt), isPlanned))
    .orderBy(asc(orderWindows.cutoffAt), asc(orderWindows.id))
    .all();
  return rows.map(({ window, ...more }) => ({ ...window, ...more }));
}

function saveOne(tx: Tx, { window, counts, missingIds, feedAt, isFinal = false }: NewOutcome, now: number): boolean {
  // Counted anew: nobody else has done it since it was read.
  const isAsRead = window.outcomeDoneAt === null ? isOpen : and(eq(orderWindows.outcomeDoneAt, window.outcomeDoneAt), isPlanned);
  const { changes } = tx
    .update(orderWindows)
    .set({ outcomeDoneAt: now })
    .where(and(eq(orderWindows.id, window.id), eq(orderWindows.version, window.version), isAsRead))
    .run();
  if (changes === 0) return false;
  const row = { ...counts, countedAt: now, feedAt, missingIds };
  tx.insert(windowOutcomes)
    .values({ windowId: window.id, ...row })
    .onConflictDoUpdate({
      target: windowOutcomes.windowId,
      set: { ...row, revision: sql`${windowOutcomes.revision} + ${isFinal ? 0 : 1}` },
    })
    .run();
  return true;
}

/**
 * Ends windows as counted, keeps what became of them and writes the messages that `compose` makes of them, in one transaction. Left out,
 * from the messages too, are those that another process was first with, or that changed since they were read.
 */
export async function saveOutcomes(
  db: Db,
  outcomes: NewOutcome[],
  now: number,
  compose: (windows: ClosedWindow[]) => NewDelivery[],
): Promise<ClosedWindow[]> {
  return inTransaction(db, (tx) => {
    const saved = outcomes.filter((outcome) => saveOne(tx, outcome, now)).map(({ window }) => window);
    if (saved.length > 0) addDeliveries(tx, compose(saved), now);
    return saved;
  });
}
