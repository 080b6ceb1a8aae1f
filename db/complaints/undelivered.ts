import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import { chunksOf } from "../chunks.ts";
import type { Db } from "../client.ts";
import { promises } from "../complaints.tables.ts";
import { deliveries, type Delivery } from "../deliveries.tables.ts";

/** Open cases with a message of one of the kinds, written since, that Telegram refused for good; oldest case first. */
export async function findUndeliveredCases(
  db: Db,
  kinds: readonly DeliveryKind[],
  since: number,
): Promise<{ kind: DeliveryKind; complaintId: number }[]> {
  // An open case has an open promise or a further attempt to make, and those have indexes; the outbox keeps years of deliveries. In two steps: in one, and with
  // DISTINCT in the first, SQLite reads every row of the one or the other.
  const open = db
    .select({ id: promises.complaintId })
    .from(promises)
    .where(sql`${promises.state} = 'open'`)
    .all();
  const tried = db
    .select({ id: promises.complaintId })
    .from(promises)
    .where(sql`${promises.nextAt} is not null`)
    .all();
  const ids = [...new Set([...open, ...tried].map(({ id }) => id))].toSorted((a, b) => a - b);
  return chunksOf(ids).flatMap((chunk) =>
    db
      .selectDistinct({ kind: deliveries.kind, complaintId: deliveries.subjectId })
      .from(deliveries)
      .where(
        and(
          inArray(deliveries.kind, [...kinds]),
          inArray(deliveries.subjectId, chunk),
          inArray(deliveries.state, ["failed", "unreachable"]),
          gte(deliveries.createdAt, since),
        ),
      )
      .orderBy(asc(deliveries.subjectId), asc(deliveries.kind))
      .all(),
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
