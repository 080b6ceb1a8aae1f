import { addAudit } from "./audit.ts";
import { inTransaction, type Db } from "./client.ts";

export { findShopOutcomes, type ShopOutcome } from "./outcomes/facts.ts";
export {
  countOpen,
  findReports,
  findShares,
  findShops,
  findWeeks,
  findWithoutOrder,
  type NamedShop,
  type Outcome,
  type Share,
  type WeekShare,
  type Which,
  type WindowReport,
} from "./outcomes/reads.ts";
export { findReaders, findUnwritten, type Readers } from "./outcomes/readers.ts";
export { findCounted, findUncounted, saveOutcomes, type ClosedWindow, type NewOutcome } from "./outcomes/writes.ts";

/** Notes that someone took a list that names shops. */
export async function noteExport(db: Db, { actorId, subject, rows }: { actorId: number; subject: string; rows: number }, now: number) {
  inTransaction(db, (tx) => addAudit(tx, { at: now, actorId, action: "report.export", subject, detail: { rows } }));
}
