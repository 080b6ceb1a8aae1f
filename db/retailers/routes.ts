import { eq, sql } from "drizzle-orm";
import type { RosterReason, RosterRow } from "../../src/retailers/rules.ts";
import type { Tx } from "../client.ts";
import { districts } from "../districts.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff, staffRoles } from "../staff.tables.ts";

/** `managerCode`: whom the file named for it so far; `isChanged`: the file gave a known route another account manager. */
type Route = { id: number; district: string; managerId: number | null; managerCode: string | undefined; isChanged: boolean };
/** What is known of one file across its transactions: its routes by code, and the codes of staff that it brought. */
export type RosterFile = { routes: Map<string, Route>; newStaff: string[] };
type Placed = { routeId: number; isChanged: boolean } | { field: string; reason: RosterReason };

function findRoute(tx: Tx, code: string): Route | undefined {
  const found = tx
    .select({ id: routes.id, district: districts.name, managerId: routes.accountManagerId })
    .from(routes)
    .innerJoin(districts, eq(districts.id, routes.districtId))
    .where(eq(routes.code, code))
    .get();
  return found && { ...found, managerCode: undefined, isChanged: false };
}

function districtIdOf(tx: Tx, name: string): number {
  const found = tx.select({ id: districts.id }).from(districts).where(eq(districts.name, name)).get();
  return found?.id ?? tx.insert(districts).values({ name }).returning().get().id;
}

function createRoute(tx: Tx, { route: code, district }: RosterRow): Route {
  const { id } = tx
    .insert(routes)
    .values({ code, districtId: districtIdOf(tx, district) })
    .returning()
    .get();
  return { id, district, managerId: null, managerCode: undefined, isChanged: false };
}

/** The staff row of a code. An unknown code gets one without Telegram, so that the route has its owner before the person has joined. */
function findManager(tx: Tx, { code, district, now }: { code: string; district: string; now: number }) {
  const found = tx
    .select()
    .from(staff)
    .where(eq(sql`lower(${staff.code})`, code.toLowerCase()))
    .get();
  if (found?.removedAt) return undefined;
  const fresh = () =>
    tx
      .insert(staff)
      .values({ code, name: code, districtId: districtIdOf(tx, district), createdAt: now })
      .returning()
      .get();
  const { id } = found ?? fresh();
  tx.insert(staffRoles).values({ staffId: id, role: "account_manager" }).onConflictDoNothing().run();
  return { id, isNew: !found };
}

const isOther = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a.toLowerCase() !== b.toLowerCase();

/**
 * Finds or creates the route of a row, with its district and its account manager, inside the caller's transaction. One route is in one
 * district and has one account manager: within one file the first row that names one decides.
 */
export function createRoutePlacer(tx: Tx, { routes: known, newStaff }: RosterFile, now: number): (row: RosterRow) => Placed {
  function assign(route: Route, code: string, managerId: number, isNewRoute: boolean): void {
    route.managerCode = code;
    if (route.managerId === managerId) return;
    tx.update(routes).set({ accountManagerId: managerId }).where(eq(routes.id, route.id)).run();
    route.managerId = managerId;
    route.isChanged = !isNewRoute;
  }

  return (row) => {
    const existing = known.get(row.route) ?? findRoute(tx, row.route);
    if (existing && existing.district !== row.district) return { field: "route", reason: "route_in_other_district" };
    const code = row.accountManager;
    if (isOther(existing?.managerCode, code)) return { field: "account_manager", reason: "route_has_other_manager" };
    const isSettled = code === undefined || existing?.managerCode !== undefined;
    const manager = isSettled ? undefined : findManager(tx, { code, district: row.district, now });
    if (!isSettled && !manager) return { field: "account_manager", reason: "staff_removed" };
    const route = existing ?? createRoute(tx, row);
    known.set(row.route, route);
    if (manager?.isNew) newStaff.push(code!);
    if (manager) assign(route, code!, manager.id, !existing);
    return { routeId: route.id, isChanged: route.isChanged };
  };
}
