import { and, asc, count, eq, inArray, isNotNull, max, sql } from "drizzle-orm";
import { isUnsettled } from "../../src/complaints/promise-rules.ts";
import { LANE, type DeliveryKind } from "../../src/telegram/rules.ts";
import type { Db, Tx } from "../client.ts";
import { complaintEvents, complaints, promises } from "../complaints.tables.ts";
import { addDeliveries, type Delivery, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";

const cardOf = sql<number>`${deliveries.data} ->> 'messageId'`;

/** Messages of which a chat needs only the newest: the case's card, the task of a return visit, and the question to the shop. */
const FAMILIES = { card: ["complaint_card"], task: ["return_visit", "return_said"], question: ["return_ask"] } as const satisfies Record<
  string,
  readonly DeliveryKind[]
>;
export type Redrawn = keyof typeof FAMILIES;
const REDRAWN = Object.keys(FAMILIES) as Redrawn[];

type Message = { chatId: number; messageId: number };

/** Messages of a case that stand in their chats, without views: a view shows how it was when someone asked. */
function findOut(db: Db | Tx, complaintId: number, of: Redrawn): Message[] {
  const isOut = and(inArray(deliveries.kind, FAMILIES[of]), eq(deliveries.subjectId, complaintId), eq(deliveries.state, "sent"));
  return db
    .select({ chatId: deliveries.chatId, messageId: deliveries.messageId, data: deliveries.data })
    .from(deliveries)
    .where(and(isOut, isNotNull(deliveries.messageId)))
    .orderBy(asc(deliveries.messageId))
    .all()
    .flatMap(({ chatId, messageId, data }) => (data?.["view"] === true || messageId === null ? [] : [{ chatId, messageId }]));
}

/** In each chat the newest: ids of messages only grow. */
const newestOf = (messages: Message[]): Message[] => [...new Map(messages.map((message) => [message.chatId, message])).values()];

/** Whether a card has a newer one below it, to which it gave way. */
export async function isFolded(db: Db, complaintId: number, { chatId, messageId }: Message): Promise<boolean> {
  return findOut(db, complaintId, "card").some((other) => other.chatId === chatId && other.messageId > messageId);
}

/** How a message is drawn for the last time: `folded`, for a newer one stands below; `ended`, for there is nothing left to do. */
export type LastDrawn = "folded" | "ended";
/** Which message is drawn anew: without `last` a card, as it is true now. */
export type Redraw = { messageId: number; of: Redrawn; last?: LastDrawn };

const toEdit = (complaintId: number, chatId: number, data: Redraw, key: string): NewDelivery => ({
  dedupeKey: `complaint-${complaintId}-card-${data.messageId}-${key}-${chatId}`,
  kind: "complaint_card_edit",
  subjectId: complaintId,
  lane: LANE.reply,
  chatId,
  data,
});

/**
 * Folds what a message that has just arrived takes the place of in its chat, to one line without buttons; each once. One that was on its way
 * while the return visit ended loses its own buttons.
 */
export function foldOlder(
  tx: Tx,
  { subjectId, kind, chatId, messageId }: Message & Pick<Delivery, "subjectId" | "kind">,
  now: number,
): void {
  const of = REDRAWN.find((each) => (FAMILIES[each] as readonly DeliveryKind[]).includes(kind));
  const isOlder = (other: Message) => other.chatId === chatId && other.messageId < messageId;
  const older = of ? findOut(tx, subjectId, of).filter(isOlder) : [];
  const rows = older.map((other) => toEdit(subjectId, chatId, { messageId: other.messageId, of: of!, last: "folded" }, "folded"));
  addDeliveries(tx, rows, now);
  endTasks(tx, subjectId, now);
}

/** Whether the return visit of a case's round is still to be made. */
function isReturnLive(tx: Tx, complaintId: number): boolean {
  const isOpen = and(eq(complaints.id, complaintId), eq(complaints.state, "open"), eq(promises.kind, "return_visit"));
  const visit = tx
    .select({ state: promises.state, nextAt: promises.nextAt })
    .from(promises)
    .innerJoin(complaints, and(eq(complaints.id, promises.complaintId), eq(complaints.round, promises.round)))
    .where(isOpen)
    .get();
  return visit !== undefined && isUnsettled(visit);
}

/** Takes the buttons off what asks about a return visit that has ended; each once. */
function endTasks(tx: Tx, complaintId: number, now: number): void {
  if (isReturnLive(tx, complaintId)) return;
  for (const of of ["task", "question"] as const) {
    const newest = newestOf(findOut(tx, complaintId, of));
    const rows = newest.map(({ chatId, messageId }) => toEdit(complaintId, chatId, { messageId, of, last: "ended" }, "ended"));
    addDeliveries(tx, rows, now);
  }
}

/**
 * Has the newest card of a case in every chat drawn anew, in the transaction of the change it is to show, and what a return visit that has
 * ended with it asks lose its buttons. An edit that still waits shows the newest state anyway, so no card has two of them waiting: a group
 * takes 20 messages a minute.
 */
export function addCardEdits(tx: Tx, complaintId: number, now: number): void {
  endTasks(tx, complaintId, now);
  for (const { chatId, messageId } of newestOf(findOut(tx, complaintId, "card"))) {
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
    addDeliveries(tx, [toEdit(complaintId, chatId, { messageId, of: "card" }, `after-${last}`)], now);
  }
}

/** What a card showed when it was made: how many entries the timeline had. */
export type Shown = { complaintId: number; entries: number };

/** A card that was on its way while something changed shows the old state: has it drawn anew. */
export function catchUpCards(tx: Tx, { complaintId, entries }: Shown, now: number): void {
  const after = tx.select({ n: count() }).from(complaintEvents).where(eq(complaintEvents.complaintId, complaintId)).get()!.n;
  if (after !== entries) addCardEdits(tx, complaintId, now);
}
