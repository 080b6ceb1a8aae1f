import { and, asc, desc, eq, gt, isNotNull, isNull, lte, or } from "drizzle-orm";
import type { AuditAction } from "../src/audit/rules.ts";
import { coversRoute, overlaps } from "../src/outages/rules.ts";
import { LANE } from "../src/telegram/rules.ts";
import { addAudit } from "./audit.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { addDeliveries, type NewDelivery } from "./deliveries.ts";
import { deliveries } from "./deliveries.tables.ts";
import { outages, type Outage } from "./outages.tables.ts";
import { dialogues } from "./people.tables.ts";
import { routes } from "./routes.tables.ts";

export type { Outage } from "./outages.tables.ts";

/** What is written with an outage's row: the messages it causes. */
export type Compose = (tx: Tx, outage: Outage) => NewDelivery[];

export async function findOutage(db: Db, id: number): Promise<Outage | undefined> {
  return readOutage(db, id);
}

const readOutage = (tx: Db | Tx, id: number): Outage | undefined => tx.select().from(outages).where(eq(outages.id, id)).get();

const readRunning = (tx: Db | Tx): Outage[] =>
  tx.select().from(outages).where(isNull(outages.endedAt)).orderBy(asc(outages.startedAt)).all();

/** The outages that go on, oldest first: few at any time. */
export async function findRunning(db: Db): Promise<Outage[]> {
  return readRunning(db);
}

/** Those that are over, the latest first. */
export async function findPast(db: Db, limit: number): Promise<Outage[]> {
  return db.select().from(outages).where(isNotNull(outages.endedAt)).orderBy(desc(outages.startedAt)).limit(limit).all();
}

/** Every outage that lay, at least in part, between two instants. */
export async function findBetween(db: Db, from: number, to: number): Promise<Outage[]> {
  return db
    .select()
    .from(outages)
    .where(and(lte(outages.startedAt, to), or(isNull(outages.endedAt), gt(outages.endedAt, from))))
    .orderBy(asc(outages.startedAt))
    .all();
}

/** Running outages that it is time to ask about. */
export async function findForgotten(db: Db, now: number): Promise<Outage[]> {
  return db
    .select()
    .from(outages)
    .where(and(isNull(outages.endedAt), lte(outages.askAt, now)))
    .all();
}

export type NewOutage = Pick<Outage, "scope" | "reason" | "reasonText" | "phones" | "expectedUntil" | "askAt"> &
  Partial<Pick<Outage, "orderToldAt" | "orderToldBy">>;

/**
 * Starts an outage with its messages and ends its author's composing, in one transaction; refused while another one is about the same
 * routes, and then nothing changes.
 */
export async function startOutage(
  db: Db,
  fields: NewOutage,
  { actorId, now }: { actorId: number; now: number },
  compose: Compose,
): Promise<{ ok: true; outage: Outage } | { ok: false; outage: Outage }> {
  return inTransaction(db, (tx) => {
    const other = readRunning(tx).find(({ scope }) => overlaps(scope, fields.scope));
    if (other) return { ok: false, outage: other };
    const outage = tx
      .insert(outages)
      .values({ ...fields, startedAt: now, startedBy: actorId })
      .returning()
      .get();
    const rows = compose(tx, outage);
    addDeliveries(tx, rows, now);
    const { scope, reason } = fields;
    addAudit(tx, {
      at: now,
      actorId,
      action: "outage.on",
      subject: `outage ${outage.id}`,
      detail: { scope, reason, messages: rows.length },
    });
    takeDialogue(tx, actorId, "outage");
    return { ok: true, outage };
  });
}

/** Ends what a person was asked in the transaction that acts on the answer; false when it was acted on already. */
export function takeDialogue(tx: Tx, personId: number, kind: string): boolean {
  const { changes } = tx
    .delete(dialogues)
    .where(and(eq(dialogues.personId, personId), eq(dialogues.kind, kind)))
    .run();
  return changes === 1;
}

/** What a change writes. */
export type OutageChange = {
  set: Partial<Outage>;
  action: AuditAction;
  detail?: Record<string, unknown>;
  compose?: Compose;
};

