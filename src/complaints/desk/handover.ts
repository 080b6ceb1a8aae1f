import { findColleagues, type Colleague } from "../../../db/complaints/colleagues.ts";
import type { CaseFacts, CasePromise, Complaint } from "../../../db/complaints/facts.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import type { StaffRole } from "../../staff/rules.ts";
import { findStaffById } from "../../staff/service.ts";
import { change, findByKind, refuse, refuseEnded, type Changed, type Refused, readCaseAs } from "../change.ts";
import type { OnDesk } from "./rights.ts";
import { tellCard, tellDoorVisit, tellReturnVisit, type Attached } from "../outbox.ts";
import { tellHanded, type Handed } from "./outbox.ts";
import { isUnsettled } from "../promise-rules.ts";
import { findVisitors } from "../returns/rules.ts";
import { isAbout, isDesk, isInCharge, isPlace, mayVisit } from "../rights-rules.ts";
import type { PromiseKind } from "../rules.ts";
import { findFiles } from "../restricted/start.ts";

export const HANDED_KINDS = { desk: "desk_reply", door: "door_visit", return: "return_visit" } as const satisfies Record<
  string,
  PromiseKind
>;
/** How a button names the promise that is handed over. */
export type HandedKind = keyof typeof HANDED_KINDS;

type OnHanded = OnDesk & { kind: HandedKind };

const IN_CHARGE: readonly StaffRole[] = ["supervisor", "admin"];
const ROLES: Record<HandedKind, readonly StaffRole[]> = {
  desk: ["service_desk", ...IN_CHARGE],
  door: ["account_manager", ...IN_CHARGE],
  return: IN_CHARGE,
};

/** Whether a colleague may have a promise of the case: never the one it is about, and no return visit by whoever made the door visit. */
function isEligible({ complaint, events, promises }: CaseFacts, kind: HandedKind, { actor, staffId, name }: Colleague): boolean {
  if (complaint.aboutStaffId === staffId || isAbout({ id: staffId, name }, complaint)) return false;
  if (kind === "desk") return isDesk(actor, complaint, false);
  if (isInCharge(actor, complaint)) {
    const isVisits = findByKind({ promises }, "door_visit")?.ownerId === staffId;
    return kind === "door" || (!findVisitors(events).includes(actor.personId) && !isVisits);
  }
  // Who else learns of a restricted case is for those in charge to say, by name.
  return kind === "door" && complaint.restriction === null && actor.officer?.roles.includes("account_manager") === true;
}

function refuseHandOver(facts: CaseFacts, { personId, chatId, kind }: OnHanded): Refused | undefined {
  const { actor, complaint, deskChatIds } = facts;
  const promise = findByKind(facts, HANDED_KINDS[kind]);
  const may = {
    desk: () => isDesk(actor, complaint, deskChatIds.includes(chatId)),
    door: () => mayVisit(actor, complaint, promise?.ownerId ?? null),
    return: () => isInCharge(actor, complaint),
  };
  if (!isPlace(personId, chatId, deskChatIds) || !may[kind]()) return refuse("not_yours");
  const refused = refuseEnded(facts);
  if (refused) return refused;
  return promise && isUnsettled(promise) ? undefined : refuse("promise_ended");
}

type Candidates = { ok: true; number: string; candidates: { staffId: number; name: string }[] };

/** Who may be given a promise of the case, by name; not who has it. Refuses who may not give it away, and when it has ended. */
export async function findCandidates(deps: Deps, on: OnHanded): Promise<Candidates | Refused> {
  const facts = await readCaseAs(deps, on.complaintId, on.personId);
  if ("ok" in facts) return facts;
  const refused = refuseHandOver(facts, on);
  if (refused) return refused;
  const owner = findByKind(facts, HANDED_KINDS[on.kind])!.ownerId;
  const colleagues = await findColleagues(deps.db, ROLES[on.kind], facts.complaint.districtId);
  const candidates = colleagues.filter((colleague) => colleague.staffId !== owner && isEligible(facts, on.kind, colleague));
  return { ok: true, number: facts.complaint.number, candidates };
}

/** What the new owner gets: that it is theirs now, and the task. */
function tellNewOwner(
  to: Colleague,
  on: OnHanded,
  complaint: Complaint,
  { key, by, files }: { key: string; by: string; files: Attached[] },
) {
  const chats = [to.personId];
  const handed: Handed = { promise: HANDED_KINDS[on.kind], by };
  const task: Record<HandedKind, () => NewDelivery[]> = {
    desk: () => tellCard(chats, complaint, files, { key }),
    door: () => tellDoorVisit(chats, complaint, key),
    return: () => tellReturnVisit(chats, complaint, key),
  };
  return [...(to.personId === on.personId ? [] : tellHanded(chats, complaint, key, handed)), ...task[on.kind]()];
}

/** Where the one who had the promise reads; undefined when nobody had it by name. */
async function findOldOwner(deps: Deps, { complaintId, personId, kind }: OnHanded) {
  const facts = await findFacts(deps.db, complaintId, personId);
  const ownerId = facts ? (findByKind(facts, HANDED_KINDS[kind])?.ownerId ?? null) : null;
  const owner = ownerId === null ? undefined : await findStaffById(deps.db, ownerId);
  const isAsking = owner?.personId === personId;
  return { facts, ownerId, chats: owner && owner.personId !== null && !isAsking ? [owner.personId] : [] };
}

/**
 * Gives a promise to a member of staff by name, who gets the task in private; who had it is told. Refuses who may not give it away,
 * who may not have it or has it already, one that has ended, and one that was given to someone else at the same moment.
 */
export async function handOver(deps: Deps, on: OnHanded & { toStaffId: number }): Promise<(Changed & { name: string }) | Refused> {
  const { facts: before, ownerId, chats } = await findOldOwner(deps, on);
  if (!before) return refuse("not_found");
  const colleagues = await findColleagues(deps.db, ROLES[on.kind], before.complaint.districtId);
  const to = colleagues.find(({ staffId }) => staffId === on.toStaffId);
  const files = await findFiles(deps, on.complaintId);
  const result = await change(deps, on.complaintId, on.personId, (facts) => {
    const refused = refuseHandOver(facts, on);
    if (refused) return refused;
    const promise: CasePromise = findByKind(facts, HANDED_KINDS[on.kind])!;
    if (promise.ownerId === on.toStaffId) return refuse("same_owner");
    if (!to || !isEligible(facts, on.kind, to) || promise.ownerId !== ownerId) return refuse("not_eligible");
    const key = `handed-${facts.events.length}`;
    const by = facts.actor.officer?.name ?? "";
    return {
      promises: [{ id: promise.id, ownerId: to.staffId, isHandedOver: true }],
      events: [{ kind: "handed_over", actorId: on.personId, promise: promise.kind, text: to.name }],
      deliveries: [
        ...tellNewOwner(to, on, facts.complaint, { key, by, files }),
        ...tellHanded(chats, facts.complaint, key, { promise: promise.kind, by, to: to.name }),
      ],
    };
  });
  return result.ok ? { ...result, name: to?.name ?? "" } : result;
}
