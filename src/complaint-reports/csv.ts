import { setImmediate } from "node:timers/promises";
import { DateTime } from "luxon";
import { findFiled, findPromisesOfFiled, noteExport, type FiledCase, type FiledPromise } from "../../db/complaint-reports.ts";
import { workingTimeBetween } from "../calendar/working-time.ts";
import { nameCause } from "../complaints/service.ts";
import { PROMISE_KINDS, type PromiseKind } from "../complaints/rules.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { CSV_START, toCsv } from "../import/write-csv.ts";
import { spanOf, type Period } from "./periods.ts";
import { outcomeOf, timeTaken, type ReportScope } from "./rules.ts";

const CASE_COLUMNS = [
  "number",
  "filed",
  "closed",
  "district",
  "route",
  "licence",
  "shop",
  "category",
  "cause",
  "state",
  "satisfaction",
] as const;
const ROWS_A_TURN = 500;
const MINUTE_MS = 60_000;

type Writing = { deps: Deps; locale: Locale; now: number; isLead: boolean };
export type Csv = { name: string; content: Buffer; rows: number };

const columnsOf = ({ isLead }: Writing) => ["outcome", "due", "ended", "minutes", ...(isLead ? ["owner"] : [])];

const formatAt = ({ deps }: Writing, at: number | null): string =>
  at === null ? "" : DateTime.fromMillis(at, { zone: deps.calendar.zone }).toFormat("yyyy-MM-dd HH:mm");

function promiseCells(writing: Writing, filed: FiledCase, all: readonly FiledPromise[], kind: PromiseKind): string[] {
  const columns = columnsOf(writing);
  const promise = all.find((each) => each.kind === kind);
  if (!promise) return columns.map(() => "");
  const { deps, locale, now } = writing;
  const doorEndedAt = all.find((each) => each.kind === "door_visit")?.endedAt ?? null;
  const between = (from: number, to: number) => workingTimeBetween(from, to, deps.calendar);
  const taken = timeTaken({ ...promise, openedAt: filed.openedAt, doorEndedAt }, between);
  const cells: Record<string, string> = {
    outcome: deps.t(locale, "complaint-report-csv-outcome", { outcome: outcomeOf(promise, now) }),
    due: formatAt(writing, promise.dueAt),
    ended: formatAt(writing, promise.endedAt),
    minutes: taken === undefined ? "" : String(Math.round(taken / MINUTE_MS)),
    owner: promise.owner ?? "",
  };
  return columns.map((column) => cells[column] ?? "");
}

function toLine(writing: Writing, filed: FiledCase, promises: readonly FiledPromise[]): string[] {
  const { deps, locale } = writing;
  const { satisfaction, cause } = filed;
  return [
    filed.number,
    formatAt(writing, filed.openedAt),
    formatAt(writing, filed.closedAt),
    filed.district,
    filed.route,
    filed.licenceNo,
    filed.shopName,
    deps.t(locale, "complaint-category-name", { category: filed.category }),
    cause === null ? "" : nameCause(deps, locale, cause),
    deps.t(locale, "complaint-state-name", { state: filed.state }),
    satisfaction === null ? "" : deps.t(locale, "complaint-satisfaction-name", { satisfaction }),
    ...PROMISE_KINDS.flatMap((kind) => promiseCells(writing, filed, promises, kind)),
  ];
}

function headOf(writing: Writing): string[] {
  const { deps, locale } = writing;
  const ofPromise = (kind: PromiseKind) =>
    columnsOf(writing).map((column) =>
      deps.t(locale, "complaint-report-csv-promise", { promise: deps.t(locale, "promise-name", { kind }), column }),
    );
  return [...CASE_COLUMNS.map((column) => deps.t(locale, "complaint-report-csv-column", { column })), ...PROMISE_KINDS.flatMap(ofPromise)];
}

/**
 * The cases filed within a period as a file that Excel opens as it is, a line each; who owned a promise only for those in charge.
 * Refused when there are none; noted in the audit, since it names shops.
 */
export async function exportReport(
  deps: Deps,
  { locale, actorId, scope, period }: { locale: Locale; actorId: number; scope: ReportScope; period: Period },
): Promise<({ ok: true } & Csv) | { ok: false }> {
  const span = spanOf(period, deps.calendar.zone);
  const cases = (await findFiled(deps.db, span, scope)).filter(({ isHidden }) => !isHidden);
  if (cases.length === 0) return { ok: false };
  const byCase = new Map<number, FiledPromise[]>();
  for (const promise of await findPromisesOfFiled(deps.db, span, scope.districtId))
    byCase.set(promise.complaintId, [...(byCase.get(promise.complaintId) ?? []), promise]);
  const writing = { deps, locale, now: deps.clock(), isLead: scope.isLead };
  const pieces = [CSV_START, toCsv([headOf(writing)])];
  for (let at = 0; at < cases.length; at += ROWS_A_TURN) {
    pieces.push(toCsv(cases.slice(at, at + ROWS_A_TURN).map((filed) => toLine(writing, filed, byCase.get(filed.id) ?? []))));
    await setImmediate();
  }
  const name = `${deps.t(locale, "complaint-report-csv-file")}-${period.from}-${period.to}.csv`;
  await noteExport(deps.db, { actorId, subject: name, rows: cases.length }, writing.now);
  return { ok: true, name, content: Buffer.from(pieces.join("")), rows: cases.length };
}
