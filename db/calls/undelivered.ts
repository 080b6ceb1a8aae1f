import { and, eq, gt, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { orderWindows } from "../windows.tables.ts";

const LIST_KINDS = ["order_first_list", "order_call_list", "order_missed"] as const;

export type DeadList = { windowId: number; kind: (typeof LIST_KINDS)[number] };

/** Lists of windows with a cutoff after `since`, in the windows' present version, that Telegram took for one of their readers not at all. */
export async function findDeadLists(db: Db, since: number): Promise<DeadList[]> {
  const key = sql`${deliveries.kind} || '-' || ${orderWindows.id} || '-' || ${orderWindows.version} || '-' || ${deliveries.chatId}`;
  return db
    .selectDistinct({ windowId: orderWindows.id, kind: sql<DeadList["kind"]>`${deliveries.kind}` })
    .from(orderWindows)
    .innerJoin(deliveries, and(inArray(deliveries.kind, LIST_KINDS), eq(deliveries.subjectId, orderWindows.id)))
    .where(
      and(
        gt(orderWindows.cutoffAt, since),
        eq(orderWindows.state, "planned"),
        inArray(deliveries.state, ["unreachable", "failed"]),
        sql`${deliveries.dedupeKey} = ${key}`,
        // The reminder brought a list of its own.
        or(ne(deliveries.kind, "order_first_list"), isNull(orderWindows.remindedAt)),
      ),
    )
    .all();
}
