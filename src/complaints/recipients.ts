import { findReachable, type Visitor } from "../../db/complaints/recipients.ts";
import type { Deps } from "../deps.ts";
import { findDeskGroup } from "../groups/service.ts";
import { findAdmins, findAwayIds, findStaffById, findStaffByRole } from "../staff/service.ts";
import type { StaffRole } from "../staff/rules.ts";

/** Chats in the order in which they are asked: the first tier with anybody in it gets a message, the next ones if nobody there does. */
export type Tiers = number[][];

async function findReachableStaff(deps: Deps, role: StaffRole, districtId: number): Promise<number[]> {
  const members = await findStaffByRole(deps.db, role, districtId);
  const away = await findAwayIds(deps, deps.clock());
  return findReachable(
    deps.db,
    members.filter(({ staffId }) => !away.includes(staffId)).map(({ personId }) => personId),
  );
}

/** Who answers for a district: its supervisors, or the admins when none can be reached. Never empty while there is an admin. */
export async function findSupervisorTiers(deps: Deps, districtId: number): Promise<Tiers> {
  const admins = await findAdmins(deps);
  const reachable = await findReachable(deps.db, admins);
  return [await findReachableStaff(deps, "supervisor", districtId), reachable.length > 0 ? reachable : admins];
}

/** Where the desk of a district reads: its group, else its clerks in private, else whoever is in charge. A complaint never vanishes. */
export async function findDeskTiers(deps: Deps, districtId: number): Promise<Tiers> {
  const group = await findDeskGroup(deps.db, districtId);
  const clerks = await findReachableStaff(deps, "service_desk", districtId);
  return [group ? [group.chatId] : [], clerks, ...(await findSupervisorTiers(deps, districtId))];
}

/** Where the task of a door visit goes: to the account manager, or to those in charge when the bot can not reach one. */
export async function findVisitorTiers(deps: Deps, visitor: Visitor | undefined, districtId: number): Promise<Tiers> {
  const reachable = visitor && visitor.personId !== null ? await findReachable(deps.db, [visitor.personId]) : [];
  return [reachable, ...(await findSupervisorTiers(deps, districtId))];
}

/** The first tier with anybody in it. */
export const firstOf = (tiers: Tiers): number[] => tiers.find((chats) => chats.length > 0) ?? [];

/** Where messages about a visit go that somebody has already: to that one, or to those in charge. */
export async function findVisitTiers(deps: Deps, ownerId: number | null, districtId: number): Promise<Tiers> {
  return findVisitorTiers(deps, ownerId === null ? undefined : await findStaffById(deps.db, ownerId), districtId);
}

export const findDeskChats = async (deps: Deps, districtId: number): Promise<number[]> => firstOf(await findDeskTiers(deps, districtId));

export const findVisitorChats = async (deps: Deps, visitor: Visitor | undefined, districtId: number): Promise<number[]> =>
  firstOf(await findVisitorTiers(deps, visitor, districtId));
