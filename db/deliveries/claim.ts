import { and, asc, eq, gt, inArray, lt, lte, or, sql } from "drizzle-orm";
import { LANES, type Lane } from "../../src/telegram/rules.ts";
import { inTransaction, type Db } from "../client.ts";
import { chatLimits, deliveries, type Delivery } from "../deliveries.tables.ts";

/** The claim's statements: it is made for every message, and building its SQL anew takes longer than running it. */
function prepareClaim(db: Db) {
  const blocked = sql`(select value from json_each(${sql.placeholder("blocked")}))`;
  const find = db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.state, "pending"),
        eq(deliveries.lane, sql.placeholder("lane")),
        lte(deliveries.notBefore, sql.placeholder("now")),
        sql`${deliveries.chatId} not in ${blocked}`,
      ),
    )
    .orderBy(asc(deliveries.turnAt), asc(deliveries.id))
    .limit(1)
    .prepare();
  const take = db
    .update(deliveries)
    .set({ state: "sending", leaseUntil: sql`${sql.placeholder("leaseUntil")}`, attempts: sql`${deliveries.attempts} + 1` })
    .where(and(eq(deliveries.id, sql.placeholder("id")), eq(deliveries.state, "pending")))
    .prepare();
  return {
    find: (where: { lane: Lane; now: number; blocked: string }): Delivery | undefined => find.get(where),
    take: (row: { id: number; leaseUntil: number }): boolean => take.run(row).changes === 1,
  };
}

const claims = new WeakMap<Db, ReturnType<typeof prepareClaim>>();

function claimOf(db: Db): ReturnType<typeof prepareClaim> {
  let claim = claims.get(db);
  if (!claim) claims.set(db, (claim = prepareClaim(db)));
  return claim;
}

/**
 * The next row of `lanes` that may go out: the lowest lane first, within it the row whose turn is next; never to `blockedChats`. Lane by lane,
 * so that each look-up walks the index from its front and stops at the first row that may go.
 */
export async function findSendable(
  db: Db,
  now: number,
  blockedChats: number[],
  lanes: readonly Lane[] = LANES,
): Promise<Delivery | undefined> {
  const { find } = claimOf(db);
  const blocked = JSON.stringify(blockedChats);
  for (const lane of lanes) {
    const row = find({ lane, now, blocked });
    if (row) return row;
  }
  return undefined;
}

/** Takes the row for one attempt; false when someone else did or it is no longer pending. */
export async function markSending(db: Db, id: number, leaseUntil: number): Promise<boolean> {
  return claimOf(db).take({ id, leaseUntil });
}

/** Rows whose attempt began and never ended: the process died in it, so their outcome is unknown. */
export async function findAbandoned(db: Db, now: number): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.state, "sending"), lt(deliveries.leaseUntil, now)))
    .all();
}

/** What went out since an instant: what a new process must count against the chats' limits. */
export async function findRecentSends(db: Db, since: number): Promise<{ chatId: number; sentAt: number; messages: number }[]> {
  return db
    .select({
      chatId: deliveries.chatId,
      sentAt: sql<number>`${deliveries.sentAt}`,
      messages: sql<number>`1 + coalesce(json_array_length(${deliveries.albumMessageIds}), 0)`,
    })
    .from(deliveries)
    .where(gt(deliveries.sentAt, since))
    .all();
}

/** Remembers that Telegram takes nothing for a chat until an instant, also for the next process. */
export async function saveChatLimit(db: Db, chatId: number, blockedUntil: number): Promise<void> {
  const set = { blockedUntil };
  db.insert(chatLimits).values({ chatId, blockedUntil }).onConflictDoUpdate({ target: chatLimits.chatId, set }).run();
}

/** The chats that Telegram takes nothing for now; those whose time is over are forgotten. */
export async function findChatLimits(db: Db, now: number): Promise<{ chatId: number; blockedUntil: number }[]> {
  return inTransaction(db, (tx) => {
    tx.delete(chatLimits).where(lte(chatLimits.blockedUntil, now)).run();
    return tx.select().from(chatLimits).all();
  });
}

/** A retry waits no longer; what is due later than that was planned by the wall clock and follows it. */
const RETRY_MAX_MS = 60_000;

/** After the wall clock was set back by `stepMs`: what waited goes out when it would have, retries and limited chats included. */
export async function followClockBack(db: Db, stepMs: number, now: number): Promise<void> {
  inTransaction(db, (tx) => {
    const limited = tx.select({ chatId: chatLimits.chatId }).from(chatLimits);
    const isWaiting = or(lte(deliveries.notBefore, now + stepMs + RETRY_MAX_MS), inArray(deliveries.chatId, limited));
    tx.update(deliveries)
      .set({ notBefore: sql`${deliveries.notBefore} - ${stepMs}` })
      .where(and(eq(deliveries.state, "pending"), gt(deliveries.notBefore, now), isWaiting))
      .run();
    tx.update(chatLimits)
      .set({ blockedUntil: sql`${chatLimits.blockedUntil} - ${stepMs}` })
      .run();
  });
}

/** Holds back a row of a post that paused while the row was being sent or waited for its slot. */
export async function holdDelivery(db: Db, id: number): Promise<void> {
  db.update(deliveries)
    .set({ state: "held" })
    .where(and(eq(deliveries.id, id), eq(deliveries.state, "pending")))
    .run();
}

/** False once another process took over and dealt with the row: a late outcome must not undo that. `attempts` counts the one under way. */
export async function isUnderWay(db: Db, id: number, attempts: number): Promise<boolean> {
  const row = db.select({ state: deliveries.state, attempts: deliveries.attempts }).from(deliveries).where(eq(deliveries.id, id)).get();
  return row?.state === "sending" && row.attempts === attempts;
}
