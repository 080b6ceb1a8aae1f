import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { inTransaction, type Db } from "../client.ts";
import { promises } from "../complaints.tables.ts";
import type { CasePromise } from "./facts.ts";

export type Pause = Pick<CasePromise, "id" | "complaintId"> & { resumeAt: number };

/** Paused promises whose clock was to go on by `until`, the longest waiting first, from the one after `after` on. */
export async function findPausesOver(db: Db, until: number, limit: number, after?: Pick<Pause, "id" | "resumeAt">): Promise<Pause[]> {
  const isLater = after && or(gt(promises.resumeAt, after.resumeAt), and(eq(promises.resumeAt, after.resumeAt), gt(promises.id, after.id)));
  const rows = db
    .select({ id: promises.id, complaintId: promises.complaintId, resumeAt: promises.resumeAt })
    .from(promises)
    // In the words of the partial index, or SQLite would not use it.
    .where(and(sql`${promises.state} = 'open'`, isNotNull(promises.pausedAt), lte(promises.resumeAt, until), isLater))
    .orderBy(asc(promises.resumeAt), asc(promises.id))
    .limit(limit)
    .all();
  return rows.map((row) => ({ ...row, resumeAt: row.resumeAt! }));
}

const isRunning = and(sql`${promises.state} = 'open'`, isNull(promises.breachedAt), isNull(promises.pausedAt));

/** Promises whose clock runs, by due time, from the one after `after` on. */
export async function findRunning(db: Db, limit: number, after?: Pick<CasePromise, "id" | "dueAt">): Promise<CasePromise[]> {
  const isLater = after && or(gt(promises.dueAt, after.dueAt), and(eq(promises.dueAt, after.dueAt), gt(promises.id, after.id)));
  return db.select().from(promises).where(and(isRunning, isLater)).orderBy(asc(promises.dueAt), asc(promises.id)).limit(limit).all();
}

/** A due time that moves; `dueVersion` is the new one. */
export type Move = Pick<CasePromise, "id" | "dueAt" | "warnAt" | "dueVersion">;

/** Moves the due times of promises that still stand as they were when they were read; gives those that moved, as they are now. */
export async function moveDueTimes(db: Db, moves: Move[]): Promise<CasePromise[]> {
  if (moves.length === 0) return [];
  return inTransaction(db, (tx) =>
    moves.flatMap(({ id, ...set }) =>
      tx
        .update(promises)
        .set(set)
        .where(and(eq(promises.id, id), eq(promises.dueVersion, set.dueVersion - 1), isRunning))
        .returning()
        .all(),
    ),
  );
}
