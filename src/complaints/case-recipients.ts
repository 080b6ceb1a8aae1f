import { readActor, type CasePromise, type Complaint } from "../../db/complaints/facts.ts";
import { findReachable, type Visitor } from "../../db/complaints/recipients.ts";
import type { Deps } from "../deps.ts";
import { findStaffById } from "../staff/service.ts";
import { withOwner } from "./change.ts";
import { findDeskTiers, findSupervisorTiers, findVisitTiers, findVisitorTiers, firstOf, type Tiers } from "./recipients.ts";
import { isAbout, isInCharge } from "./rights-rules.ts";
import type { PromiseKind } from "./rules.ts";

/** A case as far as who hears of it goes; its promises tell who was named. */
export type Told = Pick<Complaint, "districtId" | "restriction" | "aboutStaffId" | "text">;
type Promised = readonly Pick<CasePromise, "kind" | "ownerId" | "isHandedOver">[];

/** The people who may decide about a restricted case, as the rights say at this moment. */
const onlyInCharge = (deps: Deps, complaint: Told, chats: number[]): number[] =>
  chats.filter((chatId) => isInCharge(withOwner(deps, readActor(deps.db, chatId)), complaint));

/** Who answers for a case: the supervisors, else the admins, and of a restricted case none of those it is about; of a report all of them at once. */
export async function findCaseSupervisorTiers(deps: Deps, complaint: Told): Promise<Tiers> {
  const tiers = await findSupervisorTiers(deps, complaint.districtId);
  if (complaint.restriction === null) return tiers;
  const left = tiers.map((chats) => onlyInCharge(deps, complaint, chats));
  return complaint.restriction === "confidential" ? [[...new Set(left.flat())]] : left;
}

async function findNamed(deps: Deps, complaint: Told, promises: Promised, kind: PromiseKind): Promise<number[]> {
  const ownerId = promises.find((promise) => promise.kind === kind && promise.isHandedOver)?.ownerId ?? null;
  const owner = ownerId === null ? undefined : await findStaffById(deps.db, ownerId);
  if (!owner || owner.personId === null || isAbout({ id: owner.staffId, name: owner.name }, complaint)) return [];
  return findReachable(deps.db, [owner.personId]);
}

/** Where the words of a case are read: by the desk; of a restricted case by whoever was named to answer, else by those in charge. */
export async function findCaseDeskTiers(deps: Deps, complaint: Told, promises: Promised): Promise<Tiers> {
  if (complaint.restriction === null) return findDeskTiers(deps, complaint.districtId);
  return [await findNamed(deps, complaint, promises, "desk_reply"), ...(await findCaseSupervisorTiers(deps, complaint))];
}

/** Where the task of a door visit goes: to its owner, or to `visitor` when nobody has it yet; of a restricted case to whoever was named for it, else to those in charge. */
export async function findCaseVisitorTiers(deps: Deps, visitor: Visitor | undefined, complaint: Told, promises: Promised): Promise<Tiers> {
  const visit = promises.find(({ kind }) => kind === "door_visit");
  // A visit may have been handed over, or passed on to a substitute.
  if (complaint.restriction === null)
    return visit ? findVisitTiers(deps, visit.ownerId, complaint.districtId) : findVisitorTiers(deps, visitor, complaint.districtId);
  return [await findNamed(deps, complaint, promises, "door_visit"), ...(await findCaseSupervisorTiers(deps, complaint))];
}

export const findCaseSupervisorChats = async (deps: Deps, complaint: Told): Promise<number[]> =>
  firstOf(await findCaseSupervisorTiers(deps, complaint));

export const findCaseDeskChats = async (deps: Deps, complaint: Told, promises: Promised): Promise<number[]> =>
  firstOf(await findCaseDeskTiers(deps, complaint, promises));

export const findCaseVisitorChats = async (
  deps: Deps,
  visitor: Visitor | undefined,
  complaint: Told,
  promises: Promised,
): Promise<number[]> => firstOf(await findCaseVisitorTiers(deps, visitor, complaint, promises));
