import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { chooseApprovers, type Writer } from "../../src/posts/approval-rules.ts";
import type { Db, Tx } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { people } from "../people.tables.ts";
import { findAuthority } from "../staff.ts";
import { staff, staffRoles } from "../staff.tables.ts";

/** What a Telegram person may do with posts, as of this moment; `ownerIds` = ADMIN_IDS, who are admins without a staff row. */
export function readWriter(tx: Db | Tx, personId: number, ownerIds: readonly number[]): Writer {
  const { districtId = null, needsApproval = false, roles = [] } = findAuthority(tx, personId) ?? {};
  return { personId, districtId, needsApproval, roles: ownerIds.includes(personId) ? [...roles, "admin"] : roles };
}

/** Supervisors and admins whom a message reaches as far as we know. */
function selectCandidates(tx: Tx, ownerIds: readonly number[]): number[] {
  const ofStaff = tx
    .selectDistinct({ id: staff.id, personId: staff.personId })
    .from(staff)
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(and(isNull(staff.removedAt), isNotNull(staff.personId), inArray(staffRoles.role, ["supervisor", "admin"])))
    .orderBy(asc(staff.id))
    .all();
  const ids = [...new Set([...ofStaff.map(({ personId }) => personId!), ...ownerIds])];
  const reachable = tx
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, ids), isNotNull(people.startedAt), isNull(people.unreachable)))
    .all();
  return ids.filter((personId) => reachable.some(({ id }) => id === personId));
}

/** Whom to ask about an author's post, inside the caller's transaction; empty when there is nobody else who could decide. */
export const selectApprovers = (tx: Tx, author: Writer, ownerIds: readonly number[]): number[] =>
  chooseApprovers(
    author,
    selectCandidates(tx, ownerIds).map((personId) => readWriter(tx, personId, ownerIds)),
  );

/** Whom the submission of that version was given to. */
export async function findReviewers(db: Db, postId: number, version: number): Promise<number[]> {
  const rows = db
    .select({ chatId: deliveries.chatId, data: deliveries.data })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "post_review"), eq(deliveries.subjectId, postId)))
    .orderBy(asc(deliveries.id))
    .all();
  return [...new Set(rows.filter(({ data }) => data?.["version"] === version).map(({ chatId }) => chatId))];
}
