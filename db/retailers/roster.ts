import { eq, getTableColumns, sql, type InferInsertModel } from "drizzle-orm";
import type { RosterReason, RosterRejection, RosterRow } from "../../src/retailers/rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { forEachChunk, ROWS_PER_TRANSACTION } from "../chunks.ts";
import { claimOrders } from "../orders/unclaimed.ts";
import { retailers } from "../retailers.tables.ts";
import { createRoutePlacer, type RosterFile } from "./routes.ts";

/** `claimed`: orders that had come before their shop did. */
export type RosterReport = { created: number; updated: number; unchanged: number; rejected: RosterRejection[]; claimed?: number };

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
  const { createdAt: _createdAt, ...changeable } = holes;
  const update = tx
    .update(retailers)
    .set(changeable)
    .where(eq(retailers.id, sql.placeholder("id")))
    .prepare();

  return (row: RosterRow, routeId: number, isRouteChanged: boolean): "created" | "updated" | "unchanged" => {
    const known = find.get({ licenceNo: row.licenceNo });
    const values = valuesOf(row, routeId, known);
    if (!known) {
      insert.run({ ...values, createdAt: now, updatedAt: now });
      return "created";
    }
    if (isSame(known, values)) return isRouteChanged ? "updated" : "unchanged";
    update.run({ ...values, updatedAt: now, id: known.id });
    return "updated";
  };
}

/**
 * Brings shops, their routes and districts to what the rows say, some thousands of rows a transaction; shops that are not named stay, and
 * the same file again completes what a crash cut off. A row that contradicts its route (other district, second account manager, one who
 * left) is rejected and changes nothing. A new shop gets the orders that came before it.
 */
export async function upsertRoster(
  db: Db,
  rows: RosterRow[],
  { now, actorId }: { now: number; actorId: number | null },
): Promise<RosterReport> {
  const report: RosterReport = { created: 0, updated: 0, unchanged: 0, rejected: [] };
  const file: RosterFile = { routes: new Map(), newStaff: [] };
  const reject = (row: number, field: string, reason: RosterReason) => report.rejected.push({ row, field, reason });
  await forEachChunk(rows, ROWS_PER_TRANSACTION, (chunk) =>
    inTransaction(db, (tx) => {
      const place = createRoutePlacer(tx, file, now);
      const write = createShopWriter(tx, now);
      const created: string[] = [];
      for (const row of chunk) {
        const placed = place(row);
        if ("reason" in placed) {
          reject(row.row, placed.field, placed.reason);
          continue;
        }
        const outcome = write(row, placed.routeId, placed.isChanged);
        report[outcome] += 1;
        if (outcome === "created") created.push(row.licenceNo);
      }
      const claimed = claimOrders(tx, created);
      if (claimed > 0) report.claimed = (report.claimed ?? 0) + claimed;
    }),
  );
  inTransaction(db, (tx) => noteImport(tx, report, file.newStaff, { now, actorId }));
  return report;
}

function noteImport(tx: Tx, report: RosterReport, newStaff: string[], { now, actorId }: { now: number; actorId: number | null }): void {
  const { created, updated, unchanged, rejected, claimed = 0 } = report;
  addAudit(tx, {
    at: now,
    actorId,
    action: "retailer.import",
    subject: "roster",
    detail: { created, updated, unchanged, rejected: rejected.length, newStaff, ...(claimed > 0 ? { claimed } : {}) },
  });
}
