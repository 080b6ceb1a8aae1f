import { and, count, eq, inArray, max, or, sql } from "drizzle-orm";
import { validUntilOf, type PostState } from "../../src/posts/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type Delivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { groups } from "../groups.tables.ts";
import { people } from "../people.tables.ts";
import type { Post } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { turnsFrom } from "./turns.ts";

const isOf = (id: number) => and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id));
const isProgress = (id: number) => and(eq(deliveries.kind, "post_progress"), eq(deliveries.subjectId, id));

/** Could not be written to then, and can now as far as is known: the person wrote to the bot, the group has it in again. */
const isBack = and(
  eq(deliveries.state, "unreachable"),
  sql`(exists (select 1 from ${people} where ${people.id} = ${deliveries.chatId} and ${people.unreachable} is null and ${people.startedAt} is not null)
    or exists (select 1 from ${groups} where ${groups.chatId} = ${deliveries.chatId} and ${groups.kind} = 'retailers' and ${groups.state} = 'active'))`,
);

const selectVersion = (tx: Db | Tx, id: number): number =>
  tx
    .select({ newest: max(deliveries.id) })
    .from(deliveries)
    .where(isProgress(id))
    .get()?.newest ?? 0;

/** False for a progress message whose place another one has taken, since the post was tried anew. */
export async function isNewestProgress(db: Db, { id, subjectId }: Pick<Delivery, "id" | "subjectId">): Promise<boolean> {
  return selectVersion(db, subjectId) === id;
}

export type Retryable = {
  /** Telegram refused it. */
  failed: number;
  /** Was unreachable and has come back. */
  back: number;
  /** May have arrived: once more may be twice. */
  unknown: number;
  /** Changes with each retry: a tap on an older button is void. */
  version: number;
};

/** How many recipients of a post could be tried once more. */
export async function countRetryable(db: Db, id: number): Promise<Retryable> {
  const rows = db
    .select({ state: deliveries.state, n: count() })
    .from(deliveries)
    .where(and(isOf(id), inArray(deliveries.state, ["failed", "unknown"])))
    .groupBy(deliveries.state)
    .all();
  const numberOf = (state: Delivery["state"]) => rows.find((row) => row.state === state)?.n ?? 0;
  const back =
    db
      .select({ n: count() })
      .from(deliveries)
      .where(and(isOf(id), isBack))
      .get()?.n ?? 0;
  return { failed: numberOf("failed"), back, unknown: numberOf("unknown"), version: selectVersion(db, id) };
}

export type Retry = {
  id: number;
  actorId: number;
  /** Also those that may have it already. */
  withUnknown: boolean;
  /** What the actor saw; refused when the post was tried anew since. */
  version: number;
  /** The message of its author's that becomes the progress message; undefined = the one there is. */
  panelMessageId: number | undefined;
  /** The end of the quiet hours it now is in: people get it then; groups at once. */
  quietUntil: number | undefined;
};
export type RetryResult =
  | { ok: true; retried: number }
  | { ok: false; reason: "not_found" | "recalled" | "paused" | "too_late" | "outdated" | "nothing" };

const RETRYABLE_STATES: readonly PostState[] = ["sending", "sent", "cancelled"];

function refuseRetry(tx: Tx, post: Post | undefined, version: number, now: number): Extract<RetryResult, { ok: false }> | undefined {
  if (post?.state === "recalled" || post?.state === "paused") return { ok: false, reason: post.state };
  if (!post || !RETRYABLE_STATES.includes(post.state)) return { ok: false, reason: "not_found" };
  if ((validUntilOf(post) ?? Infinity) <= now) return { ok: false, reason: "too_late" };
  return selectVersion(tx, post.id) === version ? undefined : { ok: false, reason: "outdated" };
}

/** Puts the rows back into the outbox. Their turns keep the order and the spacing they had, so that other posts are not held up. */
function requeue(tx: Tx, { id, withUnknown, quietUntil }: Retry, now: number): number {
  const isMeant = and(isOf(id), or(eq(deliveries.state, "failed"), isBack, withUnknown ? eq(deliveries.state, "unknown") : undefined));
  const at = quietUntil === undefined ? sql`${now}` : sql`case when ${deliveries.chatId} > 0 then ${quietUntil} else ${now} end`;
  return tx
    .update(deliveries)
    .set({
      state: "pending",
      reason: null,
      leaseUntil: null,
      mayRepeat: sql`${deliveries.mayRepeat} or ${deliveries.state} = 'unknown'`,
      notBefore: at,
      turnAt: turnsFrom(tx, isMeant, at),
    })
    .where(isMeant)
    .run().changes;
}

/** A message with the bar of its own for this run: the one of the run before may be ending at this very moment. */
export function restartProgress(tx: Tx, { id, authorId }: Post, now: number): void {
  tx.update(deliveries)
    .set({ state: "skipped", reason: "replaced" })
    .where(and(isProgress(id), eq(deliveries.state, "pending")))
    .run();
  const row = { dedupeKey: `post-progress-${id}-${now}`, kind: "post_progress" as const, subjectId: id, turnAt: now };
  addDeliveries(tx, [{ ...row, lane: LANE.post, chatId: authorId }], now);
}

/**
 * Tries a post once more where it failed, where the recipient has come back, and (if asked) where the outcome is not known; it is under
 * way again then. Refused when it is paused, recalled, no longer valid, was tried anew since `version`, or when there is nothing to try.
 */
export async function retryPost(db: Db, retry: Retry, now: number): Promise<RetryResult> {
  return inTransaction(db, (tx): RetryResult => {
    const { id, actorId, panelMessageId, version } = retry;
    const post = tx.select().from(posts).where(eq(posts.id, id)).get();
    const refusal = refuseRetry(tx, post, version, now);
    if (refusal || !post) return refusal ?? { ok: false, reason: "not_found" };
    const retried = requeue(tx, retry, now);
    if (retried === 0) return { ok: false, reason: "nothing" };
    const shown = panelMessageId === undefined ? {} : { panelMessageId };
    tx.update(posts)
      .set({ state: "sending", ...shown })
      .where(eq(posts.id, id))
      .run();
    restartProgress(tx, post, now);
    addAudit(tx, { at: now, actorId, action: "post.retry", subject: `post ${id}`, detail: { retried } });
    return { ok: true, retried };
  });
}
