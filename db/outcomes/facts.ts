import { and, asc, eq, sql } from "drizzle-orm";
import type { CallOutcome } from "../../src/calls/rules.ts";
import type { ShopFacts } from "../../src/outcomes/rules.ts";
import type { NotNowReason } from "../../src/windows/rules.ts";
import { windowCalls } from "../calls.tables.ts";
import type { Db } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { orders } from "../orders.tables.ts";
import { people } from "../people.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { windowAnswers } from "../windows.tables.ts";
import type { OrderWindow } from "../windows/plan.ts";
import { isShopOf } from "../windows/shops.ts";

type Call = { outcome: CallOutcome; reason: NotNowReason | null };

/**
 * What is known of one shop and one window, with what a list names it by. `answer`: the latest that one of its people gave; `call`: what
 * came of calling it.
 */
export type ShopOutcome = ShopFacts<NotNowReason> & {
  licenceNo: string;
  shopName: string;
  cartons: number;
  answer: "said_ordered" | "not_now" | null;
  call: Call | null;
};

type Told = Pick<ShopOutcome, "isReachable" | "isMuted" | "saidOrdered" | "reason" | "answer">;

function findShops(db: Db, window: OrderWindow) {
  const counts = sql`${orders.retailerId} = ${retailers.id} and ${orders.orderedAt} between ${window.opensAt} and ${window.cutoffAt}
    and ${orders.cartons} > 0`;
  return db
    .select({
      id: retailers.id,
      licenceNo: retailers.licenceNo,
      shopName: retailers.shopName,
      orderedAt: sql<number | null>`(select min(${orders.orderedAt}) from ${orders} where ${counts})`,
      cartons: sql<number>`(select coalesce(sum(${orders.cartons}), 0) from ${orders} where ${counts})`,
    })
    .from(retailers)
    .where(isShopOf(window))
    .orderBy(asc(retailers.licenceNo))
    .all();
}

/** Each shop's people in the order of their answers, so that the last one stands. */
function findTold(db: Db, window: OrderWindow): Map<number, Told> {
  const rows = db
    .select({
      shopId: retailers.id,
      isReachable: sql<number>`${people.unreachable} is null and ${people.startedAt} is not null`,
      mutedAt: people.remindersMutedAt,
      answer: windowAnswers.answer,
      reason: windowAnswers.reason,
    })
    .from(retailers)
    .innerJoin(shopPeople, eq(shopPeople.retailerId, retailers.id))
    .innerJoin(people, eq(people.id, shopPeople.personId))
    .leftJoin(windowAnswers, and(eq(windowAnswers.windowId, window.id), eq(windowAnswers.personId, people.id)))
    .where(isShopOf(window))
    .orderBy(sql`${windowAnswers.at}`)
    .all();
  const told = new Map<number, Told>();
  for (const { shopId, isReachable, mutedAt, answer, reason } of rows) {
    const before = told.get(shopId) ?? { isReachable: false, isMuted: true, saidOrdered: false, reason: null, answer: null };
    told.set(shopId, {
      isReachable: before.isReachable || isReachable === 1,
      isMuted: before.isMuted && (isReachable === 0 || mutedAt !== null),
      saidOrdered: before.saidOrdered || answer === "said_ordered",
      reason: answer === "not_now" ? (reason ?? before.reason) : before.reason,
      answer: answer ?? before.answer,
    });
  }
  return told;
}

/** When the first message that names it reached one of a shop's people. Messages of an earlier version of the window count: nobody is reminded twice. */
function findReminded(db: Db, windowId: number): Map<number, number> {
  const rows = db
    .select({ sentAt: deliveries.sentAt, data: deliveries.data })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "order_reminder"), eq(deliveries.subjectId, windowId), eq(deliveries.state, "sent")))
    .all();
  const reminded = new Map<number, number>();
  for (const { sentAt, data } of rows) {
    const ids = (data as { retailerIds?: number[] } | null)?.retailerIds ?? [];
    for (const id of ids) reminded.set(id, Math.min(reminded.get(id) ?? Infinity, sentAt ?? Infinity));
  }
  return reminded;
}

function findCalls(db: Db, windowId: number): Map<number, Call> {
  const rows = db
    .select({ shopId: windowCalls.retailerId, outcome: windowCalls.outcome, reason: windowCalls.reason })
    .from(windowCalls)
    .where(eq(windowCalls.windowId, windowId))
    .all();
  return new Map(rows.map(({ shopId, ...call }) => [shopId, call]));
}

const NOT_TOLD: Told = { isReachable: false, isMuted: false, saidOrdered: false, reason: null, answer: null };

/**
 * The shops of a window with what became of each, by licence number: four queries, however many shops. What was said on the telephone
 * counts like an answer; a reason that one of its people gave stands before the caller's.
 */
export async function findShopOutcomes(db: Db, window: OrderWindow): Promise<ShopOutcome[]> {
  const told = findTold(db, window);
  const reminded = findReminded(db, window.id);
  const calls = findCalls(db, window.id);
  return findShops(db, window).map((shop) => {
    const said = told.get(shop.id) ?? NOT_TOLD;
    const call = calls.get(shop.id) ?? null;
    return {
      ...shop,
      ...said,
      remindedAt: reminded.get(shop.id) ?? null,
      saidOrdered: said.saidOrdered || call?.outcome === "says_ordered",
      reason: said.reason ?? call?.reason ?? null,
      call,
    };
  });
}
