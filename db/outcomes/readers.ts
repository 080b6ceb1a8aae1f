import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { deliveries } from "../deliveries.tables.ts";
import { people } from "../people.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff, staffRoles } from "../staff.tables.ts";

const isInReach = and(isNull(staff.removedAt), isNull(people.unreachable), isNotNull(people.startedAt));

/** Those who can be written to: the account managers by route, and the supervisors with their district (null = every one). */
export type Readers = {
  managers: ReadonlyMap<number, number>;
  supervisors: { personId: number; districtId: number | null }[];
};

/** Who is told what became of windows, company-wide, in two queries. */
export async function findReaders(db: Db): Promise<Readers> {
  const managers = db
    .select({ routeId: routes.id, personId: people.id })
    .from(routes)
    .innerJoin(staff, eq(staff.id, routes.accountManagerId))
    .innerJoin(people, eq(people.id, staff.personId))
    .where(isInReach)
    .all();
  const supervisors = db
    .select({ personId: people.id, districtId: staff.districtId })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .innerJoin(people, eq(people.id, staff.personId))
    .where(and(eq(staffRoles.role, "supervisor"), isInReach))
    .orderBy(staff.id)
    .all();
  return { managers: new Map(managers.map(({ routeId, personId }) => [routeId, personId])), supervisors };
}

/** Those of the dedupe keys for which there is no row yet. */
export async function findUnwritten(db: Db, keys: readonly string[]): Promise<string[]> {
  const rows = db
    .select({ key: deliveries.dedupeKey })
    .from(deliveries)
    .where(inArray(deliveries.dedupeKey, sql`(select value from json_each(${JSON.stringify(keys)}))`))
    .all();
  const written = new Set(rows.map(({ key }) => key));
  return keys.filter((key) => !written.has(key));
}
