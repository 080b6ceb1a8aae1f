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
export { readAbsence, findAwayIds, findSubstitutes, setAway, type AwayRefusal, type SetAway } from "./absence.ts";
export { findAdmins, findAllDuties, findDutyChats, type Duty } from "./duties.ts";
export {
  addStaffByContact,
  addStaffByLine,
  changeRole,
  chooseApproval,
  invite,
  joinByInvite,
  place,
  remove,
  type StaffContact,
} from "./members.ts";
