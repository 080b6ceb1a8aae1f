import type { StaffRole } from "./staff/rules.ts";

/** Who may use a command or its buttons: everyone, verified retailers, any of the company's staff, or the named staff roles. */
type Allowed = "everyone" | ("retailer" | "staff" | StaffRole)[];

/**
 * The one table of permissions. The key is a command's name; a button's callback data begins with the same key and ":", because a
 * keyboard can be forwarded, forged or old. Rights over a single row (this case, this shop) are the service's to check.
 */
export const ACCESS = {
  start: "everyone",
  help: "everyone",
  language: "everyone",
  bind: "everyone",
  inbox: "everyone",
  // Whoever is not verified yet learns how, and their words are kept for it.
  complain: "everyone",
  // Staff file for a shop; anyone else who types it means /complain.
  complaint: "everyone",
  mycases: ["retailer"],
  supply: ["retailer", "staff"],
  newproducts: ["retailer", "staff"],
  order: ["retailer"],
  settings: ["retailer"],
  ask: ["retailer"],
  case: ["staff"],
  calls: ["account_manager", "supervisor", "admin"],
  away: ["account_manager", "service_desk", "supervisor", "admin"],
  tasks: ["account_manager", "service_desk", "supervisor", "admin"],
  cutoff: ["staff"],
  follow: ["account_manager", "supervisor", "admin"],
  link: ["account_manager", "supervisor", "admin"],
  ack: ["retailer", "staff"],
  post: ["broadcaster", "supervisor", "admin", "brand_partner"],
  posts: ["broadcaster", "supervisor", "admin", "brand_partner"],
  announce: ["broadcaster", "supervisor", "admin"],
  outage: ["order_department", "supervisor", "service_desk", "admin"],
  review: ["supervisor", "admin"],
  report: ["account_manager", "supervisor", "order_department", "service_desk", "admin"],
  import: ["admin"],
  staff: ["admin"],
  group: ["admin"],
  setting: ["admin"],
  audit: ["admin"],
} as const satisfies Record<string, Allowed>;

export type AccessKey = keyof typeof ACCESS;

export const isAccessKey = (key: string): key is AccessKey => Object.hasOwn(ACCESS, key);

type Person = { roles: readonly StaffRole[]; shops: readonly unknown[] };

/** A brand partner is another company's: supply news and cases are none of theirs. */
const isOfCompany = ({ roles }: Person): boolean => roles.some((role) => role !== "brand_partner");

export function mayUse(person: Person, key: AccessKey): boolean {
  const allowed: Allowed = ACCESS[key];
  if (allowed === "everyone") return true;
  if (allowed.includes("retailer") && person.shops.length > 0) return true;
  if (allowed.includes("staff") && isOfCompany(person)) return true;
  return person.roles.some((role) => allowed.includes(role));
}
