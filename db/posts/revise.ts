import { and, desc, eq, inArray } from "drizzle-orm";
import { findChangedItems, mergeItems, type ChangedItem } from "../../src/posts/change-rules.ts";
import { isStarted } from "../../src/posts/rules.ts";
import type { Goods } from "../../src/supply/rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, saveDeliveryData, type Delivery, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import type { Post, PostPart } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { replaceGoods } from "../supply.ts";
import { selectArrivals, type Arrival } from "./changes.ts";

/** What a sent post is to say from now on, as its author is asked about it; without `parts` once that was answered. */
export type Proposal = {
  revision: number;
  parts?: PostPart[];
  /** The lines that take the place of its table's. */
  goods?: Goods[];
  /** So many lines of the table have been shown to its author. */
  shown?: number;
  isShown?: boolean;
  answer?: "yes" | "no" | "reverted";
};

/** What a post is to say: its words and, where they change too, the lines of its table. */
export type Proposed = { parts: PostPart[]; goods?: readonly Goods[] };

/** What a place has to be told: its messages, one a part, and which of them change; the first `done` of these have. */
export type EditOrder = { revision: number; messageIds: number[]; items: ChangedItem[]; done: number };

const proposalOf = ({ data }: Pick<Delivery, "data">): Proposal => data as unknown as Proposal;
const stored = (value: object): Record<string, unknown> => ({ ...value });

const selectLatestProposal = (tx: Db | Tx, postId: number): Delivery | undefined =>
  tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.kind, "post_edit_ask"), eq(deliveries.subjectId, postId)))
    .orderBy(desc(deliveries.id))
    .limit(1)
    .get();

const isOpen = (row: Delivery, { revision }: Pick<Post, "revision">): boolean => {
  const proposal = proposalOf(row);
  return proposal.parts !== undefined && proposal.revision === revision;
};

/** The change its author has been, or is about to be, asked about; undefined when there is none that could still be answered. */
export async function findOpenProposal(db: Db, post: Post): Promise<({ id: number } & Proposed) | undefined> {
  const row = selectLatestProposal(db, post.id);
  if (!row || !isOpen(row, post)) return undefined;
  const { parts, goods } = proposalOf(row);
  return { id: row.id, parts: parts!, ...(goods ? { goods } : {}) };
}

/** Writes the question whether a sent post is to be changed; `cause` tells one edit from the next, so that one that comes twice asks once. */
export async function saveProposal(
  db: Db,
  { post, parts, goods, cause, actorId }: { post: Post; cause: number; actorId: number } & Proposed,
  now: number,
): Promise<void> {
  const data: Proposal = { revision: post.revision, parts, ...(goods ? { goods: [...goods] } : {}) };
  const row = { kind: "post_edit_ask" as const, subjectId: post.id, lane: LANE.reply, chatId: actorId, data: stored(data) };
  inTransaction(db, (tx) => addDeliveries(tx, [{ ...row, dedupeKey: `post-edit-ask-${post.id}-${cause}` }], now));
}

const closeProposal = (tx: Tx, row: Delivery, answer: NonNullable<Proposal["answer"]>): void =>
  saveDeliveryData(tx, row.id, stored({ revision: proposalOf(row).revision, answer }));

export type AnswerRefusal = { ok: false; reason: "not_found" | "recalled" | "outdated" | "done" | "left" };

type Question = { ok: true; post: Post; row: Delivery } & Proposed;

/** The question as it stands, or why it can not be answered any more. */
function openQuestion(tx: Tx, postId: number, proposalId: number): Question | AnswerRefusal {
  const post = tx.select().from(posts).where(eq(posts.id, postId)).get();
  const row = tx.select().from(deliveries).where(eq(deliveries.id, proposalId)).get();
  if (!post || row?.kind !== "post_edit_ask" || row.subjectId !== postId) return { ok: false, reason: "not_found" };
  if (!isStarted(post.state)) return { ok: false, reason: "recalled" };
  const { answer, parts, goods } = proposalOf(row);
  if (answer === "yes") return { ok: false, reason: "done" };
  if (answer === "no") return { ok: false, reason: "left" };
  const isLatest = selectLatestProposal(tx, postId)?.id === row.id;
  return isLatest && parts && isOpen(row, post)
    ? { ok: true, post, row, parts, ...(goods ? { goods } : {}) }
    : { ok: false, reason: "outdated" };
}

