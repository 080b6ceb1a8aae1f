import { eq, sql } from "drizzle-orm";
import type { RosterReason, RosterRow } from "../src/retailers/rules.ts";
import type { Tx } from "./client.ts";
import { districts } from "./districts.tables.ts";
import { routes } from "./routes.tables.ts";
import { staff, staffRoles } from "./staff.tables.ts";

type Route = { id: number; district: string; managerId: number | null; isChanged: boolean; managerCode: string | undefined };
type Placed = { routeId: number; isChanged: boolean } | { field: string; reason: RosterReason };

/**
 * Finds or creates the route of each row, with its district and its account manager, inside the caller's transaction. One route is
 * in one district and has one account manager: within one file the first row decides.
 */
export function createRoutePlacer(tx: Tx, now: number) {
  const known = new Map<string, Route>();
  const newStaff: string[] = [];

  function findRoute(code: string): Route | undefined {
    const cached = known.get(code);
    if (cached) return cached;
    const found = tx
      .select({ id: routes.id, district: districts.name, managerId: routes.accountManagerId })
      .from(routes)
      .innerJoin(districts, eq(districts.id, routes.districtId))
      .where(eq(routes.code, code))
      .get();
    const route = found && { ...found, isChanged: false, managerCode: undefined };
    if (route) known.set(code, route);
    return route;
  }

  function districtIdOf(name: string): number {
    const found = tx.select({ id: districts.id }).from(districts).where(eq(districts.name, name)).get();
    return found?.id ?? tx.insert(districts).values({ name }).returning().get().id;
  }

  function createRoute(row: RosterRow): Route {
    const { id } = tx
      .insert(routes)
      .values({ code: row.route, districtId: districtIdOf(row.district) })
      .returning()
      .get();
    const route = { id, district: row.district, managerId: null, isChanged: false, managerCode: undefined };
    known.set(row.route, route);
    return route;
  }

  /** The staff row of a code. An unknown code gets one without Telegram, so that the route has its owner before the person has joined. */
  function managerOf(code: string, district: string): number | "staff_removed" {
    const found = tx.select().from(staff).where(eq(sql`lower(${staff.code})`, code.toLowerCase())).get();
    if (found?.removedAt) return "staff_removed";
    const id =
      found?.id ??
      tx
        .insert(staff)
        .values({ code, name: code, districtId: districtIdOf(district), createdAt: now })
        .returning()
        .get().id;
    if (!found) newStaff.push(code);
    tx.insert(staffRoles).values({ staffId: id, role: "account_manager" }).onConflictDoNothing().run();
    return id;
  }

  function isOtherManager(route: Route | undefined, code: string | undefined): boolean {
    return route?.managerCode !== undefined && code !== undefined && route.managerCode.toLowerCase() !== code.toLowerCase();
  }

  return {
    /** Staff codes that were unknown until now. */
    newStaff,
    place(row: RosterRow): Placed {
      const existing = findRoute(row.route);
      if (existing && existing.district !== row.district) return { field: "route", reason: "route_in_other_district" };
      const code = row.accountManager;
      if (isOtherManager(existing, code)) return { field: "account_manager", reason: "route_has_other_manager" };
      // The first row that names the account manager decides for the whole file; the others need no look-up.
      const managerId = code === undefined || existing?.managerCode !== undefined ? undefined : managerOf(code, row.district);
      if (managerId === "staff_removed") return { field: "account_manager", reason: "staff_removed" };
      const route = existing ?? createRoute(row);
      if (managerId === undefined) return { routeId: route.id, isChanged: route.isChanged };
      route.managerCode = code;
      if (route.managerId !== managerId) {
        tx.update(routes).set({ accountManagerId: managerId }).where(eq(routes.id, route.id)).run();
        route.managerId = managerId;
        route.isChanged = existing !== undefined;
      }
      return { routeId: route.id, isChanged: route.isChanged };
    },
  };
}
