import { districtsOf, type OutageScope } from "./rules.ts";

/** A member of staff as far as outages go; `districtId` null = the whole company. */
export type Reporter = { roles: readonly string[]; districtId: number | null };

const has = ({ roles }: Reporter, ...wanted: string[]): boolean => roles.some((role) => wanted.includes(role));

export const isOrderDepartment = (reporter: Reporter): boolean => has(reporter, "order_department");

/** How far someone's word on outages reaches: the company, a district, or nowhere. The order department runs ordering for all. */
export function reachOf(reporter: Reporter): "all" | number | undefined {
  if (has(reporter, "admin", "order_department")) return "all";
  if (has(reporter, "supervisor", "service_desk")) return reporter.districtId ?? "all";
  return undefined;
}

/** Whether someone may announce, end and report on an outage: all of it lies within their reach. */
export function mayManage(reporter: Reporter, scope: OutageScope): boolean {
  const reach = reachOf(reporter);
  if (reach === undefined || reach === "all") return reach === "all";
  return scope.kind !== "all" && districtsOf(scope).every((id) => id === reach);
}

/** Whether someone may see an outage, tick whom they told and propose a cutoff: it is about their district too. */
export function mayJoin(reporter: Reporter, scope: OutageScope): boolean {
  const reach = reachOf(reporter);
  if (reach === undefined || reach === "all") return reach === "all";
  return scope.kind === "all" || districtsOf(scope).includes(reach);
}

/**
 * Whether someone may say that the ordering system will take orders until a new cutoff: the order department, or a supervisor for
 * their own district; an admin stands in for the whole company. Who proposed it confirms it only as the order department.
 */
export function mayConfirm(reporter: Reporter, scope: OutageScope, isProposer: boolean): boolean {
  if (has(reporter, "order_department")) return true;
  if (isProposer) return false;
  if (has(reporter, "admin")) return true;
  return has(reporter, "supervisor") && scope.kind !== "all" && mayManage({ ...reporter, roles: ["supervisor"] }, scope);
}
