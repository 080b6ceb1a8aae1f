import type { Delivery } from "../../../db/deliveries.ts";
import { findCase } from "../../../db/complaints/reads.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf } from "../head.ts";
import { mayRevisit } from "./rules.ts";
import type { VisitTold } from "./visit.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { ENDED, isKind, readTask } from "../tasks.ts";

/** "Your account manager comes tomorrow at 15:00", to the shop, with a way to ask for another time; not if the plan has changed since. */
export async function prepareVisitPlanned(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, isKind("door_visit"));
  const { at, reason, due } = (delivery.data ?? {}) as { at?: number; reason?: string; due?: number };
  if (!task || at === undefined || task.promise.plannedAt !== at) return ENDED;
  const { found, promise, moment, t } = task;
  const lines = [
    t("door-planned", {
      manager: promise.owner ?? t("door-someone"),
      at: moment(at),
      number: found.complaint.number,
      shop: found.shop.shopName,
    }),
    ...(due === undefined ? [] : [t("door-planned-late", { due: moment(due), reason: reason ?? "" })]),
  ];
  const keyboard = toKeyboard([[[t("door-button-other"), `complain:othertime:${found.complaint.id}`]]]);
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: keyboard } };
}

/** What became of a visit, to the shop: nobody was met, it was declined, or it is over without a meeting. */
export async function prepareVisitTold(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  const visit = found?.promises.find(isKind("door_visit"));
  if (!found || !visit || found.complaint.state === "withdrawn") return ENDED;
  const { what, at } = data as VisitTold;
  if (what === "nobody" && visit.state !== "open") return ENDED;
  const locale = await findChatLocale(deps, chatId);
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  const time = formatMoment(at, { zone: deps.config.timeZone, locale, now: deps.clock() });
  const { id, number } = found.complaint;
  const text = t(`door-told-${what}`, { manager: visit.owner ?? t("door-someone"), at: time, number });
  const buttons: [string, string][] =
    what === "nobody"
      ? [[t("door-button-when"), `complain:othertime:${id}`]]
      : what === "declined" && mayRevisit(found.promises, [])
        ? [[t("door-button-revisit"), `complain:revisit:${id}`]]
        : [];
  return { method: "sendMessage", payload: { text, ...(buttons.length > 0 ? { reply_markup: toKeyboard([buttons]) } : {}) } };
}

/** The shop wants another time: to whoever has the visit, with the way to plan it anew. */
export async function prepareVisitAsked(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, isKind("door_visit"));
  if (!task) return ENDED;
  const { found, reader, t, data } = task;
  const { id } = found.complaint;
  const text = [t("door-asked", { wish: (data as { wish: string }).wish }), headOf(reader, found)].join("\n");
  const keyboard = toKeyboard([
    [
      [t("door-button-plan"), `case:plan:${id}`],
      [t("door-button-number"), `case:number:${id}`],
    ],
    [[t("promise-button-show"), `case:show:${id}`]],
  ]);
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}
