import { findStaffByRole } from "../../db/staff.ts";
import type { Deps } from "../deps.ts";

export {
  findAccountManager,
  findDistricts,
  findStaffById,
  findStaffByRole,
  findStaffEntry,
  listStaff,
  type InviteRefusal,
  type Recipient,
  type StaffEntry,
} from "../../db/staff.ts";
export { addStaffByContact, addStaffByLine, changeRole, invite, joinByInvite, place, remove, type StaffContact } from "./members.ts";

/** Telegram ids of every admin: those of the staff table and ADMIN_IDS. */
export async function findAdmins(deps: Deps): Promise<number[]> {
  const admins = await findStaffByRole(deps.db, "admin");
  return [...new Set([...admins.map(({ personId }) => personId), ...deps.config.adminIds])];
}
