import { and, eq } from "drizzle-orm";
import type { AuditAction } from "../../src/audit/rules.ts";
import {
  CARD_AT_LATEST_MS,
  mayWriteIn,
  outcomeOf,
  postRightOf,
  refuseDecider,
  type DeciderRefusal,
  type Writer,
} from "../../src/posts/approval-rules.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import type { Post } from "../posts.ts";
import { posts } from "../posts.tables.ts";
import { readWriter, selectApprovers } from "./approvers.ts";
import { isNobody, selectReceivers } from "./audience.ts";
import { startIn, type Start, type StartResult } from "./start.ts";

const selectPost = (tx: Db | Tx, id: number): Post | undefined => tx.select().from(posts).where(eq(posts.id, id)).get();

const change = (tx: Tx, id: number, changes: Partial<Post>): Post =>
  tx.update(posts).set(changes).where(eq(posts.id, id)).returning().get();

const auditOf = (post: Post, actorId: number, action: AuditAction, now: number) => ({
  at: now,
  actorId,
  action,
  subject: `post ${post.id}`,
});

/** no_right: left the staff, or has no role that posts; column: brand partners post about new products only. */
export type WriterRefusal = "no_right" | "column";

function refuseWriter(writer: Writer, { column }: Pick<Post, "column">): WriterRefusal | undefined {
  if (postRightOf(writer) === "none") return "no_right";
  return mayWriteIn(writer, column) ? undefined : "column";
}

export type SenderRefusal = WriterRefusal | "needs_approval";

/** Why someone can not send a draft, or let it start by itself, without an approver; looked at inside the caller's transaction. */
export function refuseSender(tx: Tx, post: Pick<Post, "column">, personId: number, ownerIds: readonly number[]): SenderRefusal | undefined {
  const writer = readWriter(tx, personId, ownerIds);
  return refuseWriter(writer, post) ?? (postRightOf(writer) === "send" ? undefined : "needs_approval");
}

type SendResult = StartResult | { ok: false; reason: SenderRefusal };

/** Starts an author's own draft; the right to send without approval is looked at in the same transaction. */
export async function sendDraft(db: Db, start: Start & { actorId: number }, ownerIds: readonly number[], now: number): Promise<SendResult> {
  return inTransaction(db, (tx): SendResult => {
    const post = selectPost(tx, start.id);
    const reason = post && refuseSender(tx, post, start.actorId, ownerIds);
    return reason ? { ok: false, reason } : startIn(tx, start, now);
  });
}

const reviewKey = (postId: number, version: number, chatId: number): string => `post-review-${postId}-${version}-${chatId}`;

/** For each approver the post as recipients get it, the card with the buttons after it, and the card again if nobody has decided. */
function buildReviews(post: Post, approvers: readonly number[], remindAt: number, now: number): NewDelivery[] {
  const version = post.submittedAt!;
  const base = { subjectId: post.id, lane: LANE.promise, data: { version } };
  return approvers.flatMap((chatId): NewDelivery[] => {
    const key = reviewKey(post.id, version, chatId);
    const card = { ...base, kind: "post_review" as const, chatId };
    return [
      { ...base, kind: "post_review_preview", chatId, dedupeKey: `${key}-preview` },
      { ...card, dedupeKey: key, notBefore: now + CARD_AT_LATEST_MS, turnAt: now },
      { ...card, dedupeKey: `${key}-again`, notBefore: remindAt, data: { version, isAgain: true } },
    ];
  });
}

/** The post has arrived at an approver: its card waits no longer. */
export function releaseCard(tx: Tx, { postId, version, chatId }: { postId: number; version: number; chatId: number }, now: number): void {
  tx.update(deliveries)
    .set({ notBefore: now })
    .where(and(eq(deliveries.dedupeKey, reviewKey(postId, version, chatId)), eq(deliveries.state, "pending")))
    .run();
}

export type SubmitResult = { ok: true; post: Post } | { ok: false; reason: WriterRefusal | "not_draft" | "nobody" | "no_approver" };

/** Gives an author's own draft to those who may decide; `remindAt`: when they are asked again. Refused when nobody would get it or could decide. */
export async function submitPost(
  db: Db,
  { id, actorId, ownerIds, remindAt }: { id: number; actorId: number; ownerIds: readonly number[]; remindAt: number },
  now: number,
): Promise<SubmitResult> {
  return inTransaction(db, (tx): SubmitResult => {
    const draft = selectPost(tx, id);
    if (draft?.state !== "draft" || draft.authorId !== actorId) return { ok: false, reason: "not_draft" };
    const writer = readWriter(tx, actorId, ownerIds);
    const reason = refuseWriter(writer, draft);
    if (reason) return { ok: false, reason };
    if (isNobody(selectReceivers(tx, { ...draft, withinDistrictId: writer.districtId }))) return { ok: false, reason: "nobody" };
    const approvers = selectApprovers(tx, writer, ownerIds);
    if (approvers.length === 0) return { ok: false, reason: "no_approver" };
    // It is the version that the approvers' buttons carry, so it never comes twice, whatever the clock says.
    const submittedAt = Math.max(now, (draft.submittedAt ?? 0) + 1);
    const post = change(tx, id, { state: "submitted", submittedAt, decidedBy: null, decidedAt: null, returnReason: null });
    addDeliveries(tx, buildReviews(post, approvers, remindAt, now), now);
    addAudit(tx, { ...auditOf(post, actorId, "post.submit", now), detail: { column: post.column, approvers } });
    return { ok: true, post };
  });
}

