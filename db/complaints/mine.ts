import { and, count, desc, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { LANE } from "../../src/telegram/rules.ts";
import { inTransaction, type Db } from "../client.ts";
import { complaints } from "../complaints.tables.ts";
import { deliveries } from "../deliveries.tables.ts";
import { readActor } from "./facts.ts";

/** Ids of the cases of a person's shops that the person may see, newest first, and how many there are. */
export async function findMine(
  db: Db,
  personId: number,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ ids: number[]; total: number }> {
  const shopIds = [...readActor(db, personId).shopIds];
  const isSeen = or(isNull(complaints.restriction), ne(complaints.restriction, "confidential"), eq(complaints.personId, personId));
  const where = and(inArray(complaints.retailerId, shopIds), isSeen);
  const rows = db
    .select({ id: complaints.id })
    .from(complaints)
    .where(where)
    .orderBy(desc(complaints.openedAt), desc(complaints.id))
    .limit(limit)
    .offset(offset)
    .all();
  return { ids: rows.map(({ id }) => id), total: db.select({ n: count() }).from(complaints).where(where).get()!.n };
}

type Shown = { chatId: number; messageId: number };

/** Notes that a message shows a case now (undefined: a list), so that a reply to it finds the case. */
export async function saveShown(db: Db, { chatId, messageId }: Shown, complaintId: number | undefined, now: number): Promise<void> {
  const dedupeKey = `complaint-mine-${messageId}-${chatId}`;
  inTransaction(db, (tx) => {
    tx.delete(deliveries).where(eq(deliveries.dedupeKey, dedupeKey)).run();
    if (complaintId === undefined) return;
    const times = { notBefore: now, turnAt: now, createdAt: now, sentAt: now };
    const row = { dedupeKey, kind: "complaint_mine" as const, subjectId: complaintId, lane: LANE.reply, state: "sent" as const };
    tx.insert(deliveries)
      .values({ ...row, chatId, messageId, ...times })
      .run();
  });
}
