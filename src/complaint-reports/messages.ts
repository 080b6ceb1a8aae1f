import { InputFile, type Api } from "grammy";
import type { Deps } from "../deps.ts";
import { findActor } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { drawReport, scopeOfActor, showReport } from "./panel.ts";
import type { Period } from "./periods.ts";

const NOT_A_READER = { skip: "not_a_reader" };

async function readAsked(deps: Deps, { chatId, data }: Delivery) {
  const actor = await findActor(deps, chatId);
  const scope = actor && scopeOfActor(deps, actor);
  // Someone who was moved or left meanwhile reads what they may read now.
  return actor && scope?.isLead ? { locale: actor.locale, scope, period: data as Period } : undefined;
}

/** To those in charge, once a week and a month: what complaints teach, in words. */
export async function prepareComplaintReport(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const asked = await readAsked(deps, delivery);
  if (!asked) return NOT_A_READER;
  const { text, buttons } = await showReport(deps, asked);
  return { method: "sendMessage", payload: { text, reply_markup: { inline_keyboard: buttons } } };
}

/** The same as a picture, drawn now: a row holds no file. */
export async function prepareComplaintReportChart(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const asked = await readAsked(deps, delivery);
  if (!asked) return NOT_A_READER;
  const drawn = await drawReport(deps, asked);
  if (!drawn) return { skip: "nothing_to_draw" };
  return { method: "sendPhoto", payload: { photo: new InputFile(drawn.png, drawn.name), caption: drawn.caption } };
}
