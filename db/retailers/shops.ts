import { and, asc, eq, isNull } from "drizzle-orm";
import type { RetailerStatus } from "../../src/retailers/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { retailers, shopPeople } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff } from "../staff.tables.ts";

/** A shop as verification needs it, with the one who answers for its route. */
export type RosterShop = {
  id: number;
  licenceNo: string;
  shopName: string;
  status: RetailerStatus;
  routeId: number;
  routeCode: string;
  districtId: number;
  /** Null while the route has no account manager, or only one who left. */
  managerName: string | null;
};

/** For a query of the roster: `.where()` and `.get()` or `.all()` are the caller's. */
export const selectShops = (tx: Db | Tx) =>
  tx
    .select({
      id: retailers.id,
      licenceNo: retailers.licenceNo,
      shopName: retailers.shopName,
      status: retailers.status,
      routeId: retailers.routeId,
      routeCode: routes.code,
      districtId: routes.districtId,
      managerName: staff.name,
    })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .leftJoin(staff, and(eq(staff.id, routes.accountManagerId), isNull(staff.removedAt)));

/** The shop of a licence number, whatever its status. */
export async function findShopByLicence(db: Db, licenceNo: string): Promise<RosterShop | undefined> {
  return selectShops(db).where(eq(retailers.licenceNo, licenceNo)).get();
}

/** Ties a person to a shop; false when they were tied already. */
export function linkShop(tx: Tx, link: typeof shopPeople.$inferInsert): boolean {
  return tx.insert(shopPeople).values(link).onConflictDoNothing().run().changes === 1;
}

/** The shops that have this (normalised) phone in the roster; the active ones are linked to the person in the same transaction. */
export async function linkShopsByPhone(
  db: Db,
  { personId, phone, now }: { personId: number; phone: string; now: number },
): Promise<RosterShop[]> {
  return inTransaction(db, (tx) => {
    const shops = selectShops(tx).where(eq(retailers.phone, phone)).orderBy(asc(retailers.licenceNo)).all();
    for (const { id, status } of shops) {
      if (status !== "active" || !linkShop(tx, { retailerId: id, personId, how: "contact", linkedAt: now })) continue;
      addAudit(tx, { at: now, actorId: personId, action: "retailer.link", subject: `retailer-${id}`, detail: { how: "contact" } });
    }
    return shops;
  });
}
