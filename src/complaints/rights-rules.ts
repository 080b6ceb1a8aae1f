import { NOBODY, type PromiseKind, type Restriction } from "./rules.ts";

/** A member of staff as far as rights go; `id` is null for an ADMIN_IDS admin without a staff row. */
export type Officer = { id: number | null; name: string; districtId: number | null; roles: readonly string[] };

/**
 * Who wants to do something to a case, as the database says at that moment. `named`: the promises of the case whose owner they are
 * because someone in charge said so by name; left out where no case is at hand.
 */
export type CaseActor = {
  personId: number;
  shopIds: readonly number[];
  officer: Officer | undefined;
  named?: readonly PromiseKind[];
};

/** Left out: an ordinary case, which is about nobody and for everybody who has to do with it. */
type Restricted = { restriction?: Restriction | null; aboutStaffId?: number | null; text?: string };
type CaseLike = Restricted & { retailerId: number; districtId: number; personId?: number };

const hasRole = (officer: Officer, roles: readonly string[]): boolean => officer.roles.some((role) => roles.includes(role));
/** Staff without a district belong to the whole company. */
const isInDistrict = (officer: Officer, districtId: number): boolean => officer.districtId === null || officer.districtId === districtId;

/** A single letter is in every text. */
const MIN_NAME = 2;
/** What a person with a title is called without the given name. */
export const TITLES = ["主任", "经理", "科长", "部长", "局长", "组长"];

/** Whether words speak of someone by name, or as shops do: surname and title. */
export function isNamedIn(text: string, name: string): boolean {
  const said = text.toLowerCase();
  const isTitled = /^\p{Script=Han}/u.test(name) && TITLES.some((title) => text.includes(`${name.charAt(0)}${title}`));
  return name.length >= MIN_NAME && (said.includes(name.toLowerCase()) || isTitled);
}

/** Whether a restricted case is about this member of staff: the shop or a supervisor said so, or the filing speaks of them. */
export const isAbout = (member: { id: number | null; name: string }, { restriction, aboutStaffId, text }: Restricted): boolean =>
  Boolean(restriction) && ((member.id !== null && member.id === aboutStaffId) || isNamedIn(text ?? "", member.name));

const isActorAbout = ({ officer }: CaseActor, complaint: Restricted): boolean => officer !== undefined && isAbout(officer, complaint);

/** The shop's own people, as long as they act for it; of what was told in confidence only the one who told it. */
export const isShopPerson = (actor: CaseActor, { retailerId, restriction, personId }: CaseLike): boolean =>
  actor.shopIds.includes(retailerId) && (restriction !== "confidential" || actor.personId === personId);

/** Supervisors and admins of the case's district, unless it is about them. */
export const isInCharge = (actor: CaseActor, complaint: Restricted & Pick<CaseLike, "districtId">): boolean =>
  actor.officer !== undefined &&
  hasRole(actor.officer, ["supervisor", "admin"]) &&
  isInDistrict(actor.officer, complaint.districtId) &&
  !isActorAbout(actor, complaint);

/** Whoever works for the company now: someone without roles does nothing for it, and a brand partner is another company's. */
const isOfCompany = ({ roles }: Officer): boolean => roles.some((role) => role !== "brand_partner");

/** Where a case may be shown: the desk groups of its district, and the reader's private chat. */
export const isPlace = (personId: number, chatId: number, deskChatIds: readonly number[]): boolean =>
  chatId === personId || deskChatIds.includes(chatId);

/** Someone in charge named them for this promise of a restricted case, they still work here, and it is not about them. */
const isNamed = (actor: CaseActor, complaint: Restricted, kind?: PromiseKind): boolean =>
  actor.officer !== undefined &&
  isOfCompany(actor.officer) &&
  !isActorAbout(actor, complaint) &&
  (actor.named ?? []).some((each) => kind === undefined || each === kind);

/**
 * The desk: its staff of the district, and any other staff of the district writing in its desk group. Of a restricted case
 * only those in charge and whoever they named.
 */
export function isDesk(actor: CaseActor, complaint: CaseLike, isInDeskGroup: boolean): boolean {
  const { officer } = actor;
  if (officer === undefined) return false;
  if (complaint.restriction) return isInCharge(actor, complaint) || isNamed(actor, complaint, "desk_reply");
  if (isInCharge(actor, complaint)) return true;
  return ((isInDeskGroup && isOfCompany(officer)) || hasRole(officer, ["service_desk"])) && isInDistrict(officer, complaint.districtId);
}

/** Who files for a shop that telephoned or came by: the district's desk and those in charge of it, and the account manager of the route. */
export const mayFileFor = (actor: CaseActor, place: { districtId: number; managerId: number | null }): boolean =>
  isInCharge(actor, place) ||
  (actor.officer !== undefined &&
    ((hasRole(actor.officer, ["service_desk"]) && isInDistrict(actor.officer, place.districtId)) ||
      (hasRole(actor.officer, ["account_manager"]) && place.managerId !== null && actor.officer.id === place.managerId)));

/** Whoever promised the visit, or those in charge; of a restricted case the owner only when someone named them. */
export function mayVisit(actor: CaseActor, complaint: CaseLike, ownerId: number | null): boolean {
  if (isInCharge(actor, complaint)) return true;
  if (complaint.restriction) return isNamed(actor, complaint, "door_visit");
  return ownerId !== null && actor.officer?.id === ownerId;
}

/** Desk, those in charge, and the account manager who has the visit; of a restricted case whoever was named for any of its promises. */
export const mayRead = (actor: CaseActor, complaint: CaseLike, isInDeskGroup: boolean, visitorId: number | null): boolean =>
  isDesk(actor, complaint, isInDeskGroup) ||
  mayVisit(actor, complaint, visitorId) ||
  (Boolean(complaint.restriction) && isNamed(actor, complaint));

/**
 * Whether someone has any part in a restricted case; everyone else is told what they would be told of a number that does not exist. The
 * bot itself (NOBODY) has, and so has the member of staff who wrote it down for the shop, unless it is about them.
 */
export const hasPart = (actor: CaseActor, complaint: CaseLike & { filedBy: number | null }): boolean =>
  actor.personId === NOBODY ||
  isShopPerson(actor, complaint) ||
  mayRead(actor, complaint, false, null) ||
  (actor.officer !== undefined && complaint.filedBy === actor.personId && !isActorAbout(actor, complaint));
