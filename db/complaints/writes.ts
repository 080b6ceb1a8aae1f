import { eq, inArray } from "drizzle-orm";
import { type AuditEntry, addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { complaintMedia, complaints, promises } from "../complaints.tables.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { addEvents, addMedia, addPromises, endDialogue, type Written } from "./rows.ts";
import { addCardEdits } from "./card-edits.ts";
import { readFacts, type CaseFacts, type CasePromise, type NewEvent, type NewMedia, type NewPromise } from "./facts.ts";

/** What a decision wants to change about a case. */
export type CaseChange = {
  set?: Partial<Omit<typeof complaints.$inferInsert, "id" | "number" | "day" | "seq" | "retailerId" | "personId" | "chatId" | "messageId">>;
  events?: NewEvent[];
  media?: NewMedia[];
  promises?: ({ id: number } & Partial<Omit<CasePromise, "id" | "complaintId" | "kind" | "round">>)[];
  /** Promises that were given by mistake, as if they never had been. */
  dropped?: number[];
  /** They belong to the round that `set` says, else to the case's own. */
  newPromises?: NewPromise[];
  deliveries?: NewDelivery[];
  audit?: Omit<AuditEntry, "at">[];
  /** The change is what the person's dialogue about a case was for. */
  endsDialogue?: boolean;
  /** Another case that changes with it, or neither does; with `takesMedia` the files go over to it. */
  also?: { complaintId: number; takesMedia?: boolean; decide: (facts: CaseFacts) => Omit<CaseChange, "also"> | Refusal };
};

type Refusal = { ok: false };

/** What a card shows is the case, its promises and how many files it has; words alone go to the desk by themselves. */
function isOnCard({ set = {}, promises: changed = [], newPromises = [], media = [] }: CaseChange): boolean {
  const { cause: _asked, ...shown } = set;
  return [Object.keys(shown), changed, newPromises, media].some(({ length }) => length > 0);
}

function writeChange(tx: Tx, { complaint }: CaseFacts, change: CaseChange, now: number): void {
  const { id, round } = complaint;
  if (change.set) tx.update(complaints).set(change.set).where(eq(complaints.id, id)).run();
  for (const { id: promiseId, ...set } of change.promises ?? []) tx.update(promises).set(set).where(eq(promises.id, promiseId)).run();
  const dropped = change.dropped ?? [];
  if (dropped.length > 0) tx.delete(promises).where(inArray(promises.id, dropped)).run();
  addPromises(tx, { id, round: change.set?.round ?? round }, change.newPromises ?? []);
  addEvents(tx, id, change.events ?? [], now);
  addMedia(tx, id, change.media ?? []);
  addDeliveries(tx, change.deliveries ?? [], now);
  for (const entry of change.audit ?? []) addAudit(tx, { ...entry, at: now });
  if (isOnCard(change)) addCardEdits(tx, id, now);
}

/** What the other case becomes; undefined when there is none to change. Its refusal refuses the whole. */
function decideAlso(tx: Tx, { also }: CaseChange, actorId: number) {
  if (!also) return undefined;
  const facts = readFacts(tx, also.complaintId, actorId);
  const change = facts ? also.decide(facts) : { ok: false as const, reason: "not_found" };
  return { facts: facts!, change, takesMedia: also.takesMedia === true };
}

/**
 * Changes a case: `decide` sees it as it stands inside the write transaction and either refuses or says what to write. Gives the
 * refusal, undefined when there is no such case, or the case and the promises after the change.
 */
export async function changeCase<R extends Refusal>(
  db: Db,
  complaintId: number,
  actorId: number,
  now: number,
  decide: (facts: CaseFacts) => CaseChange | R,
): Promise<(Written & { ok: true }) | R | undefined> {
  return inTransaction(db, (tx) => {
    const facts = readFacts(tx, complaintId, actorId);
    if (!facts) return undefined;
    const change = decide(facts);
    if ("ok" in change) return change;
    const other = decideAlso(tx, change, actorId);
    // What the other case refuses, it refuses in the words of the one that asked.
    if (other && "ok" in other.change) return other.change as R;
    writeChange(tx, facts, change, now);
    if (other?.takesMedia)
      tx.update(complaintMedia).set({ complaintId: other.facts.complaint.id }).where(eq(complaintMedia.complaintId, complaintId)).run();
    if (other) writeChange(tx, other.facts, other.change as CaseChange, now);
    if (other?.takesMedia) addCardEdits(tx, other.facts.complaint.id, now);
    if (change.endsDialogue) endDialogue(tx, actorId);
    const after = readFacts(tx, complaintId, actorId)!;
    return { ok: true as const, complaint: after.complaint, promises: after.promises, isNew: after.events.length > facts.events.length };
  });
}
