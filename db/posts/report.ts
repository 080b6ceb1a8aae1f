import { and, asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import type { DeliveryState } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db } from "../client.ts";
import type { Delivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { districts } from "../districts.tables.ts";
import { groups } from "../groups.tables.ts";
import type { Person } from "../people.ts";
import { people } from "../people.tables.ts";
import { postAcks } from "../posts.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { withExpected } from "./acks.ts";

const isOf = (id: number) => and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id));

/** What kept a post from its recipients, with how many of them, the most frequent first. */
export async function countReasons(db: Db, id: number): Promise<(Pick<Delivery, "state" | "reason"> & { n: number })[]> {
  return db
    .select({ state: deliveries.state, reason: deliveries.reason, n: count() })
    .from(deliveries)
    .where(and(isOf(id), inArray(deliveries.state, ["failed", "unreachable", "unknown", "skipped"])))
    .groupBy(deliveries.state, deliveries.reason)
    .orderBy(sql`count(*) desc`)
    .all();
}

/** How many may have seen a post twice: an attempt's outcome was not known, and it was sent again. */
export async function countRepeats(db: Db, id: number): Promise<number> {
  const isRepeat = and(isOf(id), eq(deliveries.state, "sent"), eq(deliveries.mayRepeat, true));
  return db.select({ n: count() }).from(deliveries).where(isRepeat).get()?.n ?? 0;
}

/** What became of a post at one recipient: a group (with its place) or a person. */
export type PostResult = Pick<Delivery, "id" | "chatId" | "state" | "reason" | "attempts" | "mayRepeat" | "sentAt"> & {
  title: string | null;
  district: string | null;
  route: string | null;
  firstName: string | null;
  ackedAt: number | null;
};

/** Some of a post's recipients in one state, by id, those after `after`. */
export async function findResults(
  db: Db,
  { id, state, after, limit }: { id: number; state: DeliveryState; after: number; limit: number },
): Promise<PostResult[]> {
  return db
    .select({
      id: deliveries.id,
      chatId: deliveries.chatId,
      state: deliveries.state,
      reason: deliveries.reason,
      attempts: deliveries.attempts,
      mayRepeat: deliveries.mayRepeat,
      sentAt: deliveries.sentAt,
      title: groups.title,
      district: districts.name,
      route: routes.code,
      firstName: people.firstName,
      ackedAt: postAcks.ackedAt,
    })
    .from(deliveries)
    .leftJoin(groups, eq(groups.chatId, deliveries.chatId))
    .leftJoin(districts, eq(districts.id, groups.districtId))
    .leftJoin(routes, eq(routes.id, groups.routeId))
    .leftJoin(people, eq(people.id, deliveries.chatId))
    .leftJoin(postAcks, and(eq(postAcks.postId, id), eq(postAcks.personId, deliveries.chatId)))
    .where(and(isOf(id), eq(deliveries.state, state), gt(deliveries.id, after)))
    .orderBy(asc(deliveries.id))
    .limit(limit)
    .all();
}

/** Who is to acknowledge a post and has it from a group only, by id. */
export async function findMemberIds(db: Db, id: number): Promise<number[]> {
  return db
    .all<{ personId: number }>(
      sql`${withExpected(id)}
      select person_id as personId from expected
      except select chat_id from deliveries where kind = 'post' and subject_id = ${id}`,
    )
    .map(({ personId }) => personId);
}

export type PostMember = Pick<Person, "id" | "firstName" | "unreachable" | "startedAt"> & { ackedAt: number | null };

export async function findMembers(db: Db, id: number, personIds: readonly number[]): Promise<PostMember[]> {
  return db
    .select({
      id: people.id,
      firstName: people.firstName,
      unreachable: people.unreachable,
      startedAt: people.startedAt,
      ackedAt: postAcks.ackedAt,
    })
    .from(people)
    .leftJoin(postAcks, and(eq(postAcks.postId, id), eq(postAcks.personId, people.id)))
    .where(inArray(people.id, [...personIds]))
    .orderBy(asc(people.id))
    .all();
}

export type ShopOfPerson = { personId: number; shop: string; licence: string; route: string; district: string };

/** The shops that people act for, whatever their status. */
export async function findShopsOfPeople(db: Db, personIds: readonly number[]): Promise<ShopOfPerson[]> {
  return db
    .select({
      personId: shopPeople.personId,
      shop: retailers.shopName,
      licence: retailers.licenceNo,
      route: routes.code,
      district: districts.name,
    })
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .innerJoin(districts, eq(districts.id, routes.districtId))
    .where(inArray(shopPeople.personId, [...personIds]))
    .orderBy(asc(retailers.licenceNo))
    .all();
}

/** Notes who took the list of a post's recipients: it names people. */
export async function noteExport(db: Db, { id, actorId, rows }: { id: number; actorId: number; rows: number }, now: number): Promise<void> {
  inTransaction(db, (tx) => addAudit(tx, { at: now, actorId, action: "post.export", subject: `post ${id}`, detail: { rows } }));
}
