import { and, eq, isNull, or, type InferSelectModel } from "drizzle-orm";
import type { Db } from "./client.ts";
import { groups } from "./groups.tables.ts";

export type Group = InferSelectModel<typeof groups>;

/** A group the bot serves, by its Telegram chat id. */
export async function findGroup(db: Db, chatId: number): Promise<Group | undefined> {
  return db.select().from(groups).where(and(eq(groups.chatId, chatId), eq(groups.state, "active"))).get();
}

/** Where the desk of a district works; undefined while none is linked. */
export async function findDeskGroup(db: Db, districtId: number): Promise<Group | undefined> {
  return db
    .select()
    .from(groups)
    .where(and(eq(groups.kind, "desk"), eq(groups.districtId, districtId), eq(groups.state, "active")))
    .get();
}

/** The retailer groups that a route's shops read: the route's own and its whole district's. */
export async function findGroupsOfRoute(db: Db, route: { id: number; districtId: number }): Promise<Group[]> {
  return db
    .select()
    .from(groups)
    .where(
      and(
        eq(groups.kind, "retailers"),
        eq(groups.state, "active"),
        or(eq(groups.routeId, route.id), and(isNull(groups.routeId), eq(groups.districtId, route.districtId))),
      ),
    )
    .all();
}

/** Every retailer group the bot serves. */
export async function findRetailerGroups(db: Db): Promise<Group[]> {
  return db.select().from(groups).where(and(eq(groups.kind, "retailers"), eq(groups.state, "active"))).all();
}
