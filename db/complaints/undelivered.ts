import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import type { Db } from "../client.ts";
import { complaints } from "../complaints.tables.ts";
import { deliveries, type Delivery } from "../deliveries.tables.ts";

/** Open cases with a message of one of the kinds, written since, that Telegram refused for good; oldest case first. */
export async function findUndeliveredCases(
  db: Db,
  kinds: readonly DeliveryKind[],
  since: number,
): Promise<{ kind: DeliveryKind; complaintId: number }[]> {
  return (
    db
      .selectDistinct({ kind: deliveries.kind, complaintId: deliveries.subjectId })
      .from(deliveries)
      // CROSS JOIN is how SQLite is told to begin with the refused messages of a day: they are few.
      .crossJoin(complaints)
      .where(
        and(
          // In the words of the partial index, or SQLite would not use it.
          sql`${deliveries.state} in ('failed', 'unreachable')`,
          inArray(deliveries.kind, [...kinds]),
          gte(deliveries.createdAt, since),
          eq(complaints.id, deliveries.subjectId),
          eq(complaints.state, "open"),
        ),
      )
      .orderBy(asc(deliveries.subjectId), asc(deliveries.kind))
      .all()
  );
}

/** Every message of a kind about a case, whatever became of it, oldest first. */
export async function findDeliveriesOf(db: Db, kind: DeliveryKind, complaintId: number): Promise<Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.kind, kind), eq(deliveries.subjectId, complaintId)))
    .orderBy(asc(deliveries.id))
    .all();
}
