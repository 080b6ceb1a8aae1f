import { upsertRoster } from "../../db/retailers/roster.ts";
import type { Deps } from "../deps.ts";
import { withRejected, type ImportReport } from "../import/report.ts";
import { dropDuplicates, type RosterRow } from "./rules.ts";

export { readRosterCsv, readRosterJson, type RosterRead } from "./roster.ts";
export { agreeToPrivacy, bindByLicence, bindByPhone, decideLink, hasAgreed, type Bound, type LicenceOutcome } from "./verification.ts";
export { type RosterShop } from "../../db/retailers/shops.ts";

/**
 * Brings the shops of the roster to what the rows say, by licence number; shops that are not named stay as they are. A phone that
 * changes does not unlink the people of the shop. `actorId` is who imports: null for the API and the system.
 */
export async function importRoster(deps: Deps, rows: RosterRow[], actorId: number | null = null): Promise<ImportReport> {
  const unique = dropDuplicates(rows);
  const report = await upsertRoster(deps.db, unique.rows, { now: deps.clock(), actorId });
  return withRejected(report, unique.rejected);
}
