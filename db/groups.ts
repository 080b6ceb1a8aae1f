import { and, asc, eq, isNull, ne, or, type InferSelectModel } from "drizzle-orm";
import type { Locale } from "../src/people/rules.ts";
import type { Column } from "../src/posts/rules.ts";
import { addAudit } from "./audit.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { districts } from "./districts.tables.ts";
import { groups, groupTopics } from "./groups.tables.ts";
import { routes } from "./routes.tables.ts";

export type Group = InferSelectModel<typeof groups>;

/** A group the bot serves, by its Telegram chat id. */
export async function findGroup(db: Db, chatId: number): Promise<Group | undefined> {
  return db
    .select()
    .from(groups)
    .where(and(eq(groups.chatId, chatId), eq(groups.state, "active")))
    .get();
}

/** A group the bot serves or once served. */
export async function findGroupEver(db: Db, chatId: number): Promise<Group | undefined> {
  return db.select().from(groups).where(eq(groups.chatId, chatId)).get();
}

/** Where the desk of a district works; undefined while none is linked. */
export async function findDeskGroup(db: Db, districtId: number): Promise<Group | undefined> {
  return selectDeskGroup(db, districtId);
}

const selectDeskGroup = (tx: Db | Tx, districtId: number): Group | undefined =>
  tx
    .select()
    .from(groups)
    .where(and(eq(groups.kind, "desk"), eq(groups.districtId, districtId), eq(groups.state, "active")))
    .get();

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
  return selectRetailerGroups(db);
}

/** Every retailer group the bot serves, inside the caller's transaction. */
export const selectRetailerGroups = (tx: Db | Tx): Group[] =>
  tx
    .select()
    .from(groups)
    .where(and(eq(groups.kind, "retailers"), eq(groups.state, "active")))
    .orderBy(asc(groups.id))
    .all();

/** Whom a group is for: a district and, unless it is the district's, one route of it. */
export type GroupPlace = { district: string; route: string | null };

/** Every group that is linked, also those the bot was removed from, by district and route. */
export async function findLinkedGroups(db: Db): Promise<(Group & GroupPlace)[]> {
  const rows = db
    .select({ group: groups, district: districts.name, route: routes.code })
    .from(groups)
    .innerJoin(districts, eq(districts.id, groups.districtId))
    .leftJoin(routes, eq(routes.id, groups.routeId))
    .where(ne(groups.state, "unlinked"))
    .orderBy(asc(districts.name), asc(routes.code), asc(groups.id))
    .all();
  return rows.map(({ group, district, route }) => ({ ...group, district, route }));
}

/** Names of the district and route of a group. */
export async function findGroupPlace(db: Db, group: Pick<Group, "districtId" | "routeId">): Promise<GroupPlace> {
  const district = db.select({ name: districts.name }).from(districts).where(eq(districts.id, group.districtId)).get();
  const route =
    group.routeId === null ? undefined : db.select({ code: routes.code }).from(routes).where(eq(routes.id, group.routeId)).get();
  return { district: district?.name ?? "", route: route?.code ?? null };
}

export type LinkableRoute = { id: number; code: string; districtId: number; district: string };

/** Every route with its district, by code: what a group can be linked to. */
export async function findLinkableRoutes(db: Db): Promise<LinkableRoute[]> {
  return db
    .select({ id: routes.id, code: routes.code, districtId: routes.districtId, district: districts.name })
    .from(routes)
    .innerJoin(districts, eq(districts.id, routes.districtId))
    .orderBy(asc(routes.code))
    .all();
}

export async function findLinkableDistricts(db: Db): Promise<{ id: number; name: string }[]> {
  return db.select().from(districts).orderBy(asc(districts.name)).all();
}

export type GroupLink = Pick<
  Group,
  "chatId" | "title" | "username" | "isForum" | "kind" | "districtId" | "routeId" | "locale" | "linkedBy"
>;
export type LinkResult =
  | { ok: true; group: Group }
  | { ok: false; reason: "desk_taken"; title: string }
  | { ok: false; reason: "unknown_place" };

