import { and, asc, between, count, desc, eq, gte, inArray, lte, or, sql } from "drizzle-orm";
import { HISTORY_WINDOWS, type Officer } from "../src/follow-ups/rules.ts";
import { routeScope, shopScope, type NotNowReason } from "../src/windows/rules.ts";
import type { CallOutcome } from "../src/calls/rules.ts";
import { windowCalls } from "./calls.tables.ts";
import { chunksOf } from "./chunks.ts";
import type { Db } from "./client.ts";
import { complaints } from "./complaints.tables.ts";
import { followUps } from "./follow-ups.tables.ts";
import { readLastOrder, readOfficer, readTaskFacts, selectTasks, type Task, type TaskFacts } from "./follow-ups/facts.ts";
import { orders } from "./orders.tables.ts";
import { retailers, shopPeople } from "./retailers.tables.ts";
import { routes } from "./routes.tables.ts";
import { staff } from "./staff.tables.ts";
import { orderWindows, windowAnswers } from "./windows.tables.ts";
import { followsRoute } from "./windows/shops.ts";

export type { FollowUp, Task, TaskFacts } from "./follow-ups/facts.ts";
export { breachFollowUps, changeFollowUp, findDueFollowUps, findFollowUp, readPhone, type FollowUpChange } from "./follow-ups/changes.ts";
export {
  findClosedWindows,
  findEarliestMissed,
  findUntold,
  giveUpWindows,
  lookAtWindow,
  tellFollowUps,
  voidFollowUps,
  type Untold,
} from "./follow-ups/silences.ts";

/** A task as one person may see it, outside a write: for what is only shown. */
export const findTaskFacts = async (db: Db, id: number, person: { personId: number; isOwner: boolean }): Promise<TaskFacts | undefined> =>
  readTaskFacts(db, id, person);

/** What a person may do about tasks now; undefined for whoever is not staff. */
export const findOfficer = async (db: Db, person: { personId: number; isOwner: boolean }): Promise<Officer | undefined> =>
  readOfficer(db, person);

/** The tasks of the ids, whatever their state, the earliest due first. */
export async function findTasksByIds(db: Db, ids: readonly number[]): Promise<Task[]> {
  const rows = chunksOf(ids).flatMap((some) => selectTasks(db).where(inArray(followUps.id, some)).all());
  return rows.toSorted((a, b) => a.task.dueAt - b.task.dueAt || a.task.id - b.task.id);
}

/** Whose open tasks to list: those of a manager's routes, and all of a district (null: of every district) for those in charge. */
export type TaskScope = { staffId: number | null; inCharge: { districtId: number | null } | undefined };

