import { and, asc, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import {
  EVERYONE,
  refuseGroup,
  type AudienceFilter,
  type Column,
  type GroupFilter,
  type GroupRefusal,
  type PeopleFilter,
} from "../../src/posts/rules.ts";
import type { Db, Tx } from "../client.ts";
import { selectRetailerGroups, type Group } from "../groups.ts";
import { groups } from "../groups.tables.ts";
import type { Person } from "../people.ts";
import { people } from "../people.tables.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";

/** What decides who gets a post; `withinDistrictId` is its author's district, null = the whole company. */
export type AudienceQuery = { column: Column | null; audience: AudienceFilter; withinDistrictId: number | null };
export type RefusedGroup = Group & { refusal: GroupRefusal };
export type Recipient = Pick<Person, "id" | "unreachable" | "startedAt">;
/** Whom a post reaches now, each group and each person once; groups that must not have it stand apart. */
export type Receivers = { groups: Group[]; refused: RefusedGroup[]; people: Recipient[] };

const isPlace = ({ districtIds, routeIds }: GroupFilter, place: { districtId: number; routeId: number | null }): boolean =>
  (districtIds.length === 0 && routeIds.length === 0) ||
  districtIds.includes(place.districtId) ||
  (place.routeId !== null && routeIds.includes(place.routeId));

function selectGroups(tx: Db | Tx, { column, audience, withinDistrictId }: AudienceQuery): Pick<Receivers, "groups" | "refused"> {
  const { groups: filter } = audience;
  if (!filter) return { groups: [], refused: [] };
  const meant = selectRetailerGroups(tx).filter(
    (group) => isPlace(filter, group) && (withinDistrictId === null || group.districtId === withinDistrictId),
  );
  return {
    groups: meant.filter((group) => refuseGroup(column, group) === undefined),
    refused: meant.flatMap((group) => {
      const refusal = refuseGroup(column, group);
      return refusal ? [{ ...group, refusal }] : [];
    }),
  };
}

/** A list goes in as one JSON parameter: a licence list may be longer than SQLite takes parameters. */
const isIn = (column: SQL | typeof retailers.licenceNo, values: readonly (string | number)[]): SQL | undefined =>
  values.length === 0 ? undefined : sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;

/** Shops for which no retailer group is linked, neither their route's nor their district's. */
const hasNoGroup = sql`not exists (select 1 from ${groups} where ${groups.kind} = 'retailers' and ${groups.state} = 'active'
  and (${groups.routeId} = ${retailers.routeId} or (${groups.routeId} is null and ${groups.districtId} = ${routes.districtId})))`;

const isWithin = (districtId: number | null): SQL | undefined => (districtId === null ? undefined : eq(routes.districtId, districtId));

function isMeant(filter: PeopleFilter, withinDistrictId: number | null): SQL | undefined {
  const { districtIds, routeIds } = filter;
  return and(
    eq(retailers.status, "active"),
    districtIds.length + routeIds.length === 0 ? undefined : or(inArray(routes.districtId, districtIds), inArray(routes.id, routeIds)),
    isIn(sql`${retailers.tier}`, filter.tiers),
    isIn(sql`${retailers.businessType}`, filter.businessTypes),
    isIn(sql`${retailers.area}`, filter.areas),
    isIn(retailers.licenceNo, filter.licences),
    filter.isNotInGroup ? hasNoGroup : undefined,
    isWithin(withinDistrictId),
  );
}

/** Verified people only: who acts for no active shop gets nothing. */
function selectPeople(tx: Db | Tx, { audience, withinDistrictId }: AudienceQuery): Recipient[] {
  if (!audience.people) return [];
  return tx
    .selectDistinct({ id: people.id, unreachable: people.unreachable, startedAt: people.startedAt })
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .innerJoin(people, eq(people.id, shopPeople.personId))
    .where(isMeant(audience.people, withinDistrictId))
    .orderBy(asc(people.id))
    .all();
}

/** Whom a post reaches as things stand, inside the caller's transaction. */
export const selectReceivers = (tx: Db | Tx, query: AudienceQuery): Receivers => ({
  ...selectGroups(tx, query),
  people: selectPeople(tx, query),
});

/** Whom a post would reach if it were sent now. */
export async function findReceivers(db: Db, query: AudienceQuery): Promise<Receivers> {
  return selectReceivers(db, query);
}

/** Why a person can not be written to, as far as is known before trying. */
export const unreachableReason = ({ unreachable, startedAt }: Recipient) =>
  unreachable ?? (startedAt === null ? "never_started" : undefined);

/** Those of an audience who can not be written to. */
export const findUnreachable = ({ people: meant }: Pick<Receivers, "people">): Recipient[] =>
  meant.filter((person) => unreachableReason(person) !== undefined);

/** Whether a post would arrive nowhere: there is no group, and none of the people can be written to. */
export const isNobody = ({ groups: places, people: meant }: Pick<Receivers, "groups" | "people">): boolean =>
  places.length === 0 && meant.every((person) => unreachableReason(person) !== undefined);

/** Whether a person still acts for an active shop: asked again just before a post goes to them. */
export async function isVerified(db: Db, personId: number): Promise<boolean> {
  return (
    db
      .select({ id: shopPeople.id })
      .from(shopPeople)
      .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
      .where(and(eq(shopPeople.personId, personId), eq(retailers.status, "active")))
      .limit(1)
      .get() !== undefined
  );
}

/** Those of the licence numbers that no active shop has; with a district, none of its shops. */
export async function findUnknownLicences(db: Db, licences: readonly string[], withinDistrictId: number | null): Promise<string[]> {
  const known = db
    .select({ licenceNo: retailers.licenceNo })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(and(eq(retailers.status, "active"), isIn(retailers.licenceNo, licences), isWithin(withinDistrictId)))
    .all();
  const numbers = new Set(known.map(({ licenceNo }) => licenceNo));
  return licences.filter((licence) => !numbers.has(licence));
}

/** What people can be chosen by: the values that the active shops of a district (null = of the company) have, with how many shops each. */
export async function countShopsBy(
  db: Db,
  trait: "tier" | "businessType" | "area",
  withinDistrictId: number | null,
): Promise<{ value: string; shops: number }[]> {
  const column = retailers[trait];
  return db
    .select({ value: sql<string>`${column}`, shops: sql<number>`count(*)` })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(and(eq(retailers.status, "active"), sql`${column} is not null`, isWithin(withinDistrictId)))
    .groupBy(column)
    .orderBy(asc(column))
    .all();
}

/** Those of the active shops a person acts for that a post was meant for: by itself, or by the group of its route or district. */
export async function findShopsMeant(db: Db, { audience, withinDistrictId }: AudienceQuery, personId: number): Promise<number[]> {
  const shops = (filter: PeopleFilter) =>
    db
      .select({ id: retailers.id })
      .from(shopPeople)
      .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
      .innerJoin(routes, eq(routes.id, retailers.routeId))
      .where(and(eq(shopPeople.personId, personId), isMeant(filter, withinDistrictId)))
      .all();
  const meant = [
    ...(audience.people ? shops(audience.people) : []),
    ...(audience.groups ? shops({ ...EVERYONE, ...audience.groups }) : []),
  ];
  return [...new Set(meant.map(({ id }) => id))];
}
