import { and, count, eq, gt, inArray, max } from "drizzle-orm";
import { CASE_DIALOGUES, FILINGS_PER_HOUR, FILINGS_WINDOW_MS, NOBODY, type Received, formatNumber } from "../../src/complaints/rules.ts";
import { type AuditEntry, addAudit } from "../audit.ts";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { complaintEvents, complaintMedia, complaints, promises } from "../complaints.tables.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { dialogues } from "../people.tables.ts";
import { waitingKey } from "../../src/complaints/similar-rules.ts";
import { mayFileFor } from "../../src/complaints/rights-rules.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { addCardEdits } from "./card-edits.ts";
import {
  readActor,
  readFacts,
  readReaders,
  type CaseFacts,
  type CasePromise,
  type Complaint,
  type NewEvent,
  type NewMedia,
  type NewPromise,
} from "./facts.ts";

/** A member of staff who files for a shop; `isOwner`: one of ADMIN_IDS. */
export type Filer = { id: number; isOwner: boolean };

export type NewCase = Pick<Complaint, "day" | "retailerId" | "personId" | "chatId" | "messageId" | "text" | "category"> &
  Partial<Pick<Complaint, "restriction" | "aboutStaffId">> & {
    filer?: Filer | undefined;
    media: NewMedia[];
    /** The messages of the filing, so that none of them is taken for something new later. */
    messages: NewEvent[];
    promises: NewPromise[];
    deliveries: (complaint: Complaint, readers: number[]) => NewDelivery[];
  };

export type Written = { complaint: Complaint; promises: CasePromise[]; isNew: boolean };

/** SQLite takes 32,766 parameters a statement; an event has seven, a file six. */
const ROWS_PER_INSERT = 1_000;

function addEvents(tx: Tx, complaintId: number, events: NewEvent[], at: number): void {
  for (const chunk of chunksOf(events, ROWS_PER_INSERT)) {
    const rows = chunk.map((event) => ({ ...event, complaintId, at }));
    tx.insert(complaintEvents).values(rows).onConflictDoNothing().run();
  }
}

function addMedia(tx: Tx, complaintId: number, media: NewMedia[]): void {
  for (const chunk of chunksOf(media, ROWS_PER_INSERT)) {
    const rows = chunk.map((item) => ({ ...item, complaintId }));
    tx.insert(complaintMedia).values(rows).onConflictDoNothing().run();
  }
}

/** Together with what the dialogue led to: a crash in between would let it take the person's next message as well. */
const endDialogue = (tx: Tx, personId: number): void =>
  void tx
    .delete(dialogues)
    .where(and(eq(dialogues.personId, personId), inArray(dialogues.kind, [...CASE_DIALOGUES])))
    .run();

/** The words that waited for a choice of case are the filing now; what the person is in the middle of besides goes on. */
function endWaiting(tx: Tx, { personId, chatId, messageId }: NewCase): boolean {
  const key = eq(dialogues.personId, waitingKey(personId));
  const [first] = (tx.select({ data: dialogues.data }).from(dialogues).where(key).get()?.data["items"] ?? []) as Received[];
  if (first?.chatId !== chatId || first.messageId !== messageId) return false;
  tx.delete(dialogues).where(key).run();
  return true;
}

function addPromises(tx: Tx, { id: complaintId, round }: Pick<Complaint, "id" | "round">, added: NewPromise[]): CasePromise[] {
  if (added.length === 0) return [];
  return tx
    .insert(promises)
    .values(added.map((promise) => ({ state: "open" as const, ...promise, complaintId, round })))
    .returning()
    .all();
}

function isFlooding(tx: Tx, personId: number, now: number): boolean {
  const isRecent = and(eq(complaints.personId, personId), gt(complaints.openedAt, now - FILINGS_WINDOW_MS));
  return tx.select({ n: count() }).from(complaints).where(isRecent).get()!.n >= FILINGS_PER_HOUR;
}

export type NotFiled = "not_your_shop" | "too_many" | "not_your_area" | "shop_not_active";

/** Where the shop belongs, when it may be filed for: by its own people while it is active, by staff who have to do with it. */
function checkShop(tx: Tx, { retailerId, personId, filer }: NewCase): { districtId: number } | NotFiled {
  const shop = tx
    .select({ districtId: routes.districtId, managerId: routes.accountManagerId, status: retailers.status })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(eq(retailers.id, retailerId))
    .get();
  const isActive = shop?.status === "active";
  const isTheirs = personId === NOBODY || readActor(tx, personId).shopIds.includes(retailerId);
  if (!shop || !isTheirs) return "not_your_shop";
  if (!filer) return isActive ? { districtId: shop.districtId } : "not_your_shop";
  const { officer, ...actor } = readActor(tx, filer.id);
  const owner = { id: officer?.id ?? null, name: "", districtId: null, roles: ["admin"] };
  if (!mayFileFor({ ...actor, officer: filer.isOwner ? owner : officer }, shop)) return "not_your_area";
  return isActive ? { districtId: shop.districtId } : "shop_not_active";
}

/**
 * Files a case with its number, timeline, media, promises and messages at once, and ends the person's dialogue about a case. The same
 * message again gives the case it filed before. Refuses a shop that the person does not act for or that is no longer active, a shop
 * that the member of staff has nothing to do with, and whoever filed too many within the hour.
 */
export async function insertCase(db: Db, filed: NewCase, now: number): Promise<Written | NotFiled> {
  const { media, messages, promises: promised, deliveries, filer, ...fields } = filed;
  const dialogueOf = filer?.id ?? filed.personId;
  return inTransaction(db, (tx) => {
    const isSame = and(eq(complaints.chatId, filed.chatId), eq(complaints.messageId, filed.messageId));
    const existing = tx.select().from(complaints).where(isSame).get();
    if (existing) {
      if (!endWaiting(tx, filed)) endDialogue(tx, dialogueOf);
      return { complaint: existing, promises: [], isNew: false };
    }
    const shop = checkShop(tx, filed);
    if (typeof shop === "string") return shop;
    if (!filer && isFlooding(tx, filed.personId, now)) return "too_many";
    // Safe under concurrency: an IMMEDIATE transaction is the only writer, and (day, seq) is unique besides.
    const last = tx
      .select({ seq: max(complaints.seq) })
      .from(complaints)
      .where(eq(complaints.day, filed.day))
      .get();
    const seq = (last?.seq ?? 0) + 1;
    const row = {
      ...fields,
      ...shop,
      filedBy: filer?.id ?? null,
      seq,
      number: formatNumber(filed.day, seq),
      state: "open" as const,
      openedAt: now,
    };
    const complaint = tx.insert(complaints).values(row).returning().get();
    addEvents(tx, complaint.id, messages, now);
    addMedia(tx, complaint.id, media);
    const added = addPromises(tx, complaint, promised);
    addDeliveries(tx, deliveries(complaint, readReaders(tx, complaint)), now);
    if (!endWaiting(tx, filed)) endDialogue(tx, dialogueOf);
    return { complaint, promises: added, isNew: true };
  });
}

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
