import { and, asc, eq, gt, inArray, lte, max, sql, type InferSelectModel } from "drizzle-orm";
import { KEPT_MS } from "../../src/complaints/kept/rules.ts";
import { addItem, type Received } from "../../src/complaints/rules.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { keptWords } from "../complaints.tables.ts";
import { deliveries } from "../deliveries.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";

export type KeptWords = InferSelectModel<typeof keptWords>;

const isYoung = (now: number) => gt(keptWords.keptAt, now - KEPT_MS);

const readKept = (tx: Tx | Db, personId: number, now: number): KeptWords[] =>
  tx
    .select()
    .from(keptWords)
    .where(and(eq(keptWords.personId, personId), isYoung(now)))
    .orderBy(asc(keptWords.id))
    .all();

/** What waits for a person to get verified, oldest first; nothing older than two days. */
export const findKeptWords = async (db: Db, personId: number, now: number): Promise<KeptWords[]> => readKept(db, personId, now);

type NewKept = Pick<KeptWords, "personId" | "isQuestion" | "item">;

/**
 * Keeps a message; the same one again takes its old place, and a further picture of an album goes when the first one does. Undefined
 * when that is more than one person may leave here. `isMore`: of an album, or the same message again.
 */
export async function insertKept(db: Db, kept: NewKept, now: number): Promise<{ keptAt: number; isMore: boolean } | undefined> {
  const { personId, item } = kept;
  return inTransaction(db, (tx) => {
    tx.delete(keptWords)
      .where(and(eq(keptWords.personId, personId), lte(keptWords.keptAt, now - KEPT_MS)))
      .run();
    const mine = readKept(tx, personId, now);
    if (
      !addItem(
        mine.map((row) => row.item),
        item,
      )
    )
      return undefined;
    const { chatId, messageId, albumId } = item;
    const before =
      mine.find((row) => row.chatId === chatId && row.messageId === messageId) ??
      mine.find((row) => albumId !== null && row.item.albumId === albumId && row.chatId === chatId);
    const keptAt = before?.keptAt ?? now;
    tx.insert(keptWords)
      .values({ ...kept, chatId, messageId, keptAt })
      .onConflictDoUpdate({ target: [keptWords.chatId, keptWords.messageId], set: { item } })
      .run();
    return { keptAt, isMore: before !== undefined };
  });
}

/** Puts the new words of a kept message in the place of the old; false when they are too many, undefined when it is not kept. */
export async function updateKept(db: Db, personId: number, item: Received, now: number): Promise<boolean | undefined> {
  return inTransaction(db, (tx) => {
    const mine = readKept(tx, personId, now);
    const row = mine.find(({ chatId, messageId }) => chatId === item.chatId && messageId === item.messageId);
    if (!row) return undefined;
    if (
      !addItem(
        mine.map((each) => each.item),
        item,
      )
    )
      return false;
    tx.update(keptWords).set({ item }).where(eq(keptWords.id, row.id)).run();
    return true;
  });
}

export async function deleteKept(db: Db, ids: number[]): Promise<void> {
  db.delete(keptWords).where(inArray(keptWords.id, ids)).run();
}

/** Deletes what waited for two days, words and file ids; returns how many messages. */
export async function deleteExpiredKept(db: Db, now: number): Promise<number> {
  return db
    .delete(keptWords)
    .where(lte(keptWords.keptAt, now - KEPT_MS))
    .run().changes;
}

/** Who is verified by now and was not yet asked about what waits for them, with the youngest of those messages. */
export async function findUnoffered(db: Db, now: number, personId?: number): Promise<{ personId: number; lastId: number }[]> {
  const isVerified = sql`exists (
    select 1 from ${shopPeople} inner join ${retailers} on ${retailers.id} = ${shopPeople.retailerId}
    where ${shopPeople.personId} = ${keptWords.personId} and ${retailers.status} = 'active')`;
  const wasAsked = sql`exists (
    select 1 from ${deliveries}
    where ${deliveries.kind} = 'complaint_kept' and ${deliveries.subjectId} = ${keptWords.personId} and ${deliveries.createdAt} >= ${keptWords.keptAt})`;
  const rows = db
    .select({ personId: keptWords.personId, lastId: max(keptWords.id) })
    .from(keptWords)
    .where(and(isYoung(now), isVerified, sql`not ${wasAsked}`, personId === undefined ? undefined : eq(keptWords.personId, personId)))
    .groupBy(keptWords.personId)
    .all();
  return rows.map((row) => ({ personId: row.personId, lastId: row.lastId! }));
}
