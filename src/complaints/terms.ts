import type { CasePromise, NewPromise } from "../../db/complaints/facts.ts";
import { parseWithin, type Within } from "../calendar/durations.ts";
import { addWorkingTime, dueAt, workingTimeBetween, type WorkingCalendar } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { WARN_SHARE } from "./promise-rules.ts";
import type { Category, PromiseKind } from "./rules.ts";

/** What the length of a promise may depend on. */
export type Subject = { category: Category; tier: string | null };
/** The clock of a promise of a kind that starts at an instant; to be spread into the new promise. */
export type Terms = (
  kind: PromiseKind,
  subject: Subject,
  startedAt: number,
) => Required<Pick<NewPromise, "startedAt" | "within" | "dueAt" | "warnAt">>;

/** As parseWithin reads it back. */
export const formatWithin = (within: Within): string => (within.kind === "days" ? `${within.days}d` : `${within.ms / 1_000}s`);

/** When four fifths of the working time between two instants have gone. */
export const warnTime = (startedAt: number, due: number, calendar: WorkingCalendar): number =>
  addWorkingTime(startedAt, Math.floor(workingTimeBetween(startedAt, due, calendar) * WARN_SHARE), calendar);

/** When a promise is due by its start, its length, and for how long its clock stood still; undefined when its time was agreed on. */
export function computeDue(
  { startedAt, within, pausedMs }: Pick<CasePromise, "startedAt" | "within" | "pausedMs">,
  calendar: WorkingCalendar,
): number | undefined {
  if (within === null) return undefined;
  const due = dueAt(startedAt, parseWithin(within), calendar);
  return pausedMs === 0 ? due : addWorkingTime(due, pausedMs, calendar);
}

/** Reads how long promises may take now. */
export async function readTerms({ config, calendar }: Deps): Promise<Terms> {
  return (kind, _subject, startedAt) => {
    const within = config.promiseWithin[kind];
    const due = dueAt(startedAt, within, calendar);
    return { startedAt, within: formatWithin(within), dueAt: due, warnAt: warnTime(startedAt, due, calendar) };
  };
}
