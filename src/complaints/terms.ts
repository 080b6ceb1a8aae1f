import type { CasePromise } from "../../db/complaints/facts.ts";
import { dueAt } from "../calendar/working-time.ts";
import type { Deps } from "../deps.ts";
import { readSetting, type PromiseTime } from "../settings/service.ts";
import { formatWithin, shortenPromise, warnTime } from "./clock.ts";
import type { Category, PromiseKind } from "./rules.ts";

/** What the length of a promise may depend on. */
export type Subject = { category: Category; tier: string | null };
/** The clock of a promise of a kind that starts at an instant; to be spread into the new promise. */
export type Terms = (
  kind: PromiseKind,
  subject: Subject,
  startedAt: number,
) => Pick<CasePromise, "startedAt" | "dueAt" | "warnAt"> & { within: string };

/** The roster and the office may write a tier differently. */
const plain = (tier: string): string => tier.normalize("NFKC").trim().toLowerCase();

const isFor = (time: PromiseTime, kind: PromiseKind, { category, tier }: Subject): boolean =>
  time.kind === kind && (time.category === null ? tier !== null && plain(tier) === plain(time.tier) : time.category === category);

/** Reads how long promises may take now: as configured, or shorter where the setting promise_times says so for the category or the tier. */
export async function readTerms(deps: Pick<Deps, "db" | "config" | "calendar">): Promise<Terms> {
  const { config, calendar } = deps;
  const times = await readSetting(deps, "promise_times");
  return (kind, subject, startedAt) => {
    const lengths = [config.promiseWithin[kind], ...times.filter((time) => isFor(time, kind, subject)).map(({ within }) => within)];
    // Ten hours may be over before a day or after it: only the due times can be compared.
    const ends = lengths.map((within) => ({ within, due: dueAt(startedAt, within, calendar) })).toSorted((a, b) => a.due - b.due);
    const { within, due } = ends[0]!;
    return { startedAt, within: formatWithin(within), dueAt: due, warnAt: warnTime({ startedAt, dueAt: due, pausedMs: 0 }, calendar) };
  };
}

/** What a case's promises lose of their time when it becomes one of another category, see shortenPromise. */
export const shortenFor = (
  promises: CasePromise[],
  { subject, terms, now }: { subject: Subject; terms: Terms; now: number },
  { calendar }: Deps,
) => promises.flatMap((promise) => shortenPromise(promise, terms(promise.kind, subject, promise.startedAt).within, now, calendar) ?? []);
