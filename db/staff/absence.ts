import { and, asc, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { mayStandIn, type Absentee } from "../../src/staff/absence-rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { staff, staffRoles } from "../staff.tables.ts";

type Row = Absentee & { code: string; name: string };

const selectMembers = (tx: Db | Tx) =>
  tx
    .select({
      id: staff.id,
      code: staff.code,
      name: staff.name,
      personId: staff.personId,
      districtId: staff.districtId,
      awayUntil: staff.awayUntil,
      substituteId: staff.substituteId,
    })
    .from(staff);

const withRoles = (tx: Db | Tx, row: Omit<Row, "roles">): Row => ({
  ...row,
  roles: tx
    .select({ role: staffRoles.role })
    .from(staffRoles)
    .where(eq(staffRoles.staffId, row.id))
    .all()
    .map(({ role }) => role),
});

function readOne(tx: Db | Tx, which: { id: number } | { code: string } | { personId: number }): Row | undefined {
  const isIt =
    "id" in which
      ? eq(staff.id, which.id)
      : "code" in which
        ? eq(sql`lower(${staff.code})`, which.code.toLowerCase())
        : eq(staff.personId, which.personId);
  const row = selectMembers(tx)
    .where(and(isIt, isNull(staff.removedAt)))
    .get();
  return row && withRoles(tx, row);
}

/** A member of staff, as far as being away goes; undefined for whoever left. */
export async function findAbsentee(db: Db, which: { id: number } | { code: string } | { personId: number }): Promise<Row | undefined> {
  return readOne(db, which);
}

/** Those who are away at an instant. */
export async function findAway(db: Db, now: number): Promise<number[]> {
  const rows = db.select({ id: staff.id }).from(staff).where(gt(staff.awayUntil, now)).all();
  return rows.map(({ id }) => id);
}

/** Who may stand in for a member of staff at `now`, by code. */
export async function listSubstitutes(db: Db, id: number, now: number): Promise<Row[]> {
  const absentee = readOne(db, { id });
  if (!absentee) return [];
  const inDistrict = absentee.districtId === null ? undefined : or(eq(staff.districtId, absentee.districtId), isNull(staff.districtId));
  const rows = selectMembers(db)
    .where(and(isNull(staff.removedAt), isNotNull(staff.personId), ne(staff.id, id), inDistrict))
    .orderBy(asc(staff.code))
    .all();
  return rows.map((row) => withRoles(db, row)).filter((row) => mayStandIn(row, absentee, now));
}

/** Who does the work of `id` at `now`: that one, or the substitute; undefined when neither is there. */
export function findPresent(
  tx: Db | Tx,
  id: number | null,
  districtId: number,
  now: number,
): { staffId: number; personId: number | null } | undefined {
  const member = id === null ? undefined : readOne(tx, { id });
  if (!member) return undefined;
  if (member.awayUntil === null || member.awayUntil <= now) return { staffId: member.id, personId: member.personId };
  const substitute = member.substituteId === null ? undefined : readOne(tx, { id: member.substituteId });
  if (!substitute || !mayStandIn(substitute, { ...member, districtId }, now)) return undefined;
  return { staffId: substitute.id, personId: substitute.personId };
}

/** What `decide` makes of an absence: the row of the one who is away, and who stands in. */
export type Away = { awayUntil: number | null; substituteId?: number | null };
type Asked = { actorId: number; staff: { code: string } | { personId: number }; substituteCode: string | undefined; now: number };

/**
 * Sets until when someone is away and who stands in, as `decide` says about the rows as they stand, with an entry in the audit. Gives
 * the refusal, or the row after it.
 */
export async function saveAway<R extends { ok: false }>(
  db: Db,
  { actorId, staff: which, substituteCode, now }: Asked,
  decide: (actor: Row | undefined, absentee: Row | undefined, substitute: Row | undefined) => Away | R,
): Promise<{ ok: true; absentee: Row; substitute: Row | undefined } | R> {
  return inTransaction(db, (tx) => {
    const substitute = substituteCode === undefined ? undefined : readOne(tx, { code: substituteCode });
    const absentee = readOne(tx, which);
    const decided = decide(readOne(tx, { personId: actorId }), absentee, substitute);
    if ("ok" in decided) return decided;
    tx.update(staff).set(decided).where(eq(staff.id, absentee!.id)).run();
    addAudit(tx, {
      at: now,
      actorId,
      action: decided.awayUntil === null ? "staff.back" : "staff.away",
      subject: `staff-${absentee!.id}`,
      detail: { until: decided.awayUntil, substituteId: decided.substituteId ?? null },
    });
    return { ok: true, absentee: readOne(tx, { id: absentee!.id })!, substitute };
  });
}
