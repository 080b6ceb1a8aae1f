import { and, eq, gt, inArray, sql, type SQL } from "drizzle-orm";
import { REMIND_EVERY_MS, STARTED_STATES, validUntilOf } from "../../src/posts/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { audit } from "../audit.tables.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { postAcks, posts } from "../posts.tables.ts";
import { turnsFrom } from "./turns.ts";

export type AckResult = { ok: true; isNew: boolean; ackedAt: number } | { ok: false; reason: "not_found" | "recalled" };

/** Notes that a person pressed "read", once, whatever number of taps; refused for posts that do not ask for it, or were taken back. */
export async function addAck(db: Db, { postId, personId }: { postId: number; personId: number }, now: number): Promise<AckResult> {
  return inTransaction(db, (tx): AckResult => {
    const post = tx.select({ state: posts.state, requireAck: posts.requireAck }).from(posts).where(eq(posts.id, postId)).get();
    if (post?.state === "recalled") return { ok: false, reason: "recalled" };
    if (!post?.requireAck || !(STARTED_STATES as readonly string[]).includes(post.state)) return { ok: false, reason: "not_found" };
    const { changes } = tx.insert(postAcks).values({ postId, personId, ackedAt: now }).onConflictDoNothing().run();
    return { ok: true, isNew: changes === 1, ackedAt: changes === 1 ? now : findAckedAt(tx, postId, personId)! };
  });
}

const findAckedAt = (tx: Db | Tx, postId: number, personId: number): number | undefined =>
  tx
    .select({ ackedAt: postAcks.ackedAt })
    .from(postAcks)
    .where(and(eq(postAcks.postId, postId), eq(postAcks.personId, personId)))
    .get()?.ackedAt;

export async function hasAcked(db: Db, postId: number, personId: number): Promise<boolean> {
  return findAckedAt(db, postId, personId) !== undefined;
}

/**
 * The people who are to acknowledge a post, each once, as `expected(person_id)`: who was to get it in private, and everyone of the shops
 * that the groups it went to serve; of active shops only. A delivery that was skipped did not apply any more: it counts nobody.
 * `served(route_id)` are the routes of those groups. `cross join` keeps SQLite to the order written: from the few who have the post to their
 * shops, instead of through everyone's.
 */
export const withExpected = (postId: number): SQL => sql`
  with meant as materialized (
    select chat_id from deliveries where kind = 'post' and subject_id = ${postId} and state <> 'skipped'
  ), places as materialized (
    select g.route_id, g.district_id from meant m cross join groups g where m.chat_id < 0 and g.chat_id = m.chat_id and g.kind = 'retailers'
  ), served as materialized (
    select route_id from places where route_id is not null
    union
    select r.id from places pl cross join routes r where pl.route_id is null and r.district_id = pl.district_id
  ), expected as materialized (
    select m.chat_id as person_id from meant m where m.chat_id > 0 and exists (
      select 1 from shop_people sp join retailers s on s.id = sp.retailer_id where sp.person_id = m.chat_id and s.status = 'active'
    )
    union
    select sp.person_id from served v cross join retailers s cross join shop_people sp
    where s.route_id = v.route_id and s.status = 'active' and sp.retailer_id = s.id
  )`;

export type RouteAcks = { district: string; route: string; expected: number; acked: number };
/** `others`: who pressed without being meant, such as someone who left the shop since. */
export type AckCounts = { routes: RouteAcks[]; expected: number; acked: number; others: number };

/** Who acknowledged, by district and route: each person once, with a shop on a route that has the post rather than another. */
export async function countAcks(db: Db, postId: number): Promise<AckCounts> {
  // Beside min() SQLite takes the other columns from the very row that has the minimum.
  const routes = db.all<RouteAcks>(sql`${withExpected(postId)}, placed as materialized (
      select e.person_id, s.route_id, min((s.route_id not in (select route_id from served)) || s.licence_no)
      from expected e cross join shop_people sp cross join retailers s
      where sp.person_id = e.person_id and s.id = sp.retailer_id and s.status = 'active'
      group by e.person_id
    )
    select d.name as district, r.code as route, count(*) as expected, count(a.person_id) as acked from placed
    join routes r on r.id = placed.route_id join districts d on d.id = r.district_id
    left join post_acks a on a.post_id = ${postId} and a.person_id = placed.person_id
    group by r.id order by d.name, r.code`);
  const all =
    db
      .select({ n: sql<number>`count(*)` })
      .from(postAcks)
      .where(eq(postAcks.postId, postId))
      .get()?.n ?? 0;
  const sum = (of: "expected" | "acked") => routes.reduce((total, route) => total + route[of], 0);
  return { routes, expected: sum("expected"), acked: sum("acked"), others: all - sum("acked") };
}

