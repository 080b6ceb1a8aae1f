import { findReachable, type Visitor } from "../../db/complaints/recipients.ts";
import type { Deps } from "../deps.ts";
import { findDeskGroup } from "../groups/service.ts";
import { findAdmins, findStaffByRole } from "../staff/service.ts";
import type { StaffRole } from "../staff/rules.ts";

async function findReachableStaff(deps: Deps, role: StaffRole, districtId: number): Promise<number[]> {
  const members = await findStaffByRole(deps.db, role, districtId);
  return findReachable(
    deps.db,
    members.map(({ personId }) => personId),
  );
}

/** Who answers for a district: its supervisors, or the admins when none can be reached. Never empty while there is an admin. */
export async function findSupervisorChats(deps: Deps, districtId: number): Promise<number[]> {
  const supervisors = await findReachableStaff(deps, "supervisor", districtId);
  if (supervisors.length > 0) return supervisors;
  const admins = await findAdmins(deps);
  const reachable = await findReachable(deps.db, admins);
  return reachable.length > 0 ? reachable : admins;
}

/** Where the desk of a district reads: its group, else its clerks in private, else whoever is in charge. A complaint never vanishes. */
export async function findDeskChats(deps: Deps, districtId: number): Promise<number[]> {
  const group = await findDeskGroup(deps.db, districtId);
  if (group) return [group.chatId];
  const clerks = await findReachableStaff(deps, "service_desk", districtId);
  return clerks.length > 0 ? clerks : findSupervisorChats(deps, districtId);
}

/** Where the task of a door visit goes: to the account manager, or to those in charge when the bot can not reach one. */
export async function findVisitorChats(deps: Deps, visitor: Visitor | undefined, districtId: number): Promise<number[]> {
  const reachable = visitor && visitor.personId !== null ? await findReachable(deps.db, [visitor.personId]) : [];
  return reachable.length > 0 ? reachable : findSupervisorChats(deps, districtId);
}
