import { and, desc, eq, gt, sql } from "drizzle-orm";
import { isInCharge } from "../src/calls/rules.ts";
import type { CallOutcome } from "../src/calls/rules.ts";
import type { NotNowReason } from "../src/windows/rules.ts";
import { addAudit } from "./audit.ts";
import { callListWindows, windowCalls } from "./calls.tables.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { deliveries } from "./deliveries.tables.ts";
import { orders } from "./orders.tables.ts";
import { people } from "./people.tables.ts";
import { retailers } from "./retailers.tables.ts";
import { routes } from "./routes.tables.ts";
import { findAuthority } from "./staff.ts";
import { staff } from "./staff.tables.ts";
import { orderWindows, windowAnswers } from "./windows.tables.ts";

/** Who taps; `isOwner` = one of ADMIN_IDS. */
export type Caller = { personId: number; isOwner: boolean };
export type WindowAnswer = { personId: number; answer: "said_ordered" | "not_now"; reason: NotNowReason | null; at: number };
export type WindowCall = { retailerId: number; outcome: CallOutcome; reason: NotNowReason | null; at: number; name: string | null };

/** What is known of a window's shops besides their orders: answers, calls, how the reminders went. */
export type CallFacts = {
  answers: WindowAnswer[];
  calls: WindowCall[];
  /** By person: the state of the newest reminder. */
  reminders: ReadonlyMap<number, string>;
};

export type CalledRoute = { districtId: number; accountManagerId: number | null };

/** Whose shops a person calls now, read at this moment: asked of a route, it says whether they are in charge of it. */
export function readRights(tx: Db | Tx, { personId, isOwner }: Caller): (route: CalledRoute) => boolean {
  const authority = findAuthority(tx, personId);
  return (route) => isOwner || isInCharge(authority, route);
}

/** As readRights, of one route by its id. */
function mayCall(tx: Tx, caller: Caller, routeId: number): boolean {
  const route = tx
    .select({ districtId: routes.districtId, accountManagerId: routes.accountManagerId })
    .from(routes)
    .where(eq(routes.id, routeId))
    .get();
  return route !== undefined && readRights(tx, caller)(route);
}

/** The windows of a person's list, whatever their state, the nearest cutoff first. */
export async function findListWindowIds(db: Db, personId: number, cutoffAt: number): Promise<number[]> {
  return db
    .select({ id: orderWindows.id })
    .from(callListWindows)
    .innerJoin(orderWindows, eq(orderWindows.id, callListWindows.windowId))
    .where(and(eq(callListWindows.personId, personId), eq(callListWindows.cutoffAt, cutoffAt)))
    .orderBy(orderWindows.cutoffAt, sql`${orderWindows.routeId} is null`, orderWindows.id)
    .all()
    .map(({ id }) => id);
}

export async function findCallFacts(db: Db, windowId: number): Promise<CallFacts> {
  const reminders = db
    .select({ personId: deliveries.chatId, state: deliveries.state })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "order_reminder"), eq(deliveries.subjectId, windowId)))
    .orderBy(deliveries.id)
    .all();
  return {
    answers: db.select().from(windowAnswers).where(eq(windowAnswers.windowId, windowId)).all(),
    calls: selectCalls(db, windowId),
    reminders: new Map(reminders.map(({ personId, state }) => [personId, state])),
  };
}

/** The calls about a window, each with the caller's name: the staff one, else the Telegram one. */
function selectCalls(db: Db, windowId: number): WindowCall[] {
  return db
    .select({
      retailerId: windowCalls.retailerId,
      outcome: windowCalls.outcome,
      reason: windowCalls.reason,
      at: windowCalls.at,
      name: sql<string | null>`coalesce(${staff.name}, ${people.firstName})`,
    })
    .from(windowCalls)
    .leftJoin(staff, eq(staff.personId, windowCalls.personId))
    .leftJoin(people, eq(people.id, windowCalls.personId))
    .where(eq(windowCalls.windowId, windowId))
    .all();
}

export type ShopDetails = {
  contactName: string | null;
  address: string | null;
  lastOrder: { orderedAt: number; cartons: number } | undefined;
};

/** What a caller wants to know of a shop: whom to ask for, where it is, when it last ordered. */
export async function findShopDetails(db: Db, retailerId: number): Promise<ShopDetails | undefined> {
  const shop = db
    .select({ contactName: retailers.contactName, address: retailers.address })
    .from(retailers)
    .where(eq(retailers.id, retailerId))
    .get();
  const lastOrder = db
    .select({ orderedAt: orders.orderedAt, cartons: orders.cartons })
    .from(orders)
    .where(and(eq(orders.retailerId, retailerId), gt(orders.cartons, 0)))
    .orderBy(desc(orders.orderedAt))
    .limit(1)
    .get();
  return shop && { ...shop, lastOrder };
}

type CallKey = { windowId: number; retailerId: number };
const isCall = ({ windowId, retailerId }: CallKey) => and(eq(windowCalls.windowId, windowId), eq(windowCalls.retailerId, retailerId));
const subjectOf = ({ retailerId }: CallKey) => `retailer-${retailerId}`;

/** Notes who looked at a shop's number, and about which window; never the number. */
export async function noteNumberShown(db: Db, { personId }: Caller, key: CallKey, now: number): Promise<void> {
  inTransaction(db, (tx) =>
    addAudit(tx, { at: now, actorId: personId, action: "call.number", subject: subjectOf(key), detail: { window: key.windowId } }),
  );
}

/**
 * Stores what came of a call, the earlier word going to the audit; the same word of the same person again changes nothing. False when
 * the person is no longer in charge of the route, read in the same transaction.
 */
export async function saveCall(
  db: Db,
  caller: Caller,
  { routeId, at, ...call }: CallKey & { routeId: number; outcome: CallOutcome; reason: NotNowReason | null; at: number },
): Promise<boolean> {
  return inTransaction(db, (tx) => {
    if (!mayCall(tx, caller, routeId)) return false;
    const { personId } = caller;
    const before = tx.select().from(windowCalls).where(isCall(call)).get();
    if (before && before.personId === personId && before.outcome === call.outcome && before.reason === call.reason) return true;
    const row = { ...call, personId, at };
    tx.insert(windowCalls)
      .values(row)
      .onConflictDoUpdate({ target: [windowCalls.windowId, windowCalls.retailerId], set: row })
      .run();
    const detail = { window: call.windowId, outcome: call.outcome, reason: call.reason, before: before ?? null };
    addAudit(tx, { at, actorId: personId, action: "call.outcome", subject: subjectOf(call), detail });
    return true;
  });
}

/** Takes a call's outcome back; twice is once. False as in saveCall. */
export async function removeCall(
  db: Db,
  caller: Caller,
  { routeId, at, ...key }: CallKey & { routeId: number; at: number },
): Promise<boolean> {
  return inTransaction(db, (tx) => {
    if (!mayCall(tx, caller, routeId)) return false;
    const before = tx.delete(windowCalls).where(isCall(key)).returning().get();
    const detail = { window: key.windowId, before };
    if (before) addAudit(tx, { at, actorId: caller.personId, action: "call.undo", subject: subjectOf(key), detail });
    return true;
  });
}
