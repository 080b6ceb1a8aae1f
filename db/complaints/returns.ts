import { and, asc, eq, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { CaseActor } from "../../src/complaints/rights-rules.ts";
import type { Db } from "../client.ts";
import { complaints, promises } from "../complaints.tables.ts";
import { deliveries } from "../deliveries.tables.ts";
import { people } from "../people.tables.ts";
import { staff, staffRoles } from "../staff.tables.ts";
import { readActor } from "./facts.ts";

/** Someone who may be named for a return visit, with how many they still have to make. */
export type Candidate = { staffId: number; actor: CaseActor; open: number };

/** Supervisors of a district (and of the whole company) who are not away and whom the bot reaches, whoever has the fewest unsettled return visits first. */
export async function findReturnCandidates(db: Db, districtId: number, now: number): Promise<Candidate[]> {
  const isLeft = sql`${promises.ownerId} = ${staff.id} and ${promises.kind} = 'return_visit'`;
  const open = sql<number>`(select count(*) from ${promises} where ${isLeft} and (${promises.state} = 'open' or ${promises.nextAt} is not null))`;
  const rows = db
    .select({ staffId: staff.id, personId: people.id, open })
    .from(staff)
    .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.role, "supervisor")))
    .innerJoin(people, eq(people.id, staff.personId))
    .where(
      and(
        isNull(staff.removedAt),
        or(isNull(staff.awayUntil), lte(staff.awayUntil, now)),
        isNotNull(people.startedAt),
        isNull(people.unreachable),
        or(eq(staff.districtId, districtId), isNull(staff.districtId)),
      ),
    )
    .orderBy(open, asc(staff.id))
    .all();
  return rows.map(({ staffId, personId, open: n }) => ({ staffId, actor: readActor(db, personId), open: n }));
}

export type DueAttempt = { id: number; complaintId: number };

/** Return visits whose next attempt is due and whose task was not sent again since. */
export async function findDueAttempts(db: Db, now: number, limit: number): Promise<DueAttempt[]> {
  const isSent = sql`exists (select 1 from ${deliveries} where ${deliveries.kind} = 'return_visit'
    and ${deliveries.subjectId} = ${promises.complaintId} and ${deliveries.createdAt} >= ${promises.nextAt})`;
  return db
    .select({ id: promises.id, complaintId: promises.complaintId })
    .from(promises)
    .innerJoin(complaints, and(eq(complaints.id, promises.complaintId), eq(complaints.round, promises.round), eq(complaints.state, "open")))
    .where(and(isNotNull(promises.nextAt), lte(promises.nextAt, now), sql`not ${isSent}`))
    .orderBy(asc(promises.nextAt))
    .limit(limit)
    .all();
}
