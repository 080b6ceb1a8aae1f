import { formatDay } from "../dates.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import { nameCause } from "../complaints/service.ts";
import { excerpt } from "../complaints/rules.ts";
import { isEmpty, namePlace, type Figures } from "./figures.ts";
import { namePeriod } from "./periods.ts";
import { keptShare, SATISFACTION_GOAL, type Keeping } from "./rules.ts";

export type Telling = { deps: Deps; locale: Locale; figures: Figures };

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
/** Each list stops here, or the whole would not fit into one message (Telegram takes 4,096 characters). */
const LISTED = 8;
const NAME_LENGTH = 24;
const MEASURE_LENGTH = 120;

const speak =
  ({ deps, locale }: Telling) =>
  (key: string, variables?: Variables): string =>
    deps.t(locale, key, variables);

/** "3 小时 20 分", "3 h 20 min": working time, to the minute. */
export function describeTime(telling: Telling, ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.floor(minutes / HOUR_MINUTES);
  return speak(telling)("complaint-report-time", { hours, minutes: minutes % HOUR_MINUTES });
}

const change = (n: number, before: number): string => (n === before ? "±0" : n > before ? `+${n - before}` : `−${before - n}`);

/** A list of counts with what changed since the period before; a cause or category that is gone is told as 0. */
function describeCounts<T>(
  telling: Telling,
  now: readonly { value: T; n: number }[],
  before: readonly { value: T; n: number }[],
  name: (value: T) => string,
): string {
  const t = speak(telling);
  const gone = before.filter(({ value }) => !now.some((each) => each.value === value)).map(({ value }) => ({ value, n: 0 }));
  const all = [...now, ...gone];
  const items = all.slice(0, LISTED).map(({ value, n }) => {
    const earlier = before.find((each) => each.value === value)?.n ?? 0;
    return t("complaint-report-count", { name: excerpt(name(value), NAME_LENGTH), n, change: change(n, earlier) });
  });
  const more = all.length > LISTED ? [t("complaint-report-more", { n: all.length - LISTED })] : [];
  return [...items, ...more].join(t("complaint-report-comma"));
}

export const describeKeeping = (telling: Telling, keeping: Keeping): string =>
  Object.entries(keeping)
    .filter(([, n]) => n > 0)
    .map(([outcome, n]) => speak(telling)("complaint-report-outcome", { outcome, n }))
    .join(speak(telling)("complaint-report-dot"));

function describePromises(telling: Telling): string[] {
  const t = speak(telling);
  const lines = telling.figures.promises.map(({ kind, keeping, median }) => {
    const share = keptShare(keeping);
    const facts = {
      name: t("promise-name", { kind }),
      share: share === undefined ? "none" : String(share),
      keeping: describeKeeping(telling, keeping) || t("complaint-report-none-due"),
    };
    const time = median === undefined ? "" : t("complaint-report-median", { time: describeTime(telling, median) });
    return t("complaint-report-promise", facts) + time;
  });
  return ["", t("complaint-report-promises"), ...lines];
}

function describePeople(telling: Telling): string[] {
  const t = speak(telling);
  const { people } = telling.figures;
  if (people.length === 0) return [];
  const lines = people.slice(0, LISTED).map(({ name, keeping }) => {
    return t("complaint-report-person", { name: excerpt(name, NAME_LENGTH), keeping: describeKeeping(telling, keeping) });
  });
  const more = people.length > LISTED ? [t("complaint-report-more", { n: people.length - LISTED })] : [];
  return ["", t("complaint-report-people"), ...lines, ...more];
}

function describeDistricts(telling: Telling): string[] {
  const t = speak(telling);
  const { districts } = telling.figures;
  if (districts.length < 2) return [];
  const lines = districts.slice(0, LISTED * 2).map(({ name, complaints, ratings, kept }) =>
    t("complaint-report-district", {
      name: excerpt(name, NAME_LENGTH),
      n: complaints,
      share: ratings.share === undefined ? "none" : String(ratings.share),
      kept: kept === undefined ? "none" : String(kept),
    }),
  );
  return ["", t("complaint-report-districts"), ...lines];
}