/** The open tasks of a scope, the longest overdue first, and how many there are. */
export async function findOpenTasks(
  db: Db,
  { staffId, inCharge }: TaskScope,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ tasks: Task[]; total: number }> {
  // An empty condition would list everybody's.
  if (staffId === null && !inCharge) return { tasks: [], total: 0 };
  const mine = staffId === null ? undefined : eq(routes.accountManagerId, staffId);
  const ofDistrict = inCharge && (inCharge.districtId === null ? sql`true` : eq(routes.districtId, inCharge.districtId));
  const where = and(sql`${followUps.state} = 'open'`, or(mine, ofDistrict));
  const tasks = selectTasks(db).where(where).orderBy(asc(followUps.dueAt), asc(followUps.id)).limit(limit).offset(offset).all();
  const total = db
    .select({ n: count() })
    .from(followUps)
    .innerJoin(retailers, eq(retailers.id, followUps.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(where)
    .get();
  return { tasks, total: total?.n ?? 0 };
}

/** What to call the member of staff behind a Telegram id or a staff id. */
export async function findStaffName(db: Db, who: { personId: number } | { staffId: number }): Promise<string | undefined> {
  const where = "personId" in who ? eq(staff.personId, who.personId) : eq(staff.id, who.staffId);
  return db.select({ name: staff.name }).from(staff).where(where).get()?.name;
}

type Answer = typeof windowAnswers.$inferSelect;
export type ShopHistory = {
  /** The latest closed windows, newest first; `cartons` ordered in each. */
  windows: { id: number; date: string; cartons: number }[];
  lastOrder: { orderedAt: number; cartons: number } | undefined;
  /** What its people answered to the reminders of these windows, newest first. */
  answers: (Pick<Answer, "answer" | "reason"> & { date: string })[];
  /** What came of the latest call about one of these windows. */
  call: { date: string; outcome: CallOutcome; reason: NotNowReason | null } | undefined;
  openComplaints: number;
};

/** What to know of a shop before talking to it; `fromDate` bounds how far back its windows are looked for. */
export async function findShopHistory(
  db: Db,
  { shop, route }: Pick<Task, "shop" | "route">,
  { fromDate, now }: { fromDate: string; now: number },
): Promise<ShopHistory> {
  const ofRoute = and(eq(orderWindows.scope, routeScope(route.id)), followsRoute(sql`${shopScope(shop.id)}`, orderWindows.date));
  const windows = db
    .select({ id: orderWindows.id, date: orderWindows.date, opensAt: orderWindows.opensAt, cutoffAt: orderWindows.cutoffAt })
    .from(orderWindows)
    .where(
      and(
        or(eq(orderWindows.scope, shopScope(shop.id)), ofRoute),
        gte(orderWindows.date, fromDate),
        eq(orderWindows.state, "planned"),
        between(orderWindows.cutoffAt, shop.createdAt, now),
      ),
    )
    .orderBy(desc(orderWindows.cutoffAt))
    .limit(HISTORY_WINDOWS)
    .all();
  const oldest = Math.min(...windows.map(({ opensAt }) => opensAt), now);
  const placed = db
    .select({ at: orders.orderedAt, cartons: orders.cartons })
    .from(orders)
    .where(and(eq(orders.retailerId, shop.id), gte(orders.orderedAt, oldest), lte(orders.orderedAt, now)))
    .all();
  const cartonsIn = (from: number, to: number) =>
    placed.filter(({ at }) => at >= from && at <= to).reduce((sum, { cartons }) => sum + cartons, 0);
  return {
    windows: windows.map(({ id, date, opensAt, cutoffAt }) => ({ id, date, cartons: cartonsIn(opensAt, cutoffAt) })),
    lastOrder: readLastOrder(db, shop.id),
    answers: findAnswers(db, shop.id, windows),
    call: findLastCall(db, shop.id, windows),
    openComplaints: countOpenComplaints(db, shop.id),
  };
}

function findAnswers(db: Db, retailerId: number, windows: { id: number; date: string }[]): ShopHistory["answers"] {
  const dates = new Map(windows.map(({ id, date }) => [id, date]));
  return db
    .select({ windowId: windowAnswers.windowId, answer: windowAnswers.answer, reason: windowAnswers.reason })
    .from(windowAnswers)
    .innerJoin(shopPeople, and(eq(shopPeople.personId, windowAnswers.personId), eq(shopPeople.retailerId, retailerId)))
    .where(inArray(windowAnswers.windowId, [...dates.keys()]))
    .orderBy(desc(windowAnswers.at))
    .all()
    .map(({ windowId, ...answer }) => ({ ...answer, date: dates.get(windowId)! }));
}

function findLastCall(db: Db, retailerId: number, windows: { id: number; date: string }[]): ShopHistory["call"] {
  const isOne = inArray(
    windowCalls.windowId,
    windows.map(({ id }) => id),
  );
  const call = db
    .select({ windowId: windowCalls.windowId, outcome: windowCalls.outcome, reason: windowCalls.reason })
    .from(windowCalls)
    .where(and(isOne, eq(windowCalls.retailerId, retailerId)))
    .orderBy(desc(windowCalls.at))
    .limit(1)
    .get();
  return call && { date: windows.find(({ id }) => id === call.windowId)!.date, outcome: call.outcome, reason: call.reason };
}

function countOpenComplaints(db: Db, retailerId: number): number {
  const isOpen = and(eq(complaints.retailerId, retailerId), eq(complaints.state, "open"));
  return db.select({ n: count() }).from(complaints).where(isOpen).get()?.n ?? 0;
}
