import type { Api } from "grammy";
import { findReports, type WindowReport } from "../../db/outcomes.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findActor } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { describeOutcomes } from "./outcome-text.ts";
import { nameMoment, namePlace } from "./places.ts";
import type { OutcomeData } from "./recipients.ts";
import type { Scope } from "./rules.ts";
import { districtOf, ownOf, scopeOf } from "./scope.ts";
import { speak } from "./wording.ts";

type Subject = { deps: Deps; locale: Locale; reports: readonly WindowReport[]; scope: Scope };

async function titleOf({ deps, locale, reports, scope }: Subject, { cutoffAt, districtId }: OutcomeData): Promise<string> {
  const isCorrected = reports.some(({ outcome }) => outcome.revision > 1);
  const facts = {
    cutoff: nameMoment(deps, locale, cutoffAt),
    place: await namePlace(deps, locale, scope),
    kind: districtId === null ? "own" : "district",
  };
  return speak(deps, locale)(isCorrected ? "outcome-title-corrected" : "outcome-title", facts);
}

/**
 * To an account manager or a supervisor: what became of the windows that closed at one instant. A window that was called off or opened
 * again meanwhile is left out, and so is a route that is no longer the reader's.
 */
export async function prepareOrderOutcome(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const data = delivery.data as OutcomeData;
  const actor = await findActor(deps, delivery.chatId);
  const whole = actor && scopeOf(actor);
  const scope = whole && (data.districtId === null ? ownOf(whole) : districtOf(whole, data.districtId));
  const found = scope ? await findReports(deps.db, data, scope) : [];
  const reports = found.filter(({ window, outcome }) => window.cutoffAt === data.cutoffAt && outcome.shops > 0);
  if (!actor || !scope || reports.length === 0) return { skip: "nothing_to_report" };
  const { locale } = actor;
  const subject = { deps, locale, reports, scope };
  const text = await describeOutcomes(subject, await titleOf(subject, data), data.districtId === null);
  const csv = { text: deps.t(locale, "report-csv"), callback_data: `report:cut:${data.cutoffAt}:${data.districtId ?? "own"}` };
  return { method: "sendMessage", payload: { text, reply_markup: { inline_keyboard: [[csv]] } } };
}
