import { and, asc, eq, inArray, isNotNull, isNull, type InferInsertModel, type InferSelectModel } from "drizzle-orm";
import type { CaseActor } from "../../src/complaints/rights-rules.ts";
import { NOBODY } from "../../src/complaints/rules.ts";
import type { Db, Tx } from "../client.ts";
import { complaintEvents, type complaintMedia, complaints, promises } from "../complaints.tables.ts";
import { groups } from "../groups.tables.ts";
import { people } from "../people.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { staff, staffRoles } from "../staff.tables.ts";

export type Complaint = InferSelectModel<typeof complaints>;
export type ComplaintEvent = InferSelectModel<typeof complaintEvents>;
export type ComplaintMedia = InferSelectModel<typeof complaintMedia>;
/** A promise of the company; `Promise` is taken by the language. */
export type CasePromise = InferSelectModel<typeof promises>;
export type NewEvent = Omit<InferInsertModel<typeof complaintEvents>, "id" | "complaintId" | "at">;
export type NewMedia = Omit<InferInsertModel<typeof complaintMedia>, "id" | "complaintId">;
/** One that is to be added; open unless it says otherwise. */
export type NewPromise = Pick<CasePromise, "kind" | "ownerId" | "startedAt" | "within" | "dueAt"> &
  Partial<Omit<InferInsertModel<typeof promises>, "id" | "complaintId" | "round">>;

/** A case as it stands inside the transaction that wants to change it, and who wants to. */
export type CaseFacts = {
  complaint: Complaint;
  /** The star tier of the shop. */
  tier: string | null;
  /** Those of the case's round: what was promised before a reopening is history. */
  promises: CasePromise[];
  events: ComplaintEvent[];
  actor: CaseActor;
  /** Whom the company writes to about the case. */
  readers: number[];
  /** Chats in which the desk of the case's district works; none of a restricted case. */
  deskChatIds: number[];
  /** What to call the people of the timeline, by Telegram id. */
  names: Map<number, string>;
};

/** Someone's rights now: shops they act for, and the staff row with its roles unless they left. */
export function readActor(tx: Tx | Db, personId: number): CaseActor {
  const shops = tx.select({ id: shopPeople.retailerId }).from(shopPeople).where(eq(shopPeople.personId, personId)).all();
  const member = tx
    .select({ id: staff.id, name: staff.name, districtId: staff.districtId })
    .from(staff)
    .where(and(eq(staff.personId, personId), isNull(staff.removedAt)))
    .get();
  const roles = member ? tx.select({ role: staffRoles.role }).from(staffRoles).where(eq(staffRoles.staffId, member.id)).all() : [];
  return {
    personId,
    shopIds: shops.map(({ id }) => id),
    officer: member ? { ...member, roles: roles.map(({ role }) => role) } : undefined,
  };
}

/** Staff by their own name, everyone else by the first name Telegram shows. */
export function readNames(tx: Tx | Db, ids: (number | null)[]): Map<number, string> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const persons = tx.select({ id: people.id, name: people.firstName }).from(people).where(inArray(people.id, known)).all();
  const members = tx.select({ id: staff.personId, name: staff.name }).from(staff).where(inArray(staff.personId, known)).all();
  return new Map([...persons, ...members].map(({ id, name }) => [id!, name]));
}

type Told = Pick<Complaint, "personId" | "retailerId"> & Partial<Pick<Complaint, "restriction">>;

/**
 * Who filed the case; of one that was filed by telephone, whoever of the shop's people can be reached now. Who told something in
 * confidence by telephone is not known, and the others of the shop are not to learn of it.
 */
export function readReaders(tx: Tx | Db, { personId, retailerId, restriction }: Told): number[] {
  if (personId !== NOBODY) return [personId];
  if (restriction === "confidential") return [];
  const isReachable = and(eq(shopPeople.retailerId, retailerId), isNotNull(people.startedAt), isNull(people.unreachable));
  const rows = tx
    .select({ id: people.id })
    .from(shopPeople)
    .innerJoin(people, eq(people.id, shopPeople.personId))
    .where(isReachable)
    .orderBy(asc(people.id))
    .all();
  return rows.map(({ id }) => id);
}

/** Who filed a case that goes on in this one: what was said there came over in no message of its own. */
const readMerged = (events: ComplaintEvent[]): number[] =>
  events.flatMap(({ kind, actorId, messageId }) => (kind === "added" && messageId === null && actorId !== null ? [actorId] : []));

/** Everything a decision about a case may depend on; undefined when there is no such case. */
export function readFacts(tx: Tx | Db, complaintId: number, personId: number): CaseFacts | undefined {
  const complaint = tx.select().from(complaints).where(eq(complaints.id, complaintId)).get();
  if (!complaint) return undefined;
  const shop = tx.select({ tier: retailers.tier }).from(retailers).where(eq(retailers.id, complaint.retailerId)).get();
  const isOfRound = and(eq(promises.complaintId, complaintId), eq(promises.round, complaint.round));
  const events = tx
    .select()
    .from(complaintEvents)
    .where(eq(complaintEvents.complaintId, complaintId))
    .orderBy(asc(complaintEvents.at), asc(complaintEvents.id))
    .all();
  const desks = tx
    .select({ chatId: groups.chatId })
    .from(groups)
    .where(and(eq(groups.kind, "desk"), eq(groups.districtId, complaint.districtId), eq(groups.state, "active")))
    .all();
  const promised = tx.select().from(promises).where(isOfRound).orderBy(asc(promises.id)).all();
  const actor = readActor(tx, personId);
  const isTheirs = (promise: CasePromise) => promise.isHandedOver && promise.ownerId !== null && promise.ownerId === actor.officer?.id;
  return {
    complaint,
    tier: shop?.tier ?? null,
    events,
    promises: promised,
    actor: { ...actor, named: promised.filter(isTheirs).map(({ kind }) => kind) },
    readers: [...new Set([...readReaders(tx, complaint), ...readMerged(events)])],
    // No group is a place for a restricted case.
    deskChatIds: complaint.restriction === null ? desks.map(({ chatId }) => chatId) : [],
    names: readNames(
      tx,
      events.map(({ actorId }) => actorId),
    ),
  };
}
