import { and, asc, count, eq, inArray, isNotNull, max, sql } from "drizzle-orm";
import { LANE } from "../../src/telegram/rules.ts";
import type { Tx } from "../client.ts";
import { complaintEvents } from "../complaints.tables.ts";
import { addDeliveries } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";

const cardOf = sql<number>`${deliveries.data} ->> 'messageId'`;

/**
 * Has every card of a case that is out drawn anew, in the transaction of the change it is to show. An edit that still waits shows the
 * newest state anyway, so no card has two of them waiting: a group takes 20 messages a minute.
 */
export function addCardEdits(tx: Tx, complaintId: number, now: number): void {
  const isCard = and(eq(deliveries.kind, "complaint_card"), eq(deliveries.subjectId, complaintId), eq(deliveries.state, "sent"));
  const cards = tx
    .select({ chatId: deliveries.chatId, messageId: deliveries.messageId, data: deliveries.data })
    .from(deliveries)
    .where(and(isCard, isNotNull(deliveries.messageId)))
    .orderBy(asc(deliveries.id))
    .all()
    // A view shows how it was when someone asked.
    .filter(({ data }) => data?.["view"] !== true);
  for (const { chatId, messageId } of cards) {
    const isEdit = and(eq(deliveries.kind, "complaint_card_edit"), eq(deliveries.subjectId, complaintId));
    const isOfCard = and(isEdit, eq(deliveries.chatId, chatId), eq(cardOf, messageId));
    const isWaiting = and(isOfCard, inArray(deliveries.state, ["pending", "held"]));
    if (tx.select({ id: deliveries.id }).from(deliveries).where(isWaiting).get()) continue;
    const last =
      tx
        .select({ id: max(deliveries.id) })
        .from(deliveries)
        .where(isOfCard)
        .get()?.id ?? 0;
    const dedupeKey = `complaint-${complaintId}-card-${messageId}-after-${last}-${chatId}`;
    addDeliveries(
      tx,
      [{ dedupeKey, kind: "complaint_card_edit", subjectId: complaintId, lane: LANE.reply, chatId, data: { messageId } }],
      now,
    );
  }
}

/** What a card showed when it was made: how many entries the timeline had. */
export type Shown = { complaintId: number; entries: number };

/** A card that was on its way while something changed shows the old state: has it drawn anew. */
export function catchUpCards(tx: Tx, { complaintId, entries }: Shown, now: number): void {
  const after = tx.select({ n: count() }).from(complaintEvents).where(eq(complaintEvents.complaintId, complaintId)).get()!.n;
  if (after !== entries) addCardEdits(tx, complaintId, now);
}
