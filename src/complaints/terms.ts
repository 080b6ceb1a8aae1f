import type { NewPromise } from "../../db/complaints/facts.ts";
import { dueAt } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { formatWithin, warnTime } from "./clock.ts";
import type { Category, PromiseKind } from "./rules.ts";

/** What the length of a promise may depend on. */
export type Subject = { category: Category; tier: string | null };
/** The clock of a promise of a kind that starts at an instant; to be spread into the new promise. */
export type Terms = (
  kind: PromiseKind,
  subject: Subject,
  startedAt: number,
) => Required<Pick<NewPromise, "startedAt" | "within" | "dueAt" | "warnAt">>;

/** Reads how long promises may take now. */
export async function readTerms({ config, calendar }: Deps): Promise<Terms> {
  return (kind, _subject, startedAt) => {
    const within = config.promiseWithin[kind];
    const due = dueAt(startedAt, within, calendar);
    return { startedAt, within: formatWithin(within), dueAt: due, warnAt: warnTime({ startedAt, dueAt: due, pausedMs: 0 }, calendar) };
  };
}