function describeWorst(telling: Telling): string[] {
  const t = speak(telling);
  const { worst } = telling.figures;
  if (worst.length === 0) return [];
  const lines = worst.map(({ promise, late }) =>
    t("complaint-report-late", {
      number: promise.number,
      shop: excerpt(promise.shopName, NAME_LENGTH),
      promise: t("promise-name", { kind: promise.kind }),
      time: describeTime(telling, late),
      isOpen: promise.state === "open" ? "yes" : "no",
    }),
  );
  return ["", t("complaint-report-worst"), ...lines];
}

function describeMeasures(telling: Telling): string[] {
  const t = speak(telling);
  const { deps, locale, figures } = telling;
  const { measures, scope } = figures;
  if (measures.length === 0) return [];
  const lines = measures.slice(-LISTED).map((measure) =>
    t("complaint-report-measure", {
      cause: excerpt(nameCause(deps, locale, measure.cause), NAME_LENGTH),
      // Words of a person: one line of them, whatever they wrote.
      text: excerpt(measure.text.replaceAll(/\s+/g, " "), MEASURE_LENGTH),
      by: measure.by ?? t("complaint-cause-someone"),
      at: formatDay(measure.at, { zone: deps.calendar.zone, locale }),
      place: scope.districtId === null && measure.district !== null ? excerpt(measure.district, NAME_LENGTH) : "none",
    }),
  );
  return ["", t("complaint-report-measures"), ...lines];
}

/** The first lines: how many, and how satisfied the shops are. */
export function describeSummary(telling: Telling): string[] {
  const t = speak(telling);
  const { cases, before, ratings } = telling.figures;
  const total = { n: cases.complaints, before: before.complaints, change: change(cases.complaints, before.complaints) };
  const list = [
    ...(cases.advice > 0 ? [t("complaint-report-advice", { n: cases.advice })] : []),
    ...(cases.withdrawn > 0 ? [t("complaint-report-withdrawn", { n: cases.withdrawn })] : []),
    ...(cases.merged > 0 ? [t("restricted-report-merged", { n: cases.merged })] : []),
  ].join(t("complaint-report-comma"));
  const beside = list === "" ? "" : t("complaint-report-beside", { list });
  const { share, rated, satisfied } = ratings;
  const satisfaction =
    share === undefined
      ? t("complaint-report-unrated", { goal: SATISFACTION_GOAL })
      : t("complaint-report-satisfaction", {
          share,
          rated,
          satisfied,
          goal: SATISFACTION_GOAL,
          isMet: share >= SATISFACTION_GOAL ? "yes" : "no",
        });
  return [t("complaint-report-total", total) + beside, satisfaction];
}

export async function titleOf(telling: Telling): Promise<string> {
  const { deps, locale, figures } = telling;
  const { period, scope } = figures;
  const facts = { kind: period.kind, period: namePeriod(period, locale), place: await namePlace(deps, locale, scope) };
  return speak(telling)("complaint-report-title", facts);
}

/** The whole report in one message. */
export async function describeReport(telling: Telling): Promise<string> {
  const t = speak(telling);
  const { deps, locale, figures } = telling;
  const title = await titleOf(telling);
  if (isEmpty(figures)) return `${title}\n${t("complaint-report-nothing")}`;
  const { cases, before } = figures;
  const category = (value: string) => t("complaint-category-name", { category: value });
  const cause = (value: string | null) => (value === null ? t("complaint-report-no-cause") : nameCause(deps, locale, value));
  const categories = describeCounts(telling, cases.byCategory, before.byCategory, category);
  const causes = describeCounts(telling, cases.byCause, before.byCause, cause);
  const repeats = cases.repeats
    .slice(0, LISTED)
    .map(({ shopName, n }) => t("complaint-report-repeat", { shop: excerpt(shopName, NAME_LENGTH), n }))
    .join(t("complaint-report-comma"));
  return [
    title,
    ...describeSummary(telling),
    ...(categories === ""
      ? []
      : ["", t("complaint-report-categories", { list: categories }), t("complaint-report-causes", { list: causes })]),
    ...(repeats === "" ? [] : [t("complaint-report-repeats", { n: cases.repeats.length, list: repeats })]),
    ...describePromises(telling),
    ...describePeople(telling),
    ...describeDistricts(telling),
    ...describeWorst(telling),
    ...describeMeasures(telling),
  ].join("\n");
}
