import {
  findDistrictName,
  findDue,
  findFiled,
  findMeasures,
  findRatings,
  type DuePromise,
  type Measure,
} from "../../db/complaint-reports.ts";
import { workingTimeBetween } from "../calendar/working-time.ts";
import { PROMISE_KINDS, type PromiseKind } from "../complaints/rules.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { spanOf, stepPeriod, type Period } from "./periods.ts";
import {
  countCases,
  countKeeping,
  countRatings,
  findWorst,
  keptShare,
  medianOf,
  timeTaken,
  type CaseCounts,
  type Keeping,
  type ReportScope,
} from "./rules.ts";

/** How many periods back the satisfaction is drawn. */
const TREND_PERIODS = 6;

export type PromiseFigures = { kind: PromiseKind; keeping: Keeping; median: number | undefined };
type Ratings = ReturnType<typeof countRatings>;

/** What became of a period's complaints in a scope. */
export type Figures = {
  period: Period;
  scope: ReportScope;
  cases: CaseCounts;
  /** The same of the period before. */
  before: CaseCounts;
  ratings: Ratings;
  promises: PromiseFigures[];
  people: { name: string; keeping: Keeping }[];
  districts: { name: string; complaints: number; ratings: Ratings; kept: number | undefined }[];
  worst: { promise: DuePromise; late: number }[];
  measures: Measure[];
  /** Per cent satisfied of this period and those before, oldest first. */
  trend: { period: Period; share: number | undefined }[];
};

/** The promises of each member of staff, whoever missed most first. */
function countPeople(due: readonly DuePromise[], now: number): Figures["people"] {
  const byOwner = new Map<number, DuePromise[]>();
  for (const promise of due) {
    if (promise.ownerId === null) continue;
    const owned = byOwner.get(promise.ownerId);
    if (owned) owned.push(promise);
    else byOwner.set(promise.ownerId, [promise]);
  }
  const missed = ({ keeping }: { keeping: Keeping }) => keeping.breached + keeping.kept_late;
  return [...byOwner.values()]
    .map((promises) => ({ name: promises[0]!.owner ?? "", keeping: countKeeping(promises, now) }))
    .toSorted((a, b) => missed(b) - missed(a) || b.keeping.kept - a.keeping.kept);
}

async function readTrend(deps: Deps, period: Period, districtId: number | null): Promise<Figures["trend"]> {
  const periods = Array.from({ length: TREND_PERIODS }, (_, n) => stepPeriod(period, n + 1 - TREND_PERIODS));
  return Promise.all(
    periods.map(async (each) => ({
      period: each,
      share: countRatings(await findRatings(deps.db, spanOf(each, deps.calendar.zone), districtId)).share,
    })),
  );
}

/** Counts a period's complaints: cases by when they were filed, promises by when they fell due, satisfaction by when the shop said so. */
export async function readFigures(deps: Deps, scope: ReportScope, period: Period): Promise<Figures> {
  const { db, calendar } = deps;
  const now = deps.clock();
  const { districtId } = scope;
  const span = spanOf(period, calendar.zone);
  const between = (from: number, to: number) => workingTimeBetween(from, to, calendar);
  const filed = await findFiled(db, span, scope);
  const due = await findDue(db, span, scope);
  const ratings = await findRatings(db, span, districtId);
  const ids =
    districtId === null ? [...new Set([...filed, ...due, ...ratings].map((row) => row.districtId))].toSorted((a, b) => a - b) : [];
  const districts = ids.map(async (id) => ({
    name: (await findDistrictName(db, id)) ?? "",
    complaints: countCases(filed.filter((row) => row.districtId === id)).complaints,
    ratings: countRatings(ratings.filter((row) => row.districtId === id)),
    kept: keptShare(
      countKeeping(
        due.filter((row) => row.districtId === id),
        now,
      ),
    ),
  }));
  return {
    period,
    scope,
    cases: countCases(filed),
    before: countCases(await findFiled(db, spanOf(stepPeriod(period, -1), calendar.zone), scope)),
    ratings: countRatings(ratings),
    promises: PROMISE_KINDS.map((kind) => {
      const ofKind = due.filter((promise) => promise.kind === kind);
      const taken = ofKind.flatMap((promise) => timeTaken(promise, between) ?? []);
      return { kind, keeping: countKeeping(ofKind, now), median: medianOf(taken) };
    }),
    people: scope.isLead ? countPeople(due, now) : [],
    districts: await Promise.all(districts),
    worst: findWorst(
      due.filter(({ isHidden }) => !isHidden),
      now,
      between,
    ),
    measures: await findMeasures(db, period, districtId),
    trend: await readTrend(deps, period, districtId),
  };
}

/** Whether there is nothing at all to tell of a period. */
export const isEmpty = ({ cases, ratings, promises, measures }: Figures): boolean =>
  cases.complaints + cases.advice + cases.withdrawn + cases.merged + ratings.rated + measures.length === 0 &&
  promises.every(({ keeping }) => Object.values(keeping).every((n) => n === 0));

/** "城东区", or the whole company. */
export const namePlace = async (deps: Deps, locale: Locale, { districtId }: ReportScope): Promise<string> =>
  (districtId === null ? undefined : await findDistrictName(deps.db, districtId)) ?? deps.t(locale, "report-place-all");
