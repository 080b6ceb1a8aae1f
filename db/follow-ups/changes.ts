import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { addAudit, type AuditEntry } from "../audit.ts";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { followUps } from "../follow-ups.tables.ts";
import { dialogues } from "../people.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { readTaskFacts, selectTasks, type FollowUp, type Task, type TaskFacts } from "./facts.ts";

export async function findFollowUp(db: Db, id: number): Promise<FollowUp | undefined> {
  return db.select().from(followUps).where(eq(followUps.id, id)).get();
}

const isUnreported = and(sql`${followUps.state} = 'open'`, isNull(followUps.breachedAt));

/** Open tasks due at or before `until` that nobody was told are overdue, longest overdue first. */
export async function findDueFollowUps(db: Db, until: number): Promise<Task[]> {
  return selectTasks(db)
    .where(and(isUnreported, lte(followUps.dueAt, until)))
    .orderBy(asc(followUps.dueAt), asc(followUps.id))
    .all();
}

/** Records tasks as overdue with their messages, once; `compose` gets those that still are. Gives how many there were. */
export async function breachFollowUps(
  db: Db,
  ids: number[],
  now: number,
  compose: (breached: ReadonlySet<number>) => NewDelivery[],
): Promise<number> {
  return inTransaction(db, (tx) => {
    const breached = chunksOf(ids).flatMap((some) =>
      tx
        .update(followUps)
        .set({ breachedAt: now })
        .where(and(inArray(followUps.id, some), isUnreported, lte(followUps.dueAt, now)))
        .returning({ id: followUps.id })
        .all(),
    );
    if (breached.length > 0) addDeliveries(tx, compose(new Set(breached.map(({ id }) => id))), now);
    return breached.length;
  });
}

/** What a decision wants to change about a task. */
export type FollowUpChange = {
  set?: Partial<
    Pick<
      FollowUp,
      "state" | "dueAt" | "dueVersion" | "postponements" | "postponeReason" | "cause" | "action" | "note" | "doneBy" | "doneAt"
    >
  >;
  deliveries?: NewDelivery[];
  audit?: Omit<AuditEntry, "at" | "actorId">;
  /** What the person is in the middle of from now on; left alone when not said. */
  dialogue?: { kind: string; data: Record<string, unknown> };
};

type Person = { personId: number; isOwner: boolean };

function saveDialogueIn(tx: Tx, personId: number, dialogue: NonNullable<FollowUpChange["dialogue"]>, now: number): void {
  const row = { ...dialogue, updatedAt: now };
  tx.insert(dialogues)
    .values({ personId, ...row })
    .onConflictDoUpdate({ target: dialogues.personId, set: row })
    .run();
}

/**
 * Changes a task: `decide` sees it as it stands inside the write transaction and either refuses or says what to write. Gives the
 * refusal, undefined when there is no such task, or the task after the change.
 */
export async function changeFollowUp<R extends { ok: false }>(
  db: Db,
  id: number,
  person: Person,
  now: number,
  decide: (facts: TaskFacts) => FollowUpChange | R,
): Promise<(TaskFacts & { ok: true }) | R | undefined> {
  return inTransaction(db, (tx) => {
    const facts = readTaskFacts(tx, id, person);
    if (!facts) return undefined;
    const change = decide(facts);
    if ("ok" in change) return change;
    if (change.set) tx.update(followUps).set(change.set).where(eq(followUps.id, id)).run();
    addDeliveries(tx, change.deliveries ?? [], now);
    if (change.audit) addAudit(tx, { ...change.audit, at: now, actorId: person.personId });
    if (change.dialogue) saveDialogueIn(tx, person.personId, change.dialogue, now);
    return { ok: true as const, ...readTaskFacts(tx, id, person)! };
  });
}

/** A shop's number, for who is in charge of its task: noted, without the number, in the transaction that reads it. */
export async function readPhone(db: Db, retailerId: number, personId: number, now: number): Promise<string | undefined> {
  return inTransaction(db, (tx) => {
    const phone = tx.select({ phone: retailers.phone }).from(retailers).where(eq(retailers.id, retailerId)).get()?.phone;
    if (phone !== undefined) addAudit(tx, { at: now, actorId: personId, action: "follow_up.number", subject: `shop-${retailerId}` });
    return phone;
  });
}