/** Links a chat, or links it to something else. Refused for a route of another district and for a second desk group of a district. */
export async function saveGroupLink(db: Db, link: GroupLink, now: number): Promise<LinkResult> {
  return inTransaction(db, (tx): LinkResult => {
    if (!isPlace(tx, link)) return { ok: false, reason: "unknown_place" };
    const desk = link.kind === "desk" ? selectDeskGroup(tx, link.districtId) : undefined;
    if (desk && desk.chatId !== link.chatId) return { ok: false, reason: "desk_taken", title: desk.title };
    const row = { ...link, state: "active" as const, linkedAt: now };
    const group = tx.insert(groups).values(row).onConflictDoUpdate({ target: groups.chatId, set: row }).returning().get();
    const { kind, districtId, routeId } = link;
    addAudit(tx, {
      at: now,
      actorId: link.linkedBy,
      action: "group.link",
      subject: `group ${link.chatId}`,
      detail: { kind, districtId, routeId },
    });
    return { ok: true, group };
  });
}

function isPlace(tx: Tx, { districtId, routeId }: GroupLink): boolean {
  if (routeId === null) return tx.select().from(districts).where(eq(districts.id, districtId)).get() !== undefined;
  return tx.select().from(routes).where(eq(routes.id, routeId)).get()?.districtId === districtId;
}

/** Ends the service of a group; false when it was not linked. The row stays, so that linking again finds the topics. */
export async function unlinkGroup(db: Db, chatId: number, actorId: number, now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const { changes } = tx
      .update(groups)
      // Whoever links it again vouches for its members anew.
      .set({ state: "unlinked", licensedOnlyAt: null, licensedOnlyBy: null })
      .where(and(eq(groups.chatId, chatId), ne(groups.state, "unlinked")))
      .run();
    if (changes === 1) addAudit(tx, { at: now, actorId, action: "group.unlink", subject: `group ${chatId}` });
    return changes === 1;
  });
}

/** Notes that an admin confirmed, or took back, that only licensed retailers are in a group; false when it is no retailers' group. */
export async function setLicensedOnly(db: Db, chatId: number, isConfirmed: boolean, actorId: number, now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const { changes } = tx
      .update(groups)
      .set({ licensedOnlyAt: isConfirmed ? now : null, licensedOnlyBy: isConfirmed ? actorId : null })
      .where(and(eq(groups.chatId, chatId), eq(groups.kind, "retailers"), ne(groups.state, "unlinked")))
      .run();
    const action = isConfirmed ? "group.confirm" : "group.unconfirm";
    if (changes === 1) addAudit(tx, { at: now, actorId, action, subject: `group ${chatId}` });
    return changes === 1;
  });
}

/** Notes that the bot was removed from a linked group. */
export async function markGroupLeft(db: Db, chatId: number): Promise<void> {
  db.update(groups)
    .set({ state: "left" })
    .where(and(eq(groups.chatId, chatId), eq(groups.state, "active")))
    .run();
}

/** Notes that the bot came back to a linked group; a desk whose district has another one by now stays out of use. */
export async function markGroupBack(db: Db, chatId: number): Promise<void> {
  inTransaction(db, (tx) => {
    const group = tx.select().from(groups).where(eq(groups.chatId, chatId)).get();
    if (group?.state !== "left") return;
    if (group.kind === "desk" && selectDeskGroup(tx, group.districtId)) return;
    tx.update(groups).set({ state: "active" }).where(eq(groups.id, group.id)).run();
  });
}

/** Stores what a chat is called and what it is now. */
export async function updateGroupChat(db: Db, chatId: number, chat: Partial<Pick<Group, "title" | "username" | "isForum">>): Promise<void> {
  db.update(groups).set(chat).where(eq(groups.chatId, chatId)).run();
}

/** Sets the language of one group, or of all. */
export async function setGroupLocale(db: Db, locale: Locale, chatId?: number): Promise<void> {
  db.update(groups)
    .set({ locale })
    .where(chatId === undefined ? undefined : eq(groups.chatId, chatId))
    .run();
}

/** The topics of a group's columns, as far as they were made. */
export async function findTopics(db: Db, groupId: number): Promise<Map<Column, number>> {
  const rows = db.select().from(groupTopics).where(eq(groupTopics.groupId, groupId)).all();
  return new Map(rows.map(({ column, threadId }) => [column, threadId]));
}

export async function saveTopic(db: Db, groupId: number, column: Column, threadId: number): Promise<void> {
  db.insert(groupTopics)
    .values({ groupId, column, threadId })
    .onConflictDoUpdate({ target: [groupTopics.groupId, groupTopics.column], set: { threadId } })
    .run();
}

/** Forgets a topic that is gone, unless another has taken its place meanwhile. */
export async function deleteTopic(db: Db, groupId: number, column: Column, threadId: number): Promise<void> {
  db.delete(groupTopics)
    .where(and(eq(groupTopics.groupId, groupId), eq(groupTopics.column, column), eq(groupTopics.threadId, threadId)))
    .run();
}
