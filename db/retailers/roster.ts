import { eq, getTableColumns, sql, type InferInsertModel } from "drizzle-orm";
import type { RosterReason, RosterRejection, RosterRow } from "../../src/retailers/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { retailers } from "../retailers.tables.ts";
import { createRoutePlacer } from "./routes.ts";

export type RosterReport = { created: number; updated: number; unchanged: number; rejected: RosterRejection[] };

type Shop = typeof retailers.$inferSelect;
type Values = Omit<InferInsertModel<typeof retailers>, "id" | "createdAt" | "updatedAt">;

/** Fields the file does not have keep what is known. */
function valuesOf(row: RosterRow, routeId: number, known: Shop | undefined): Values {
  const keep = <T>(value: T | undefined, old: T | undefined) => (value === undefined ? (old ?? null) : value);
  return {
    licenceNo: row.licenceNo,
    shopName: row.shopName,
    phone: row.phone,
    routeId,
    contactName: keep(row.contactName, known?.contactName),
    businessType: keep<string | null>(row.businessType, known?.businessType),
    area: keep<string | null>(row.area, known?.area),
    address: keep(row.address, known?.address),
    tier: keep(row.tier, known?.tier),
    supplyGroup: keep(row.supplyGroup, known?.supplyGroup),
    status: row.status ?? known?.status ?? "active",
    birthday: keep(row.birthday, known?.birthday),
  };
}

const isSame = (known: Shop, next: Values): boolean => Object.entries(next).every(([key, value]) => known[key as keyof Shop] === value);

const COLUMNS = Object.keys(getTableColumns(retailers)).filter((name) => name !== "id");

function createShopWriter(tx: Tx, now: number) {
  // Prepared once: building the same statement 10,000 times costs many times what running it does.
  const find = tx
    .select()
    .from(retailers)
    .where(eq(retailers.licenceNo, sql.placeholder("licenceNo")))
    .prepare();
  const holes = Object.fromEntries(COLUMNS.map((name) => [name, sql.placeholder(name)])) as unknown as InferInsertModel<typeof retailers>;
  const insert = tx.insert(retailers).values(holes).prepare();

  return (row: RosterRow, routeId: number, isRouteChanged: boolean): "created" | "updated" | "unchanged" => {
    const known = find.get({ licenceNo: row.licenceNo });
    const values = valuesOf(row, routeId, known);
    if (!known) {
      insert.run({ ...values, createdAt: now, updatedAt: now });
      return "created";
    }
    if (isSame(known, values)) return isRouteChanged ? "updated" : "unchanged";
    tx.update(retailers)
      .set({ ...values, updatedAt: now })
      .where(eq(retailers.id, known.id))
      .run();
    return "updated";
  };
}

/**
 * Brings shops, their routes and districts to what the rows say, in one transaction; shops that are not named stay. A row that contradicts
 * its route (other district, second account manager, one who left) is rejected and changes nothing.
 */
export async function upsertRoster(
  db: Db,
  rows: RosterRow[],
  { now, actorId }: { now: number; actorId: number | null },
): Promise<RosterReport> {
  return inTransaction(db, (tx) => {
    const report: RosterReport = { created: 0, updated: 0, unchanged: 0, rejected: [] };
    const placer = createRoutePlacer(tx, now);
    const write = createShopWriter(tx, now);
    const reject = (row: number, field: string, reason: RosterReason) => report.rejected.push({ row, field, reason });
    for (const row of rows) {
      const place = placer.place(row);
      if ("reason" in place) reject(row.row, place.field, place.reason);
      else report[write(row, place.routeId, place.isChanged)] += 1;
    }
    const { created, updated, unchanged, rejected } = report;
    addAudit(tx, {
      at: now,
      actorId,
      action: "retailer.import",
      subject: "roster",
      detail: { created, updated, unchanged, rejected: rejected.length, newStaff: placer.newStaff },
    });
    return report;
  });
}
