import type { Deps } from "../deps.ts";
import { CHINESE_COLUMNS } from "../import/aliases.ts";
import { readColumns } from "../import/csv.ts";
import { withRejected, type ImportReport } from "../import/report.ts";
import { importOrders, readOrdersCsv } from "../orders/service.ts";
import { importRoster, readRosterCsv } from "../retailers/service.ts";
import { importCalendar, readCalendarCsv } from "../windows/service.ts";

export type ImportKind = "roster" | "calendar" | "orders";

/** One sign each is enough: a file that lacks another column is then told which one. */
const SIGNS: Readonly<Record<ImportKind, readonly string[]>> = {
  orders: ["order_no", "cartons"],
  calendar: ["weekdays", "cutoff"],
  roster: ["shop_name", "phone"],
};

/** Which of CONTRACT's three tables a CSV text is, by its header; undefined when it is none of them. */
export function detectKind(text: string): ImportKind | undefined {
  const columns = readColumns(text, { columns: { required: [], optional: Object.values(SIGNS).flat() }, aliases: CHINESE_COLUMNS });
  return (["orders", "calendar", "roster"] as const).find((kind) => SIGNS[kind].some((sign) => columns.includes(sign)));
}

type Import = (deps: Deps, text: string, actorId: number | null) => Promise<ImportReport>;

const IMPORTS: Readonly<Record<ImportKind, Import>> = {
  async roster(deps, text, actorId) {
    const { rows, rejected } = readRosterCsv(text);
    return withRejected(await importRoster(deps, rows, actorId), rejected);
  },
  async calendar(deps, text, actorId) {
    const { rejected, ...input } = readCalendarCsv(text);
    return withRejected(await importCalendar(deps, input, actorId), rejected);
  },
  async orders(deps, text, actorId) {
    const { rows, rejected } = readOrdersCsv(text);
    return importOrders(deps, rows, { source: actorId === null ? "api" : "import", unread: rejected });
  },
};

/** Imports a CSV text: good rows land, the others are listed. `actorId` is who imports: null for the API. */
export const importCsv = (deps: Deps, kind: ImportKind, text: string, actorId: number | null): Promise<ImportReport> =>
  IMPORTS[kind](deps, text, actorId);