/** Makes the author's submitted post a draft again; undefined when it is not with an approver. */
export async function takeBackPost(db: Db, { id, actorId }: { id: number; actorId: number }, now: number): Promise<Post | undefined> {
  return inTransaction(db, (tx) => {
    const post = selectPost(tx, id);
    if (post?.state !== "submitted" || post.authorId !== actorId) return undefined;
    addAudit(tx, auditOf(post, actorId, "post.take_back", now));
    return change(tx, id, { state: "draft" });
  });
}

/** `version`: the submission that the approver saw. */
export type Decision = { id: number; version: number; actorId: number; ownerIds: readonly number[] };

export type DecisionRefusal =
  | { ok: false; reason: "not_found" | DeciderRefusal | "author_gone" | "nobody" }
  /** It was decided, taken back or submitted anew meanwhile. */
  | { ok: false; reason: "closed"; post: Post };

type Open = { ok: true; post: Post; author: Writer };

function readOpen(tx: Db | Tx, { id, version, actorId, ownerIds }: Decision): Open | DecisionRefusal {
  const post = selectPost(tx, id);
  if (!post) return { ok: false, reason: "not_found" };
  const author = readWriter(tx, post.authorId, ownerIds);
  const decider = readWriter(tx, actorId, ownerIds);
  // Who left the staff has no district any more; their post can only be given back, which any supervisor may do.
  const isGone = postRightOf(author) === "none";
  const reason = refuseDecider(decider, isGone ? { ...author, districtId: decider.districtId } : author);
  if (reason) return { ok: false, reason };
  return outcomeOf(post, version) === "open" ? { ok: true, post, author } : { ok: false, reason: "closed", post };
}

/** The submission as the actor may decide about it, or why not. */
export async function findOpenReview(db: Db, decision: Decision): Promise<{ ok: true; post: Post } | DecisionRefusal> {
  return readOpen(db, decision);
}

const decisionNotice = ({ id, authorId, submittedAt }: Post): NewDelivery => ({
  dedupeKey: `post-decision-${id}-${submittedAt}`,
  kind: "post_decision",
  subjectId: id,
  lane: LANE.promise,
  chatId: authorId,
  data: { version: submittedAt },
});

/** Starts it, or leaves it to its time (`nextAt`) if that is still to come; undefined when nobody would get it. */
function release(tx: Tx, { post, author }: Open, { nextAt, ...start }: Release, now: number): Partial<Post> | undefined {
  // What was approved goes where its approver saw it go, wherever its author belongs by then.
  const audience = { ...post.audience, withinDistrictId: author.districtId };
  if (nextAt !== null) return { state: "scheduled", startAt: nextAt, startVersion: post.startVersion + 1, audience };
  // A time that passed while it waited for approval: how long it is worth sending counts from now.
  if (post.startAt !== null) change(tx, post.id, { startAt: null });
  if (startIn(tx, { ...start, from: ["submitted"], withinDistrictId: author.districtId }, now).ok) return {};
  // Nothing was decided: what was submitted stays as it was.
  change(tx, post.id, { startAt: post.startAt });
  return undefined;
}

type Release = Omit<Start, "withinDistrictId" | "from"> & { nextAt: number | null };

export type ApproveResult = { ok: true; post: Post } | DecisionRefusal;

/**
 * Approves a submission, once, and starts it or, when its time is still to come (`nextAt`), schedules it; refused when its author may not
 * post any more.
 */
export async function approvePost(
  db: Db,
  { quietUntil, nextAt, ...decision }: Decision & Pick<Release, "quietUntil" | "nextAt">,
  now: number,
): Promise<ApproveResult> {
  return inTransaction(db, (tx): ApproveResult => {
    const open = readOpen(tx, decision);
    if (!open.ok) return open;
    const { id, actorId } = decision;
    if (refuseWriter(open.author, open.post)) return { ok: false, reason: "author_gone" };
    const released = release(tx, open, { id, actorId, quietUntil, nextAt }, now);
    if (!released) return { ok: false, reason: "nobody" };
    const post = change(tx, id, { ...released, decidedBy: actorId, decidedAt: now });
    addDeliveries(tx, [decisionNotice(post)], now);
    addAudit(tx, { ...auditOf(post, actorId, "post.approve", now), detail: { authorId: post.authorId, version: decision.version } });
    return { ok: true, post };
  });
}

/** Gives a submission back to its author with a reason, once. */
export async function returnPost(db: Db, { reason, ...decision }: Decision & { reason: string }, now: number): Promise<ApproveResult> {
  return inTransaction(db, (tx): ApproveResult => {
    const open = readOpen(tx, decision);
    if (!open.ok) return open;
    const { id, actorId } = decision;
    const post = change(tx, id, { state: "draft", decidedBy: actorId, decidedAt: now, returnReason: reason });
    addDeliveries(tx, [decisionNotice(post)], now);
    addAudit(tx, { ...auditOf(post, actorId, "post.return", now), detail: { authorId: post.authorId, version: decision.version } });
    return { ok: true, post };
  });
}
