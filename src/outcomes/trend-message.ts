import type { Api } from "grammy";
import type { Deps } from "../deps.ts";
import { findActor } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import type { Period } from "./periods.ts";
import { periodButtons, titleOfWeek } from "./panel.ts";
import { scopeOf } from "./scope.ts";
import { describeWeek } from "./week-text.ts";

/** To an account manager or a supervisor, once a week: how the last one went, against those before. */
export async function prepareOrderTrend(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const actor = await findActor(deps, delivery.chatId);
  if (!actor) return { skip: "nothing_to_report" };
  const { locale } = actor;
  const period: Period = { kind: "week", ...(delivery.data as { from: string; to: string }) };
  const scope = scopeOf(actor);
  const text = await describeWeek(deps, { locale, scope, period, title: await titleOfWeek(deps, locale, scope, period) });
  if (text === undefined) return { skip: "nothing_to_report" };
  return { method: "sendMessage", payload: { text, reply_markup: { inline_keyboard: periodButtons(deps, locale, period) } } };
}