/** Closes the question without a change: its author left the post as it is (`no`), or took the edit back (`reverted`). */
export async function declineProposal(
  db: Db,
  { postId, proposalId, answer }: { postId: number; proposalId: number; answer: "no" | "reverted" },
): Promise<{ ok: true } | AnswerRefusal> {
  return inTransaction(db, (tx) => {
    const question = openQuestion(tx, postId, proposalId);
    if (!question.ok) return question;
    closeProposal(tx, question.row, answer);
    return { ok: true };
  });
}

/** Where there is something to change, or was until the group moved. */
const selectChangeable = (tx: Db | Tx, postId: number): Arrival[] =>
  selectArrivals(tx, postId).filter(({ main, others }) => main.length > 0 || others.length === 0);

/** In how many places a change would be made. */
export async function countChangeable(db: Db, postId: number): Promise<number> {
  return selectChangeable(db, postId).length;
}

/** What earlier changes touched: a place they did not reach gets it with this one. */
function selectEarlierItems(tx: Tx, postId: number): ChangedItem[] {
  const isEdit = and(eq(deliveries.kind, "post_edit"), eq(deliveries.subjectId, postId));
  const last = tx.select({ data: deliveries.data }).from(deliveries).where(isEdit).orderBy(desc(deliveries.id)).limit(1).get();
  return (last?.data as EditOrder | undefined)?.items ?? [];
}

const buildEdit = (postId: number, chatId: number, order: EditOrder): NewDelivery => ({
  dedupeKey: `post-edit-${postId}-${order.revision}-${chatId}`,
  kind: "post_edit",
  subjectId: postId,
  lane: LANE.post,
  chatId,
  data: stored(order),
});

/** Who is shown how the change goes: in the message with the question, if it is known. */
export type Watcher = { actorId: number; messageId: number | null };

const buildProgress = (postId: number, revision: number, { actorId, messageId }: Watcher): NewDelivery => ({
  dedupeKey: `post-edit-progress-${postId}-${revision}`,
  kind: "post_change_progress",
  subjectId: postId,
  lane: LANE.post,
  chatId: actorId,
  data: { change: "post_edit", revision, messageId },
});

/**
 * Changes a sent post to what its author was asked about, once: the post says it from now on, what has not gone out goes out with it, and
 * every place it arrived in is told. Earlier changes that are still on the way become void.
 */
export async function revisePost(
  db: Db,
  { postId, proposalId, ...watcher }: { postId: number; proposalId: number } & Watcher,
  now: number,
): Promise<{ ok: true; places: number } | AnswerRefusal> {
  return inTransaction(db, (tx) => {
    const question = openQuestion(tx, postId, proposalId);
    if (!question.ok) return question;
    const { post, row, parts, goods } = question;
    const revision = post.revision + 1;
    const items = mergeItems(selectEarlierItems(tx, postId), findChangedItems(post.parts, parts));
    tx.update(posts).set({ parts, revision }).where(eq(posts.id, postId)).run();
    if (goods) replaceGoods(tx, postId, goods);
    closeProposal(tx, row, "yes");
    tx.update(deliveries)
      .set({ state: "skipped", reason: "outdated" })
      .where(and(eq(deliveries.kind, "post_edit"), eq(deliveries.subjectId, postId), inArray(deliveries.state, ["pending", "held"])))
      .run();
    const arrivals = selectChangeable(tx, postId);
    const edits = arrivals.map(({ chatId, main }) => buildEdit(postId, chatId, { revision, messageIds: main, items, done: 0 }));
    addDeliveries(tx, [...edits, buildProgress(postId, revision, watcher)], now);
    const detail = { revision, places: arrivals.length, ...(goods ? { lines: goods.length } : {}) };
    addAudit(tx, { at: now, actorId: watcher.actorId, action: "post.edit", subject: `post ${postId}`, detail });
    return { ok: true, places: arrivals.length };
  });
}

/** The post was changed while this message, made from an earlier revision, was on its way: the place is told like the others. */
export function addLateEdit(tx: Tx, { id, revision, parts }: Post, chatId: number, messageIds: readonly number[], now: number): void {
  const items = parts.map(({ media }, at) => ({ at, hasNewFile: media !== null }));
  addDeliveries(tx, [buildEdit(id, chatId, { revision, messageIds: [...messageIds], items, done: 0 })], now);
}