/** Who changes which outage; `tapped` is the message with the button, which the tap's own answer shows anew. */
export type Changing = { id: number; actorId: number; now: number; tapped?: { chatId: number; messageId: number } | undefined };

/**
 * Changes an outage as `decide` says of the row it finds, with the audit, its messages and new versions of the staff's cards, in one
 * transaction. What `decide` refuses changes nothing.
 */
export async function changeOutage<R extends { ok: false }>(
  db: Db,
  { id, actorId, now, tapped }: Changing,
  decide: (outage: Outage, tx: Tx) => OutageChange | R,
): Promise<{ ok: true; outage: Outage } | R | { ok: false; reason: "not_found" }> {
  return inTransaction(db, (tx) => {
    const before = readOutage(tx, id);
    if (!before) return { ok: false, reason: "not_found" };
    const change = decide(before, tx);
    if ("ok" in change) return change;
    const { set, action, detail, compose } = change;
    const outage = tx
      .update(outages)
      .set({ ...set, revision: before.revision + 1 })
      .where(eq(outages.id, id))
      .returning()
      .get();
    addAudit(tx, { at: now, actorId, action, subject: `outage ${id}`, ...(detail ? { detail } : {}) });
    addDeliveries(tx, [...(compose?.(tx, outage) ?? []), ...renewCards(tx, outage, tapped)], now);
    return { ok: true, outage };
  });
}

/** One new version for each card that has arrived; one that is on its way is looked after when it arrives. */
function renewCards(tx: Tx, { id, revision }: Outage, tapped?: { chatId: number; messageId: number }): NewDelivery[] {
  const cards = tx
    .select({ chatId: deliveries.chatId, messageId: deliveries.messageId })
    .from(deliveries)
    .where(
      and(eq(deliveries.kind, "outage_staff"), eq(deliveries.subjectId, id), eq(deliveries.state, "sent"), isNotNull(deliveries.messageId)),
    )
    .all();
  return cards
    .filter(({ chatId, messageId }) => chatId !== tapped?.chatId || messageId !== tapped.messageId)
    .map(({ chatId, messageId }) => cardEdit({ id, revision, chatId, messageId: messageId! }));
}

/** The row that shows a card as the outage is now. */
export const cardEdit = (card: { id: number; revision: number; chatId: number; messageId: number }): NewDelivery => ({
  dedupeKey: `outage_card-${card.id}-${card.revision}-${card.chatId}-${card.messageId}`,
  kind: "outage_card",
  subjectId: card.id,
  data: { messageId: card.messageId },
  lane: LANE.promise,
  chatId: card.chatId,
});

/** After a card has arrived: brings it up to date when the outage changed while it was under way. */
export function catchUpCard(
  tx: Tx,
  shown: Pick<Outage, "id" | "revision">,
  chatId: number,
  messageId: number | undefined,
  now: number,
): void {
  const outage = readOutage(tx, shown.id);
  if (!outage || outage.revision === shown.revision || messageId === undefined) return;
  addDeliveries(tx, [cardEdit({ id: outage.id, revision: outage.revision, chatId, messageId })], now);
}

/** Puts the next question about a forgotten outage off to `askAt` and writes its messages; false when another process did. */
export async function askAboutOutage(db: Db, outage: Outage, askAt: number, rows: NewDelivery[], now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const { changes } = tx
      .update(outages)
      .set({ askAt })
      .where(and(eq(outages.id, outage.id), eq(outages.askAt, outage.askAt), isNull(outages.endedAt)))
      .run();
    if (changes === 1) addDeliveries(tx, rows, now);
    return changes === 1;
  });
}

/** The outage that keeps a route's shops from ordering online now; undefined when it works, or there is no such route. */
export async function findOutageOfRoute(db: Db, routeId: number): Promise<Outage | undefined> {
  const running = readRunning(db);
  if (running.length === 0) return undefined;
  const route = db.select({ id: routes.id, districtId: routes.districtId }).from(routes).where(eq(routes.id, routeId)).get();
  return route && running.find(({ scope }) => coversRoute(scope, route));
}
