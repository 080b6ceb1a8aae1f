/** A member of staff as far as rights go; `id` is null for an ADMIN_IDS admin without a staff row. */
export type Officer = { id: number | null; name: string; districtId: number | null; roles: readonly string[] };

/** Who wants to do something to a case, as the database says at that moment. */
export type CaseActor = { personId: number; shopIds: readonly number[]; officer: Officer | undefined };

type CaseLike = { retailerId: number; districtId: number };

const hasRole = (officer: Officer, roles: readonly string[]): boolean => officer.roles.some((role) => roles.includes(role));
/** Staff without a district belong to the whole company. */
const isInDistrict = (officer: Officer, districtId: number): boolean => officer.districtId === null || officer.districtId === districtId;

/** The shop's own people, as long as they act for it. */
export const isShopPerson = (actor: CaseActor, { retailerId }: CaseLike): boolean => actor.shopIds.includes(retailerId);

/** Supervisors and admins of the case's district. */
export const isInCharge = ({ officer }: CaseActor, { districtId }: Pick<CaseLike, "districtId">): boolean =>
  officer !== undefined && hasRole(officer, ["supervisor", "admin"]) && isInDistrict(officer, districtId);

/** Whoever works for the company now: someone without roles does nothing for it, and a brand partner is another company's. */
const isOfCompany = ({ roles }: Officer): boolean => roles.some((role) => role !== "brand_partner");

/** Where a case may be shown: the desk groups of its district, and the reader's private chat. */
export const isPlace = (personId: number, chatId: number, deskChatIds: readonly number[]): boolean =>
  chatId === personId || deskChatIds.includes(chatId);

/** The desk: its staff of the district, and any of the company's staff writing in the district's own desk group. */
export function isDesk(actor: CaseActor, complaint: CaseLike, isInDeskGroup: boolean): boolean {
  const { officer } = actor;
  if (officer === undefined) return false;
  if ((isInDeskGroup && isOfCompany(officer)) || isInCharge(actor, complaint)) return true;
  return hasRole(officer, ["service_desk"]) && isInDistrict(officer, complaint.districtId);
}

/** Who files for a shop that telephoned or came by: the district's desk and those in charge of it, and the account manager of the route. */
export const mayFileFor = (actor: CaseActor, place: { districtId: number; managerId: number | null }): boolean =>
  isInCharge(actor, place) ||
  (actor.officer !== undefined &&
    ((hasRole(actor.officer, ["service_desk"]) && isInDistrict(actor.officer, place.districtId)) ||
      (hasRole(actor.officer, ["account_manager"]) && place.managerId !== null && actor.officer.id === place.managerId)));

/** Whoever promised the visit, or those in charge. */
export const mayVisit = (actor: CaseActor, complaint: CaseLike, ownerId: number | null): boolean =>
  isInCharge(actor, complaint) || (ownerId !== null && actor.officer?.id === ownerId);

/** Desk, those in charge, and the account manager who has the visit. */
export const mayRead = (actor: CaseActor, complaint: CaseLike, isInDeskGroup: boolean, visitorId: number | null): boolean =>
  isDesk(actor, complaint, isInDeskGroup) || mayVisit(actor, complaint, visitorId);
