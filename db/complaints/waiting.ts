import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { Db } from "../client.ts";
import { complaints } from "../complaints.tables.ts";
import { dialogues } from "../people.tables.ts";
import type { Complaint } from "./facts.ts";

/** A shop's open cases filed after `since`, newest first. */
export async function findOpenCasesOfShop(db: Db, retailerId: number, since: number): Promise<Complaint[]> {
  return db
    .select()
    .from(complaints)
    .where(and(eq(complaints.retailerId, retailerId), gt(complaints.openedAt, since), eq(complaints.state, "open")))
    .orderBy(desc(complaints.openedAt), desc(complaints.id))
    .all();
}

/** Words that wait for "add or new?" and nobody touched since `until`, oldest first. */
export async function findUndecided(db: Db, until: number): Promise<{ personId: number; data: Record<string, unknown> }[]> {
  const rows = db
    .select({ key: dialogues.personId, data: dialogues.data })
    .from(dialogues)
    .where(and(lte(dialogues.updatedAt, until), eq(dialogues.kind, "similar")))
    .orderBy(asc(dialogues.updatedAt))
    .all();
  return rows.map(({ key, data }) => ({ personId: Math.abs(key), data }));
}
