import { randomBytes } from "node:crypto";
import {
  addStaff,
  createInvite,
  findDistricts,
  placeStaff,
  removeStaff,
  setNeedsApproval,
  setStaffRole,
  useInvite,
} from "../../db/staff.ts";
import { LOCALES } from "../config.ts";
import type { Deps } from "../deps.ts";
import { normalizeContactPhone } from "../import/phones.ts";
import { STAFF_INVITE_MS, STAFF_ROLES, isStaffCode, isStaffRole, readStaffLine, type StaffLineProblem, type StaffRole } from "./rules.ts";

/** 192 random bits: guessing a link is hopeless, and it fits Telegram's 64 characters. */
const INVITE_BYTES = 24;

const byNow = (deps: Deps, actorId: number) => ({ actorId, now: deps.clock() });
const hasOwners = (deps: Deps): boolean => deps.config.adminIds.length > 0;

/** A role by its code or by its name in either language: "account_manager", "客户经理". */
function findRole(deps: Deps, word: string): StaffRole | undefined {
  const plain = word.toLowerCase().replace(/-/g, "_");
  if (isStaffRole(plain)) return plain;
  return STAFF_ROLES.find((role) => LOCALES.some((locale) => deps.t(locale, `role-${role}`).toLowerCase() === plain));
}

type Added = Awaited<ReturnType<typeof addStaff>>;
type LineRefused = { ok: false; reason: StaffLineProblem } | { ok: false; reason: "unknown_district"; district: string; known: string[] };

/** Adds a member of staff from "CODE NAME role[,role] [district]"; the district must exist (the roster brings them). */
export async function addStaffByLine(deps: Deps, actorId: number, line: string): Promise<Added | LineRefused> {
  const read = readStaffLine(line, (word) => findRole(deps, word));
  if ("problem" in read) return { ok: false, reason: read.problem };
  const { district, ...fields } = read;
  const known = await findDistricts(deps.db);
  const districtId = known.find(({ name }) => name === district)?.id;
  if (district !== undefined && districtId === undefined) {
    return { ok: false, reason: "unknown_district", district, known: known.map(({ name }) => name) };
  }
  return addStaff(deps.db, { ...fields, districtId, ...byNow(deps, actorId) });
}

export type StaffContact = { name: string; phone: string; personId: number | undefined };

/** Adds a colleague from a shared contact card under a staff code, without roles yet; linked at once when the card names a Telegram person. */
export async function addStaffByContact(
  deps: Deps,
  actorId: number,
  code: string,
  contact: StaffContact,
): Promise<Added | { ok: false; reason: "bad_code" }> {
  const plain = code.normalize("NFKC").trim();
  if (!isStaffCode(plain)) return { ok: false, reason: "bad_code" };
  const phone = normalizeContactPhone(contact.phone) ?? undefined;
  return addStaff(deps.db, { code: plain, name: contact.name, phone, personId: contact.personId, ...byNow(deps, actorId) });
}

/** Gives or takes a role; the last admin keeps it while ADMIN_IDS names nobody. */
export const changeRole = (deps: Deps, actorId: number, change: { id: number; role: StaffRole; isGiven: boolean }) =>
  setStaffRole(deps.db, { ...change, hasOwners: hasOwners(deps), ...byNow(deps, actorId) });

/** Sets the district of a member of staff; null = the whole company. */
export const place = (deps: Deps, actorId: number, change: { id: number; districtId: number | null }) =>
  placeStaff(deps.db, { ...change, ...byNow(deps, actorId) });

/** Sets whether what a member of staff posts waits for an approver; refused where the roles leave no choice. */
export const chooseApproval = (deps: Deps, actorId: number, change: { id: number; needsApproval: boolean }) =>
  setNeedsApproval(deps.db, { ...change, ...byNow(deps, actorId) });

/** Ends every right of a member of staff at once; refused for the last admin while ADMIN_IDS names nobody. */
export const remove = (deps: Deps, actorId: number, id: number) =>
  removeStaff(deps.db, { id, hasOwners: hasOwners(deps), ...byNow(deps, actorId) });

/** A new one-time start payload ("staff_...") for a colleague not yet linked, good for STAFF_INVITE_MS; older ones end. */
export async function invite(deps: Deps, actorId: number, staffId: number) {
  const token = randomBytes(INVITE_BYTES).toString("base64url");
  const by = byNow(deps, actorId);
  const expiresAt = by.now + STAFF_INVITE_MS;
  const created = await createInvite(deps.db, { staffId, token, expiresAt, ...by });
  return created.ok ? { ...created, payload: `staff_${token}`, expiresAt } : created;
}

/** Links the person to the staff row of a one-time start payload. */
export const joinByInvite = (deps: Deps, personId: number, payload: string) =>
  useInvite(deps.db, { token: payload.replace(/^staff_/, ""), personId, now: deps.clock() });
