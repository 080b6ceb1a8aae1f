/** What the company wants: so many per cent of the rated shops satisfied. */
export const SATISFACTION_GOAL = 95;
/** More would bury the numbers; the list has them all. */
export const WORST_SHOWN = 5;
/** From how many cases within a period on a shop is a repeat shop. */
export const REPEAT_CASES = 2;
/** How long after the last word a measure's text is waited for. */
export const MEASURE_DIALOGUE_MS = 60 * 60_000;
export const MAX_MEASURE_LENGTH = 300;

export const OUTCOMES = ["kept", "kept_late", "breached", "waived", "open"] as const;
export type Outcome = (typeof OUTCOMES)[number];

type PromiseLike = { kind: string; state: string; dueAt: number; endedAt: number | null };

/** How a promise stands: an open one whose time is over counts as breached. */
export function outcomeOf({ state, dueAt }: Pick<PromiseLike, "state" | "dueAt">, now: number): Outcome {
  if (state === "open") return now >= dueAt ? "breached" : "open";
  return state === "waived" ? "waived" : state === "kept" ? "kept" : "kept_late";
}

export type Keeping = Record<Outcome, number>;

/** How many promises stand how. */
export function countKeeping(promises: readonly Pick<PromiseLike, "state" | "dueAt">[], now: number): Keeping {
  const keeping: Keeping = { kept: 0, kept_late: 0, breached: 0, waived: 0, open: 0 };
  for (const promise of promises) keeping[outcomeOf(promise, now)] += 1;
  return keeping;
}

/** Whole per cent; 100 only when it is all. Undefined of nothing. */
export function percent(part: number, whole: number): number | undefined {
  if (whole === 0) return undefined;
  return part === whole ? 100 : Math.min(99, Math.round((100 * part) / whole));
}

/** Per cent kept in time of those whose time is over and that were not waived. */
export const keptShare = ({ kept, kept_late: late, breached }: Keeping): number | undefined => percent(kept, kept + late + breached);

/** The middle one, of two middle ones the mean; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** How often each value comes up, the most frequent first, then in the order in which they came. */
export function tally<T>(values: readonly T[]): { value: T; n: number }[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, n]) => ({ value, n })).toSorted((a, b) => b.n - a.n);
}

type CaseLike = { category: string; state: string; cause: string | null; retailerId: number; shopName: string };

/** Questions are answered and not complained about, what was withdrawn is nobody's complaint, and what was merged is counted where it went. */
export const isCounted = ({ category, state }: Pick<CaseLike, "category" | "state">): boolean =>
  category !== "advice" && state !== "withdrawn" && state !== "duplicate";

export type CaseCounts = {
  complaints: number;
  advice: number;
  withdrawn: number;
  merged: number;
  byCategory: { value: string; n: number }[];
  /** Null: no cause said yet. */
  byCause: { value: string | null; n: number }[];
  repeats: { shopName: string; n: number }[];
};

/** The cases filed within a period, in numbers. */
export function countCases(cases: readonly CaseLike[]): CaseCounts {
  const counted = cases.filter(isCounted);
  const withdrawn = cases.filter(({ state }) => state === "withdrawn").length;
  const merged = cases.filter(({ state }) => state === "duplicate").length;
  const names = new Map(counted.map(({ retailerId, shopName }) => [retailerId, shopName]));
  return {
    complaints: counted.length,
    advice: cases.length - counted.length - withdrawn - merged,
    withdrawn,
    merged,
    byCategory: tally(counted.map(({ category }) => category)),
    byCause: tally(counted.map(({ cause }) => cause)).toSorted((a, b) => Number(a.value === null) - Number(b.value === null)),
    repeats: tally(counted.map(({ retailerId }) => retailerId))
      .filter(({ n }) => n >= REPEAT_CASES)
      .map(({ value, n }) => ({ shopName: names.get(value) ?? "", n })),
  };
}

type RatingLike = { complaintId: number; satisfaction: string | null };

/** The last word of each case's shop: of those who were asked twice, only what they said in the end. */
export function countRatings(ratings: readonly RatingLike[]): { rated: number; satisfied: number; share: number | undefined } {
  const last = [...new Map(ratings.map(({ complaintId, satisfaction }) => [complaintId, satisfaction])).values()];
  const satisfied = last.filter((satisfaction) => satisfaction === "satisfied").length;
  return { rated: last.length, satisfied, share: percent(satisfied, last.length) };
}

type Timed = PromiseLike & { openedAt: number; doorEndedAt: number | null };
export type WorkingTime = (from: number, to: number) => number;

/** Working time that a promise took, in ms: from the filing, a return visit's from the door visit. Undefined unless it was fulfilled. */
export function timeTaken(promise: Timed, between: WorkingTime): number | undefined {
  const { kind, state, endedAt } = promise;
  if (endedAt === null || (state !== "kept" && state !== "kept_late")) return undefined;
  const from = kind === "return_visit" ? promise.doorEndedAt : promise.openedAt;
  return from === null ? undefined : between(from, endedAt);
}

/** Working time in ms by which a promise is or was late; 0 when it is not. */
export function lateBy(promise: PromiseLike, now: number, between: WorkingTime): number {
  const outcome = outcomeOf(promise, now);
  return outcome === "breached" || outcome === "kept_late" ? between(promise.dueAt, promise.endedAt ?? now) : 0;
}

/** The longest overdue promises, one of each case, the longest first. */
export function findWorst<P extends PromiseLike & { complaintId: number }>(
  promises: readonly P[],
  now: number,
  between: WorkingTime,
): { promise: P; late: number }[] {
  const late = promises.map((promise) => ({ promise, late: lateBy(promise, now, between) })).filter((each) => each.late > 0);
  const seen = new Set<number>();
  return late
    .toSorted((a, b) => b.late - a.late)
    .filter(({ promise: { complaintId } }) => !seen.has(complaintId) && seen.add(complaintId))
    .slice(0, WORST_SHOWN);
}

/** Who may read of complaints: a district's (null: every one); `isLead`: also who kept which promise, and notes measures; `staffId`: who reads, for cases that are not for everybody. */
export type ReportScope = { districtId: number | null; isLead: boolean; staffId?: number | null };

type Reader = { roles: readonly string[]; districtId: number | null; isOwner: boolean };

/** What a member of staff may read of, undefined when nothing: supervisors, admins and the desk of their district, or of all without one. */
export function scopeOf({ roles, districtId, isOwner }: Reader): ReportScope | undefined {
  if (isOwner) return { districtId: null, isLead: true };
  const isLead = roles.includes("supervisor") || roles.includes("admin");
  return isLead || roles.includes("service_desk") ? { districtId, isLead } : undefined;
}
