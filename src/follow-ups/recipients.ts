import type { Deps } from "../deps.ts";
import { findReachable } from "../people/service.ts";
import { findAccountManager, findAdmins, findDutyChats, findStaffByRole } from "../staff/service.ts";
import type { StaffRole } from "../staff/rules.ts";

type Route = { id: number; districtId: number };

/** Those of a role in a district whom the bot can write to, else the admins: that a message could not go out must be on record. */
async function findRole(deps: Deps, role: StaffRole, districtId: number): Promise<number[]> {
  const staff = await findStaffByRole(deps.db, role, districtId);
  const chatIds = await findReachable(
    deps,
    staff.map(({ personId }) => personId),
  );
  return chatIds.length > 0 ? chatIds : findOffice(deps);
}

/** The admins, by preference those who can be written to. */
export async function findOffice(deps: Deps): Promise<number[]> {
  const admins = await findAdmins(deps);
  const reachable = await findReachable(deps, admins);
  return reachable.length > 0 ? reachable : admins;
}

export const findSupervisors = (deps: Deps, districtId: number): Promise<number[]> => findRole(deps, "supervisor", districtId);
export const findOrderDepartment = (deps: Deps, districtId: number): Promise<number[]> => findRole(deps, "order_department", districtId);

/** Who answers for a route's shops now: the account manager, or who stands in. */
export async function findOwners(deps: Deps, route: Route): Promise<number[]> {
  const { chatIds } = await findDutyChats(deps, route);
  return chatIds.length > 0 ? chatIds : findOffice(deps);
}

/** Who is to know of an overdue task: the supervisors and the account manager. */
export async function findWarned(deps: Deps, route: Route): Promise<number[]> {
  const manager = await findAccountManager(deps.db, route.id);
  const reachable = manager?.personId ? await findReachable(deps, [manager.personId]) : [];
  return [...new Set([...(await findSupervisors(deps, route.districtId)), ...reachable])];
}

/** The chats of each task's route: each route is asked about once, however many tasks it has. */
export async function groupByChat(
  tasks: readonly { id: number; route: Route }[],
  findChats: (route: Route) => Promise<number[]>,
): Promise<Map<number, number[]>> {
  const ofRoute = new Map<number, number[]>();
  const byChat = new Map<number, number[]>();
  for (const { id, route } of tasks) {
    const chats = ofRoute.get(route.id) ?? (await findChats(route));
    ofRoute.set(route.id, chats);
    for (const chatId of chats) byChat.set(chatId, [...(byChat.get(chatId) ?? []), id]);
  }
  return byChat;
}
