import type { Actor } from "../people/service.ts";
import type { StaffRole } from "../staff/rules.ts";
import type { Scope } from "./rules.ts";

/** Who reads of every route of their district; of the company when they belong to none. */
const OF_DISTRICT: readonly StaffRole[] = ["supervisor", "order_department", "service_desk"];

/** What a member of staff may read of; nothing for anyone else. */
export function scopeOf({ roles, staff }: Pick<Actor, "roles" | "staff">): Scope {
  const isOfDistrict = roles.some((role) => OF_DISTRICT.includes(role));
  return {
    isAll: roles.includes("admin") || (isOfDistrict && staff !== undefined && staff.districtId === null),
    districtId: isOfDistrict ? (staff?.districtId ?? null) : null,
    managerId: roles.includes("account_manager") ? (staff?.id ?? null) : null,
  };
}

/** Only what the person has as an account manager. */
export const ownOf = (scope: Scope): Scope => ({ isAll: false, districtId: null, managerId: scope.managerId });

/** Only one district of what the person may read of; nothing when it is none of theirs. */
export const districtOf = (scope: Scope, districtId: number): Scope => ({
  isAll: false,
  districtId: scope.isAll || scope.districtId === districtId ? districtId : null,
  managerId: null,
});

/** Whether the person reads of routes as those who look after them do: by the name of each shop. */
export const isOwnOnly = ({ isAll, districtId, managerId }: Scope): boolean => !isAll && districtId === null && managerId !== null;
