export const STAFF_ROLES = [
  "admin",
  "supervisor",
  "account_manager",
  "service_desk",
  "broadcaster",
  "order_department",
  "brand_partner",
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** How long a one-time staff link may be used. */
export const STAFF_INVITE_MS = 7 * 24 * 60 * 60 * 1000;

export const isStaffRole = (value: string): value is StaffRole => (STAFF_ROLES as readonly string[]).includes(value);

const MAX_CODE = 20;
const MAX_NAME = 40;

/** A staff code is one word: it stands first in a line and in the roster's account_manager column. */
export const isStaffCode = (value: string): boolean => value.length <= MAX_CODE && /^[^\s/,:]+$/u.test(value);

export type StaffLine = { code: string; name: string; roles: StaffRole[]; district: string | undefined };
export type StaffLineProblem = "incomplete" | "unknown_role" | "bad_code" | "name_too_long";

/**
 * Reads "CODE NAME role[,role] [district]". The name may have several words: it ends where a word, or several joined by commas, are
 * all roles to `findRole`; what follows is the district.
 */
export function readStaffLine(line: string, findRole: (word: string) => StaffRole | undefined): StaffLine | { problem: StaffLineProblem } {
  const words = line
    .normalize("NFKC")
    .replace(/\s*[,、]\s*/g, ",")
    .trim()
    .split(/\s+/);
  const code = words[0] ?? "";
  if (words.length < 3) return { problem: "incomplete" };
  if (!isStaffCode(code)) return { problem: "bad_code" };
  for (let at = 2; at < words.length; at += 1) {
    const roles = words[at]!.split(",").map(findRole);
    if (!roles.every((role) => role !== undefined)) continue;
    const name = words.slice(1, at).join(" ");
    if (name.length > MAX_NAME) return { problem: "name_too_long" };
    return { code, name, roles: [...new Set(roles)], district: words.slice(at + 1).join(" ") || undefined };
  }
  return { problem: "unknown_role" };
}
