import { and, asc, count, eq, isNotNull, sql } from "drizzle-orm";
import type { DeliveryKind, DeliveryState } from "../../src/telegram/rules.ts";
import type { Db } from "../client.ts";
import { deliveries, type Delivery } from "../deliveries.tables.ts";

/** What a message of ours in a chat speaks of: the way from a reply back to its case. */
export async function findDeliveryByMessage(db: Db, chatId: number, messageId: number): Promise<Delivery | undefined> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.chatId, chatId), eq(deliveries.messageId, messageId)))
    .get();
}

/** The messages that were sent about one subject, oldest first: the ones to edit when it changes. */
export async function findSentMessages(db: Db, kind: DeliveryKind, subjectId: number): Promise<{ chatId: number; messageId: number }[]> {
  return db
    .select({ chatId: deliveries.chatId, messageId: sql<number>`${deliveries.messageId}` })
    .from(deliveries)
    .where(
      and(eq(deliveries.kind, kind), eq(deliveries.subjectId, subjectId), eq(deliveries.state, "sent"), isNotNull(deliveries.messageId)),
    )
    .orderBy(asc(deliveries.id))
    .all();
}

/** How many deliveries of a subject stand in which state. */
export async function countDeliveries(db: Db, kind: DeliveryKind, subjectId: number): Promise<Partial<Record<DeliveryState, number>>> {
  const rows = db
    .select({ state: deliveries.state, n: count() })
    .from(deliveries)
    .where(and(eq(deliveries.kind, kind), eq(deliveries.subjectId, subjectId)))
    .groupBy(deliveries.state)
    .all();
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}
