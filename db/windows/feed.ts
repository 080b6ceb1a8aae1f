import { and, asc, eq, gt, gte, inArray, isNull, lte, max, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { orderWindows } from "../windows.tables.ts";

/** A window whose reminder is near, with the route whose account manager is concerned. */
export type UpcomingWindow = {
  id: number;
  opensAt: number;
  cutoffAt: number;
  reminderAt: number;
  route: { id: number; code: string; districtId: number };
};

const selectUpcoming = (db: Db) =>
  db
    .select({
      id: orderWindows.id,
      opensAt: orderWindows.opensAt,
      cutoffAt: orderWindows.cutoffAt,
      reminderAt: orderWindows.reminderAt,
      route: { id: routes.id, code: routes.code, districtId: routes.districtId },
    })
    .from(orderWindows)
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .innerJoin(routes, eq(routes.id, sql`coalesce(${orderWindows.routeId}, ${retailers.routeId})`))
    .orderBy(asc(orderWindows.reminderAt), asc(orderWindows.id));

/** A bound 'planned' would keep SQLite from the index of what is due. */
const isPlanned = sql`${orderWindows.state} = 'planned'`;

/** Windows that are not over and whose reminder is due at or before `until` and has not gone out, nearest first. */
export async function findUpcoming(db: Db, until: number, now: number): Promise<UpcomingWindow[]> {
  const isWaiting = and(isNull(orderWindows.remindedAt), isNull(orderWindows.missedAt), isPlanned);
  return selectUpcoming(db)
    .where(and(isWaiting, lte(orderWindows.reminderAt, until), gt(orderWindows.cutoffAt, now)))
    .all();
}

/** Those of the windows that are still open or to come. */
export async function findStillOpen(db: Db, ids: readonly number[], now: number): Promise<UpcomingWindow[]> {
  return selectUpcoming(db)
    .where(and(inArray(orderWindows.id, [...ids]), isPlanned, gt(orderWindows.cutoffAt, now)))
    .all();
}

/** When shops could order in windows that closed from `since` until `now`; the same times of many routes once. */
export async function findPastTimes(db: Db, since: number, now: number): Promise<{ opensAt: number; cutoffAt: number }[]> {
  return db
    .selectDistinct({ opensAt: orderWindows.opensAt, cutoffAt: orderWindows.cutoffAt })
    .from(orderWindows)
    .where(and(gte(orderWindows.cutoffAt, since), lte(orderWindows.cutoffAt, now), isPlanned))
    .all();
}

/** Who was told that nothing came after an arrival. */
export async function findWarned(db: Db, arrivalId: number): Promise<Set<number>> {
  const rows = db
    .select({ chatId: deliveries.chatId })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "feed_silent"), eq(deliveries.subjectId, arrivalId)))
    .all();
  return new Set(rows.map(({ chatId }) => chatId));
}

/** The last arrival after which a silence was told, while nobody has been told of its end; with those whom the warning has reached. */
export async function findOpenSilence(db: Db): Promise<{ arrivalId: number; chatIds: number[] } | undefined> {
  const last = db
    .select({ arrivalId: max(deliveries.subjectId) })
    .from(deliveries)
    .where(eq(deliveries.kind, "feed_silent"))
    .get();
  if (last?.arrivalId === undefined || last.arrivalId === null) return undefined;
  const { arrivalId } = last;
  const isAbout = (kind: "feed_silent" | "feed_back") => and(eq(deliveries.kind, kind), eq(deliveries.subjectId, arrivalId));
  if (db.select({ id: deliveries.id }).from(deliveries).where(isAbout("feed_back")).limit(1).get()) return undefined;
  const rows = db
    .select({ chatId: deliveries.chatId })
    .from(deliveries)
    .where(and(isAbout("feed_silent"), inArray(deliveries.state, ["sending", "sent", "unknown"])))
    .all();
  return { arrivalId, chatIds: rows.map(({ chatId }) => chatId) };
}
