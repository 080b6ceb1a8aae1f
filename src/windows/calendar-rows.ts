import type { NewCycle, NewException } from "../../db/windows/calendar.ts";
import { parseInstant } from "../calendar/instants.ts";
import { dayOf, fromLocal, parseClock, parseDate, toLocal } from "../calendar/local-time.ts";
import { formatCutoff, parseCutoff, parseCycle } from "../calendar/window-rules.ts";
import { CHINESE_COLUMNS } from "../import/aliases.ts";
import { parseTable, type Rejection, type TableRow } from "../import/csv.ts";
import { isLicenceNo } from "../retailers/rules.ts";
import { routeScope, shopScope } from "./rules.ts";

export const CALENDAR_COLUMNS = ["route", "licence_no", "weekdays", "date", "cutoff", "opens"] as const;

type Owner = { route?: string; licence_no?: string };
/** A weekly cycle as CONTRACT names it; `row` is the line of the file it came from. */
export type CalendarRow = Owner & { row?: number; weekdays: string | (string | number)[]; cutoff: string; opens?: string | null };
/** One date on which a route or a shop orders differently; without a cutoff (or "cancelled") not at all. */
export type ExceptionRow = Owner & { row?: number; date: string; cutoff?: string | null; opens?: string | null };

/** What the rows' codes and licence numbers stand for. */
export type CalendarIds = { routes: ReadonlyMap<string, number>; retailers: ReadonlyMap<string, number> };

type Refusal = { field: string; reason: string };
type Judged<T> = T | Refusal;
type CalendarOwner = Pick<NewCycle, "scope" | "routeId" | "retailerId">;

/** How far a dated cutoff may lie from its ordering day: as far as a weekly one may. */
const CUTOFF_DAYS = { before: 14, after: 1 };

/** Reads the calendar CSV (CONTRACT), with English or Chinese headers; a row with a date is an exception. */
export function readCalendarCsv(text: string): { rows: CalendarRow[]; exceptions: ExceptionRow[]; rejected: Rejection[] } {
  const columns = { required: ["cutoff"], optional: CALENDAR_COLUMNS.filter((name) => name !== "cutoff") };
  const { rows, rejected } = parseTable(text, { columns, aliases: { ...CHINESE_COLUMNS, 日期: "date" } });
  // What a cell says is judged when it is imported, like what the API is given.
  const named = (isWanted: (row: TableRow) => boolean) => rows.filter(isWanted).map(({ line, values }) => ({ row: line, ...values }));
  return {
    rows: named((row) => !isDated(row)) as unknown as CalendarRow[],
    exceptions: named(isDated) as unknown as ExceptionRow[],
    rejected,
  };
}

const isDated = ({ values }: Pick<TableRow, "values">): boolean => (values["date"] ?? "") !== "";

const isRefusal = <T extends object>(judged: Judged<T>): judged is Refusal => "reason" in judged;

function judgeOwner(values: Record<string, string>, ids: CalendarIds): Judged<CalendarOwner> {
  const { route = "", licence_no: licenceNo = "" } = values as Owner;
  if (route !== "" && licenceNo !== "") return { field: "licence_no", reason: "route_and_licence" };
  if (route === "" && licenceNo === "") return { field: "route", reason: "missing" };
  if (route !== "") {
    const routeId = ids.routes.get(route);
    return routeId === undefined ? { field: "route", reason: "unknown_route" } : { scope: routeScope(routeId), routeId, retailerId: null };
  }
  if (!isLicenceNo(licenceNo)) return { field: "licence_no", reason: "not_12_digits" };
  const retailerId = ids.retailers.get(licenceNo);
  return retailerId === undefined
    ? { field: "licence_no", reason: "unknown_licence" }
    : { scope: shopScope(retailerId), routeId: null, retailerId };
}

function judgeCycle(values: Record<string, string>, ids: CalendarIds): Judged<NewCycle> {
  const owner = judgeOwner(values, ids);
  if (isRefusal(owner)) return owner;
  const { weekdays = "", cutoff = "", opens } = values;
  const missing = Object.entries({ weekdays, cutoff }).find(([, value]) => value === "");
  if (missing) return { field: missing[0], reason: "missing" };
  const cycle = parseCycle({ weekdays, cutoff, opens });
  if (!cycle.ok) return { field: cycle.field, reason: cycle.reason };
  const { rule } = cycle;
  return { ...owner, weekdays: rule.weekdays, cutoff: formatCutoff(rule.cutoff), opens: rule.opens ? formatCutoff(rule.opens) : null };
}

/** "17:00" and "-1 23:59" are told from the ordering day, anything else is an instant near it. */
function readTime(text: string, date: string, zone: string): number | undefined {
  const day = dayOf(date);
  const told = parseCutoff(text);
  if (told) return fromLocal(day + told.dayOffset, parseClock(told.time) ?? 0, zone);
  const at = parseInstant(text, zone);
  if (at === undefined) return undefined;
  const distance = toLocal(at, zone).day - day;
  return distance < -CUTOFF_DAYS.before || distance > CUTOFF_DAYS.after ? undefined : at;
}

function judgeException(values: Record<string, string>, ids: CalendarIds, zone: string): Judged<NewException> {
  const owner = judgeOwner(values, ids);
  if (isRefusal(owner)) return owner;
  const { cutoff = "", opens = "" } = values;
  if (!isDated({ values })) return { field: "date", reason: "missing" };
  const date = parseDate(values["date"]!);
  if (date === undefined) return { field: "date", reason: "not_a_date" };
  if (cutoff === "" || /^(cancelled|canceled|取消)$/i.test(cutoff))
    return { ...owner, date, kind: "cancelled", opensAt: null, cutoffAt: null };
  const cutoffAt = readTime(cutoff, date, zone);
  if (cutoffAt === undefined) return { field: "cutoff", reason: "not_a_time" };
  const opensAt = opens === "" ? null : readTime(opens, date, zone);
  if (opensAt === undefined) return { field: "opens", reason: "not_a_time" };
  if (opensAt !== null && opensAt >= cutoffAt) return { field: "opens", reason: "not_before_cutoff" };
  return { ...owner, date, kind: "window", opensAt, cutoffAt };
}

/** Sorts rows into what can be stored and what is wrong, by row; of several rows for the same thing the last one is right. */
export function judgeCalendar(tables: { rows: TableRow[]; exceptions: TableRow[] }, ids: CalendarIds, zone: string) {
  const rejected: Rejection[] = [];
  function collect<T extends object>(
    rows: TableRow[],
    judge: (values: Record<string, string>) => Judged<T>,
    keyOf: (good: T) => string,
  ): T[] {
    const good = new Map<string, { row: number; judged: T }>();
    for (const { line, values } of rows) {
      const judged = judge(values);
      if (isRefusal(judged)) {
        rejected.push({ row: line, ...judged });
        continue;
      }
      const earlier = good.get(keyOf(judged));
      if (earlier) rejected.push({ row: earlier.row, field: "", reason: "duplicate" });
      good.set(keyOf(judged), { row: line, judged });
    }
    return [...good.values()].map(({ judged }) => judged);
  }
  const weekly = tables.rows.filter((row) => !isDated(row));
  const dated = [...tables.rows.filter(isDated), ...tables.exceptions];
  return {
    cycles: collect(
      weekly,
      (values) => judgeCycle(values, ids),
      (cycle) => cycle.scope,
    ),
    exceptions: collect(
      dated,
      (values) => judgeException(values, ids, zone),
      ({ scope, date }) => `${scope} ${date}`,
    ),
    rejected,
  };
}
