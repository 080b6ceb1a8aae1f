import { setImmediate } from "node:timers/promises";
import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { PROMISE_KINDS, CATEGORIES, NOBODY, SATISFACTIONS } from "../../src/complaints/rules.ts";
import { CASE_KINDS } from "../../src/retention/rules.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { complaintEvents, complaintMedia, complaints, promises } from "../complaints.tables.ts";
import { deliveries } from "../deliveries.tables.ts";
import { staff } from "../staff.tables.ts";

/** A case has some twenty entries and messages: a few thousand rows a transaction, between which the bot works. */
const CASES_PER_STEP = 100;

/** What an entry keeps instead of words: the statistics count it. */
const VALUES: readonly string[] = [...CATEGORIES, ...PROMISE_KINDS, ...SATISFACTIONS];

/** Their subject is a notice to supervisors and not always a case; they hold no words. */
const NOT_OF_CASE = "promise_breach";

/** Words, and who of the shop did what and in which chat; the company's own people stay, for reports count what they did. */
function blankTimeline(tx: Tx, ids: number[]): void {
  const isOfCases = inArray(complaintEvents.complaintId, ids);
  // A private chat's id is the person's: it goes with the name.
  tx.update(complaintEvents)
    .set({
      chatId: null,
      messageId: null,
      text: sql`case when ${complaintEvents.kind} = 'cause' or ${inArray(complaintEvents.text, [...VALUES])} then ${complaintEvents.text} end`,
    })
    .where(isOfCases)
    .run();
  const filedIt = sql`(select ${complaints.personId} from ${complaints} where ${complaints.id} = ${complaintEvents.complaintId})`;
  const isOfStaff = sql`exists (select 1 from ${staff} where ${staff.personId} = ${complaintEvents.actorId})`;
  tx.update(complaintEvents)
    .set({ actorId: null })
    .where(and(isOfCases, isNotNull(complaintEvents.actorId), or(eq(complaintEvents.actorId, filedIt), sql`not ${isOfStaff}`)))
    .run();
}

function blankCases(tx: Tx, ids: number[], now: number): void {
  blankTimeline(tx, ids);
  tx.delete(complaintMedia).where(inArray(complaintMedia.complaintId, ids)).run();
  tx.update(promises).set({ result: null }).where(inArray(promises.complaintId, ids)).run();
  // What still has to go out keeps what it is made of.
  const hasEnded = sql`${deliveries.state} not in ('pending', 'held', 'sending')`;
  const isOfCases = and(inArray(deliveries.kind, [...CASE_KINDS]), ne(deliveries.kind, NOT_OF_CASE), inArray(deliveries.subjectId, ids));
  tx.update(deliveries)
    .set({ data: null })
    .where(and(isOfCases, hasEnded, isNotNull(deliveries.data)))
    .run();
  // Whom it is about stays, or that person would learn of it; the message that filed it must stay unique.
  tx.update(complaints)
    .set({ text: "", personId: NOBODY, filedBy: null, chatId: NOBODY, messageId: sql`${complaints.id}`, purgedAt: now })
    .where(inArray(complaints.id, ids))
    .run();
}

/**
 * Deletes words, files and the shop's names from the cases that ended before `before`; number, category, cause, promises and satisfaction
 * stay. Returns how many cases; a second run finds none.
 */
export async function purgeEndedCases(db: Db, before: number, now: number): Promise<number> {
  for (let total = 0; ; await setImmediate()) {
    const purged = inTransaction(db, (tx) => {
      const rows = tx
        .select({ id: complaints.id })
        .from(complaints)
        .where(
          and(lt(complaints.closedAt, before), isNotNull(complaints.closedAt), isNull(complaints.purgedAt), ne(complaints.state, "open")),
        )
        .orderBy(asc(complaints.closedAt))
        .limit(CASES_PER_STEP)
        .all();
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) blankCases(tx, ids, now);
      return ids.length;
    });
    total += purged;
    if (purged < CASES_PER_STEP) return total;
  }
}
