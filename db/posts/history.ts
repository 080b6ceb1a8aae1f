import { and, count, desc, eq, gte, inArray } from "drizzle-orm";
import { audit } from "../audit.tables.ts";
import type { AuditEntry } from "../audit.ts";
import type { Db } from "../client.ts";
import type { Post } from "../posts.ts";

/** What is noted about a post; named one by one, so that the look-up goes through the index on the action. */
export const POST_ACTIONS = [
  "post.submit",
  "post.take_back",
  "post.approve",
  "post.return",
  "post.schedule",
  "post.unschedule",
  "post.not_started",
  "post.send",
  "post.pause",
  "post.resume",
  "post.cancel",
  "post.retry",
  "post.edit",
  "post.recall",
  "post.remind",
  "post.export",
] as const;
export type PostAction = (typeof POST_ACTIONS)[number];

export type PostEvent = Pick<AuditEntry, "at" | "actorId" | "detail"> & { action: PostAction };

/** What was done with a post, by whom and when: the last `limit`, the oldest of them first, and how many there are. */
export async function findHistory(
  db: Db,
  { id, createdAt }: Pick<Post, "id" | "createdAt">,
  limit: number,
): Promise<{ events: PostEvent[]; total: number }> {
  const isOf = and(inArray(audit.action, [...POST_ACTIONS]), gte(audit.at, createdAt), eq(audit.subject, `post ${id}`));
  const rows = db.select().from(audit).where(isOf).orderBy(desc(audit.id)).limit(limit).all();
  const total = db.select({ n: count() }).from(audit).where(isOf).get()?.n ?? 0;
  return { events: rows.toReversed() as (PostEvent & { detail: Record<string, unknown> })[], total };
}
