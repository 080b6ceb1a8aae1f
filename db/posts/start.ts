import { eq } from "drizzle-orm";
import { validUntilOf, type PostState } from "../../src/posts/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import type { Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import type { Post } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { isNobody, selectReceivers, unreachableReason, type Receivers } from "./audience.ts";

export type StartResult = { ok: true; groups: number; people: number } | { ok: false; reason: "not_startable" | "nobody" };

export type Start = {
  id: number;
  /** The states from which this may start it: a tap must not start what meanwhile waits for approval. */
  from: readonly PostState[];
  /** Null = by itself, at its time. */
  actorId: number | null;
  withinDistrictId: number | null;
  /** The end of the quiet hours it now is in: people get it then; groups at once. */
  quietUntil: number | undefined;
};

function buildRows(post: Post, receivers: Receivers, { quietUntil }: Start, now: number): NewDelivery[] {
  const validUntil = validUntilOf({ ...post, sentAt: now });
  const base = { kind: "post" as const, subjectId: post.id, lane: LANE.post, ...(validUntil === null ? {} : { validUntil }) };
  const toGroups = receivers.groups.map(({ chatId }) => ({ ...base, dedupeKey: `post-${post.id}-${chatId}`, chatId }));
  const toPeople = receivers.people.map((person): NewDelivery => {
    const unreachable = unreachableReason(person);
    return {
      ...base,
      dedupeKey: `post-${post.id}-${person.id}`,
      chatId: person.id,
      ...(unreachable ? { unreachable } : {}),
      ...(quietUntil === undefined ? {} : { notBefore: quietUntil }),
    };
  });
  return [...toGroups, ...toPeople];
}

/** The author's progress message; it goes first, being an edit every few seconds, and the report follows it at the end. */
const progressOf = ({ id, authorId }: Post, now: number): NewDelivery => ({
  dedupeKey: `post-progress-${id}`,
  kind: "post_progress",
  subjectId: id,
  lane: LANE.post,
  chatId: authorId,
  turnAt: now,
});

/** Starts a post inside the caller's transaction: the audience is what it is at this moment, and each of it gets one row. */
export function startIn(tx: Tx, start: Start, now: number): StartResult {
  const post = tx.select().from(posts).where(eq(posts.id, start.id)).get();
  if (!post || !start.from.includes(post.state)) return { ok: false, reason: "not_startable" };
  const receivers = selectReceivers(tx, { ...post, withinDistrictId: start.withinDistrictId });
  if (isNobody(receivers)) return { ok: false, reason: "nobody" };
  const audience = { ...post.audience, withinDistrictId: start.withinDistrictId };
  tx.update(posts).set({ state: "sending", sentAt: now, audience }).where(eq(posts.id, post.id)).run();
  addDeliveries(tx, [...buildRows(post, receivers, start, now), progressOf(post, now)], now);
  const counts = { groups: receivers.groups.length, people: receivers.people.length };
  addAudit(tx, {
    at: now,
    actorId: start.actorId,
    action: "post.send",
    subject: `post ${post.id}`,
    detail: { authorId: post.authorId, column: post.column, ...counts },
  });
  return { ok: true, ...counts };
}
