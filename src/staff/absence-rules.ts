/** A member of staff as far as being away and standing in goes. */
export type Absentee = {
  id: number;
  personId: number | null;
  districtId: number | null;
  roles: readonly string[];
  awayUntil: number | null;
  substituteId: number | null;
};

/** Half a year: a date further off is a slip of the pen. */
export const MAX_AWAY_MS = 183 * 24 * 60 * 60 * 1000;

const isInCharge = ({ roles }: Pick<Absentee, "roles">): boolean => roles.some((role) => role === "supervisor" || role === "admin");
const isOf = ({ districtId }: Pick<Absentee, "districtId">, other: number | null): boolean =>
  districtId === null || other === null || districtId === other;

/** Account managers and those in charge stand in for someone of their district, unless they are away themselves. */
export const mayStandIn = (substitute: Absentee, absentee: Pick<Absentee, "id" | "districtId">, now: number): boolean =>
  substitute.id !== absentee.id &&
  substitute.personId !== null &&
  (isInCharge(substitute) || substitute.roles.includes("account_manager")) &&
  isOf(substitute, absentee.districtId) &&
  (substitute.awayUntil === null || substitute.awayUntil <= now);

/** Everybody says so for themselves, and those in charge of the district for its staff; someone of the whole company only for themselves. */
export function maySetAway(actor: Absentee | undefined, absentee: Absentee, isOwner: boolean): boolean {
  if (isOwner || actor?.id === absentee.id) return true;
  if (!actor || !isInCharge(actor)) return false;
  return actor.districtId === null || actor.districtId === absentee.districtId;
}
