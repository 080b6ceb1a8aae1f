import type { InlineKeyboardButton } from "@grammyjs/types";
import { countOpen, findReports } from "../../db/outcomes.ts";
import { dateOf, dayOf } from "../calendar/local-time.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { describeOutcomes } from "./outcome-text.ts";
import { dayPeriod, today, weekPeriod, type Period } from "./periods.ts";
import { namePeriod, namePlace } from "./places.ts";
import type { Scope } from "./rules.ts";
import { isOwnOnly } from "./scope.ts";
import { describeWeek } from "./week-text.ts";
import { speak } from "./wording.ts";

/** A report as it is shown in the chat. */
export type Panel = { text: string; buttons: InlineKeyboardButton[][] };

const dataOf = ({ kind, from }: Period): string => `${kind}:${from}`;

/** The period before and the one after, where there is one; and the list of the period as a file. */
export function periodButtons(deps: Deps, locale: Locale, period: Period): InlineKeyboardButton[][] {
  const t = speak(deps, locale);
  const step = (n: number): Period => (period.kind === "week" ? weekPeriod(period.from, n) : dayPeriod(dateOf(dayOf(period.from) + n)));
  const button = (to: Period, arrow: "back" | "on") => ({
    text: t("report-turn", { way: arrow, period: namePeriod(deps, locale, to) }),
    callback_data: `report:orders:${dataOf(to)}`,
  });
  const next = step(1);
  const turns = [button(step(-1), "back"), ...(next.from <= today(deps) ? [button(next, "on")] : [])];
  const csv = { text: t("report-csv"), callback_data: `report:csv:${dataOf(period)}` };
  return [turns, [csv]];
}

export async function titleOfWeek(deps: Deps, locale: Locale, scope: Scope, period: Period): Promise<string> {
  const facts = { period: namePeriod(deps, locale, period), place: await namePlace(deps, locale, scope) };
  return speak(deps, locale)("trend-title", facts);
}

async function describeDay(deps: Deps, locale: Locale, scope: Scope, period: Period): Promise<string | undefined> {
  const found = await findReports(deps.db, period, scope);
  const reports = found.filter(({ outcome }) => outcome.shops > 0);
  if (reports.length === 0) return undefined;
  const facts = { period: namePeriod(deps, locale, period), place: await namePlace(deps, locale, scope) };
  return describeOutcomes({ deps, locale, reports }, speak(deps, locale)("report-day-title", facts), isOwnOnly(scope));
}

/** What is known of a week or an ordering day within the scope, on request; says so when nothing is counted yet. */
export async function showPeriod(deps: Deps, locale: Locale, scope: Scope, period: Period): Promise<Panel> {
  const t = speak(deps, locale);
  const title = await titleOfWeek(deps, locale, scope, period);
  const text =
    period.kind === "week" ? await describeWeek(deps, { locale, scope, period, title }) : await describeDay(deps, locale, scope, period);
  const open = await countOpen(deps.db, period, scope);
  const waiting = open > 0 ? [t("report-open", { n: open })] : [];
  const none = t("report-none", { period: namePeriod(deps, locale, period) });
  const body = [text ?? none, ...waiting].join(text === undefined ? "\n" : "\n\n");
  const buttons = periodButtons(deps, locale, period);
  // Nothing to list: only the way to other periods.
  return { text: body, buttons: text === undefined ? buttons.slice(0, -1) : buttons };
}
