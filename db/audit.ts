import { and, count, desc, eq, gte, inArray, lt, notInArray, type SQL } from "drizzle-orm";
import { COUNTER_ACTIONS, type AuditAction } from "../src/audit/rules.ts";
import { audit } from "./audit.tables.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { people } from "./people.tables.ts";
import { staff } from "./staff.tables.ts";

export type AuditEntry = {
  at: number;
  /** Telegram id; null = the system (API, start-up). */
  actorId: number | null;
  /** `<feature>.<what happened>`: "group.link", "post.send". */
  action: AuditAction;
  /** A thing and its id: "post 12", "staff-3"; a setting's key, a file's name. */
  subject: string;
  detail?: Record<string, unknown>;
};

/** Notes who did what, in the transaction that does it. */
export function addAudit(tx: Tx, entry: AuditEntry): void {
  tx.insert(audit).values(entry).run();
}

/** An entry with what colleagues call who did it; null for the system, and for someone who never wrote to the bot. */
export type AuditLine = typeof audit.$inferSelect & { actorName: string | null };

/** `before`: only entries older than this one; `from`, `to`: epoch milliseconds, half open. What is left out does not restrict. */
export type AuditFilter = { actions?: readonly string[]; actorId?: number; from?: number; to?: number; subject?: string; before?: number };

function where({ actions, actorId, from, to, subject, before }: AuditFilter): SQL | undefined {
  return and(
    actions ? inArray(audit.action, [...actions]) : notInArray(audit.action, [...COUNTER_ACTIONS]),
    actorId === undefined ? undefined : eq(audit.actorId, actorId),
    from === undefined ? undefined : gte(audit.at, from),
    to === undefined ? undefined : lt(audit.at, to),
    subject === undefined ? undefined : eq(audit.subject, subject),
    before === undefined ? undefined : lt(audit.id, before),
  );
}

/** The latest entries of a filter, at most `limit`, the newest first; never those that only count something. */
export async function findAudit(db: Db, filter: AuditFilter, limit: number): Promise<AuditLine[]> {
  const rows = db
    .select({ entry: audit, staffName: staff.name, firstName: people.firstName })
    .from(audit)
    .leftJoin(staff, eq(staff.personId, audit.actorId))
    .leftJoin(people, eq(people.id, audit.actorId))
    .where(where(filter))
    .orderBy(desc(audit.id))
    .limit(limit)
    .all();
  return rows.map(({ entry, staffName, firstName }) => ({ ...entry, actorName: staffName ?? firstName }));
}

/** How many entries a filter has. */
export async function countAudit(db: Db, filter: AuditFilter): Promise<number> {
  return db.select({ n: count() }).from(audit).where(where(filter)).get()!.n;
}

/** Notes that someone took the list away. */
export async function noteExport(db: Db, { actorId, rows }: { actorId: number; rows: number }, now: number): Promise<void> {
  inTransaction(db, (tx) => addAudit(tx, { at: now, actorId, action: "audit.export", subject: "audit", detail: { rows } }));
}

/** Someone who did something that was noted; `code` is null for who is not on staff. */
export type AuditActor = { personId: number; name: string; code: string | null };

/** Everyone who did something that was noted. */
export async function findActors(db: Db): Promise<AuditActor[]> {
  // All actors in one pass: there is no index by actor, and a look for each person would be a pass for each.
  const actors = db.selectDistinct({ id: audit.actorId }).from(audit).as("actors");
  const rows = db
    .select({ personId: people.id, name: people.firstName, staffName: staff.name, code: staff.code })
    .from(actors)
    .innerJoin(people, eq(people.id, actors.id))
    .leftJoin(staff, eq(staff.personId, people.id))
    .all();
  return rows.map(({ personId, name, staffName, code }) => ({ personId, name: staffName ?? name, code }));
}
