import type { InlineKeyboardButton } from "@grammyjs/types";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../people/service.ts";
import { drawChart, specOf } from "./chart.ts";
import { isEmpty, readFigures } from "./figures.ts";
import { namePeriod, stepPeriod, today, type Period } from "./periods.ts";
import { scopeOf, type ReportScope } from "./rules.ts";
import { describeReport, describeSummary, titleOf } from "./text.ts";

/** What someone may read of complaints; undefined: nothing. */
export const scopeOfActor = (deps: Deps, { roles, staff, person }: Pick<Actor, "roles" | "staff" | "person">): ReportScope | undefined => {
  const scope = scopeOf({ roles, districtId: staff?.districtId ?? null, isOwner: deps.config.adminIds.includes(person.id) });
  return scope && { ...scope, staffId: staff?.id ?? null };
};

const dataOf = (action: string, { kind, from }: Period): string => `report:${action}:${kind}:${from}`;

function buttonsOf(deps: Deps, locale: Locale, period: Period, { isLead }: ReportScope): InlineKeyboardButton[][] {
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  const turn = (to: Period, way: "back" | "on") => ({
    text: t("complaint-report-turn", { way, period: namePeriod(to, locale) }),
    callback_data: dataOf("complaints", to),
  });
  const next = stepPeriod(period, 1);
  const note = { text: t("complaint-report-note"), callback_data: dataOf("cnote", period) };
  return [
    [turn(stepPeriod(period, -1), "back"), ...(next.from <= today(deps) ? [turn(next, "on")] : [])],
    [
      { text: t("complaint-report-chart"), callback_data: dataOf("cchart", period) },
      { text: t("complaint-report-csv"), callback_data: dataOf("ccsv", period) },
    ],
    ...(isLead ? [[note]] : []),
  ];
}

type Asked = { locale: Locale; scope: ReportScope; period: Period };

/** The report in words with its buttons. */
export async function showReport(deps: Deps, { locale, scope, period }: Asked) {
  const figures = await readFigures(deps, scope, period);
  return { text: await describeReport({ deps, locale, figures }), buttons: buttonsOf(deps, locale, period, scope) };
}

/** The report as a picture (PNG) with the first lines as its caption; undefined when there is nothing to draw. */
export async function drawReport(deps: Deps, { locale, scope, period }: Asked) {
  const telling = { deps, locale, figures: await readFigures(deps, scope, period) };
  if (isEmpty(telling.figures)) return undefined;
  const caption = [await titleOf(telling), ...describeSummary(telling)].join("\n");
  return { png: await drawChart(await specOf(telling)), caption, name: `complaints-${period.from}.png` };
}