/** Someone who has not acknowledged; written to in private or not, as far as is known. */
export type Waiting = { personId: number; isReachable: boolean };

const fromWaiting = (postId: number): SQL => sql`from expected e cross join people p
  where p.id = e.person_id and not exists (select 1 from post_acks a where a.post_id = ${postId} and a.person_id = e.person_id)`;

const selectWaiting = (tx: Db | Tx, postId: number): Waiting[] =>
  tx
    .all<{ personId: number; isReachable: number }>(
      sql`${withExpected(postId)}
      select e.person_id as personId, p.unreachable is null and p.started_at is not null as isReachable ${fromWaiting(postId)}
      order by e.person_id`,
    )
    .map(({ personId, isReachable }) => ({ personId, isReachable: isReachable === 1 }));

/** How many have not acknowledged, by whether they can be written to in private. */
export async function countWaiting(db: Db, postId: number): Promise<{ reachable: number; unreachable: number }> {
  const counts = db.get<{ all: number; reachable: number }>(
    sql`${withExpected(postId)}
      select count(*) as "all", coalesce(sum(p.unreachable is null and p.started_at is not null), 0) as reachable ${fromWaiting(postId)}`,
  );
  const { all, reachable } = counts ?? { all: 0, reachable: 0 };
  return { reachable, unreachable: all - reachable };
}

const REMIND = "post.remind";

const findLastRound = (tx: Db | Tx, postId: number, now: number): number | undefined =>
  tx
    .select({ at: audit.at })
    .from(audit)
    .where(and(eq(audit.action, REMIND), gt(audit.at, now - REMIND_EVERY_MS), eq(audit.subject, `post ${postId}`)))
    .get()?.at;

export type RemindResult =
  | { ok: true; reminded: number; unreachable: number }
  | { ok: false; reason: "under_way" | "too_late" | "nobody" }
  | { ok: false; reason: "too_soon"; nextAt: number };

type Reminding = {
  id: number;
  actorId: number;
  /** The end of the quiet hours it now is in: the reminders go out then. */
  quietUntil: number | undefined;
};

/**
 * Reminds in private everyone who has not acknowledged a post; refused while it is still being sent, when it is not valid any more, when
 * the last round was less than REMIND_EVERY_MS ago, and when nobody can be written to.
 */
export async function remindWaiting(db: Db, { id, actorId, quietUntil }: Reminding, now: number): Promise<RemindResult> {
  return inTransaction(db, (tx): RemindResult => {
    const isOver = and(eq(posts.id, id), eq(posts.requireAck, true), inArray(posts.state, ["sent", "cancelled"]));
    const post = tx.select().from(posts).where(isOver).get();
    if (!post) return { ok: false, reason: "under_way" };
    const validUntil = validUntilOf(post);
    if (validUntil !== null && validUntil <= now) return { ok: false, reason: "too_late" };
    const last = findLastRound(tx, id, now);
    if (last !== undefined) return { ok: false, reason: "too_soon", nextAt: last + REMIND_EVERY_MS };
    const waiting = selectWaiting(tx, id);
    const rows = waiting
      .filter(({ isReachable }) => isReachable)
      .map(({ personId }): NewDelivery => ({
        dedupeKey: `post-remind-${id}-${now}-${personId}`,
        kind: "post_remind",
        subjectId: id,
        lane: LANE.post,
        chatId: personId,
        ...(validUntil === null ? {} : { validUntil }),
        ...(quietUntil === undefined ? {} : { notBefore: quietUntil }),
      }));
    if (rows.length === 0) return { ok: false, reason: "nobody" };
    addDeliveries(tx, rows, now);
    const counts = { reminded: rows.length, unreachable: waiting.length - rows.length };
    addAudit(tx, { at: now, actorId, action: REMIND, subject: `post ${id}`, detail: counts });
    return { ok: true, ...counts };
  });
}

/** The quiet hours began while reminders of a post went out: the rest waits until their end. */
export async function postponeReminders(db: Db, postId: number, until: number): Promise<void> {
  const isMeant = and(eq(deliveries.kind, "post_remind"), eq(deliveries.subjectId, postId), eq(deliveries.state, "pending"));
  inTransaction(db, (tx) =>
    tx
      .update(deliveries)
      .set({ notBefore: until, turnAt: turnsFrom(tx, isMeant, until) })
      .where(isMeant)
      .run(),
  );
}

/** The message in which a person last got a post in private, or was reminded of it; undefined when there is none. */
export async function findOwnCopy(db: Db, postId: number, personId: number): Promise<number | undefined> {
  return db.get<{ messageId: number }>(sql`select message_id as messageId from deliveries
    where chat_id = ${personId} and message_id is not null and kind in ('post', 'post_remind') and subject_id = ${postId} and state = 'sent'
    order by message_id desc limit 1`)?.messageId;
}
