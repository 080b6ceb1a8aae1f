import { and, asc, desc, eq, gt, isNull, lte, sql } from "drizzle-orm";
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
};

// Written out, because SQLite uses a partial index only where it can see that the condition fits.
const isOpen = and(isNull(orderWindows.outcomeDoneAt), sql`${orderWindows.state} = 'planned'`);

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

function saveOne(tx: Tx, { window, counts, missingIds, feedAt }: NewOutcome, now: number): boolean {
  const { changes } = tx
    .update(orderWindows)
    .set({ outcomeDoneAt: now })
    .where(and(eq(orderWindows.id, window.id), eq(orderWindows.version, window.version), isOpen))
    .run();
  if (changes === 0) return false;
  const row = { ...counts, countedAt: now, feedAt, missingIds };
  tx.insert(windowOutcomes)
    .values({ windowId: window.id, ...row })
    .onConflictDoUpdate({ target: windowOutcomes.windowId, set: { ...row, revision: sql`${windowOutcomes.revision} + 1` } })
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
