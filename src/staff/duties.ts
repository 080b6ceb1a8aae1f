import { findAccountManager, findReachableManagers, findStaffByRole } from "../../db/staff.ts";
import type { Deps } from "../deps.ts";
import { findReachable } from "../people/service.ts";

/** Telegram ids of every admin: those of the staff table and ADMIN_IDS. */
export async function findAdmins(deps: Deps): Promise<number[]> {
  const admins = await findStaffByRole(deps.db, "admin");
  return [...new Set([...admins.map(({ personId }) => personId), ...deps.config.adminIds])];
}

/** Whom to write to about a route; `name` when it is one of the route's own people and not the office. */
export type Duty = { chatIds: number[]; name: string | undefined };

/** Who answers for a route's shops: its account manager, else the district's supervisors, else the admins; only those who can be written to. */
export async function findDutyChats(deps: Deps, route: { id: number; districtId: number }): Promise<Duty> {
  const manager = await findAccountManager(deps.db, route.id);
  const supervisors = await findStaffByRole(deps.db, "supervisor", route.districtId);
  for (const staff of [manager ? [manager] : [], supervisors]) {
    const chatIds = await findReachable(
      deps,
      staff.flatMap(({ personId }) => personId ?? []),
    );
    if (chatIds.length > 0) return { chatIds, name: staff.find(({ personId }) => personId === chatIds[0])?.name };
  }
  return { chatIds: await findReachable(deps, await findAdmins(deps)), name: undefined };
}

/** Chat ids of who answers for each route's shops, by the route's id: as findDutyChats, for all routes at once. */
export async function findAllDuties(deps: Deps): Promise<ReadonlyMap<number, readonly number[]>> {
  const routes = await findReachableManagers(deps.db);
  const admins = await findReachable(deps, await findAdmins(deps));
  const ofDistrict = new Map<number, readonly number[]>();
  for (const districtId of new Set(routes.map((route) => route.districtId))) {
    const supervisors = await findStaffByRole(deps.db, "supervisor", districtId);
    const chatIds = await findReachable(
      deps,
      supervisors.map(({ personId }) => personId),
    );
    ofDistrict.set(districtId, chatIds.length > 0 ? chatIds : admins);
  }
  return new Map(
    routes.map(({ routeId, districtId, personId }) => [routeId, personId === null ? (ofDistrict.get(districtId) ?? []) : [personId]]),
  );
}
