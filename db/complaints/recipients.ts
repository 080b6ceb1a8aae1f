import { and, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import { HINT_EVERY_MS } from "../../src/complaints/rules.ts";
import { audit } from "../audit.tables.ts";
import { inTransaction, type Db } from "../client.ts";
import { complaints } from "../complaints.tables.ts";
import { deliveries } from "../deliveries.tables.ts";
import { people } from "../people.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { findPresent } from "../staff/absence.ts";
import type { Complaint } from "./facts.ts";

/** Who comes to a shop's door: the account manager of its route, or the substitute while they are away; on Telegram or not. */
export type Visitor = { staffId: number; personId: number | null };

/** Where a shop belongs and who visits it now; nobody by name where the account manager is away without a substitute who could. */
export async function findShopPlace(
  db: Db,
  retailerId: number,
  now: number,
): Promise<{ districtId: number; tier: string | null; visitor: Visitor | undefined } | undefined> {
  const row = db
    .select({ districtId: routes.districtId, tier: retailers.tier, managerId: routes.accountManagerId })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(eq(retailers.id, retailerId))
    .get();
  if (!row) return undefined;
  const { districtId, tier, managerId } = row;
  return { districtId, tier, visitor: findPresent(db, managerId, districtId, now) };
}

/** Those of the people whom a private message reaches as far as we know: they pressed Start and did not block the bot. */
export async function findReachable(db: Db, personIds: number[]): Promise<number[]> {
  const rows = db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, personIds), isNotNull(people.startedAt), isNull(people.unreachable)))
    .all();
  return personIds.filter((personId) => rows.some(({ id }) => id === personId));
}

/** A person's open cases whose receipt never arrived because they had not pressed Start yet. */
export async function findUnreceipted(db: Db, personId: number): Promise<Complaint[]> {
  // In two steps: in one, SQLite starts from the receipts and reads every one ever sent.
  const open = db
    .select()
    .from(complaints)
    .where(and(eq(complaints.personId, personId), eq(complaints.state, "open")))
    .all();
  const ids = open.map(({ id }) => id);
  const receipts = db
    .select({ complaintId: deliveries.subjectId, state: deliveries.state })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "complaint_receipt"), inArray(deliveries.subjectId, ids)))
    .all();
  return open.filter(({ id }) => {
    const states = receipts.filter(({ complaintId }) => complaintId === id).map(({ state }) => state);
    return states.length > 0 && states.every((state) => state === "unreachable");
  });
}

/** Notes that an unverified person was told how to get verified; false when that happened lately. */
export async function claimHint(db: Db, personId: number, now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const isLate = and(gte(audit.at, now - HINT_EVERY_MS), eq(audit.action, "complaint_hint"), eq(audit.actorId, personId));
    if (tx.select({ id: audit.id }).from(audit).where(isLate).get()) return false;
    tx.insert(audit)
      .values({ at: now, actorId: personId, action: "complaint_hint", subject: `person-${personId}` })
      .run();
    return true;
  });
}
