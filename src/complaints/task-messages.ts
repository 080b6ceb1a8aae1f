import { findCase, findTimeline, type WholeCase } from "../../db/complaints/reads.ts";
import type { Delivery } from "../../db/deliveries.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findStaffById } from "../staff/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import { headOf, quote, rateButtons } from "./card-message.ts";
import { findChatLocale, toKeyboard } from "./notes.ts";
import { EXCERPT_LENGTH, excerpt, type PromiseKind } from "./rules.ts";

type Told = WholeCase["promises"][number];

/** The case and the promise a task speaks of, with everything to write it in the chat's language; undefined when it is no longer open. */
async function readTask(deps: Deps, { subjectId, chatId, data }: Delivery, isAbout: (promise: Told) => boolean) {
  const found = await findCase(deps.db, subjectId);
  const promise = found?.promises.find(isAbout);
  if (!found || promise?.state !== "open" || found.complaint.state !== "open") return undefined;
  const locale = await findChatLocale(deps, chatId);
  const now = deps.clock();
  const moment = (at: number) => formatMoment(at, { zone: deps.config.timeZone, locale, now });
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  return { found, promise, reader: { deps, locale, now }, moment, t, data };
}

const ENDED = { skip: "the promise is no longer open" };
const isKind = (kind: PromiseKind) => (promise: Told) => promise.kind === kind;

/** The account manager's task; to those in charge instead when the bot can not reach the manager, and then it says so. */
export async function prepareDoorVisit(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, isKind("door_visit"));
  if (!task) return ENDED;
  const { found, promise, reader, moment, t } = task;
  const owner = promise.ownerId === null ? undefined : await findStaffById(deps.db, promise.ownerId);
  const isOwners = owner?.personId === delivery.chatId;
  const lines = [
    t("promise-visit-head", { due: moment(promise.dueAt) }),
    headOf(reader, found),
    ...(found.shop.address ? [t("promise-visit-address", { address: found.shop.address })] : []),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
    ...(isOwners ? [] : [owner ? t("promise-visit-unreached", { manager: owner.name }) : t("promise-visit-nobody")]),
  ];
  const id = found.complaint.id;
  const buttons: [string, string][] = [
    [t("promise-button-visited"), `case:visited:${id}`],
    [t("promise-button-show"), `case:show:${id}`],
  ];
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: toKeyboard([buttons]) } };
}

/** The supervisors' task after a door visit: ask the shop, and tap what it says. */
export async function prepareReturnVisit(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, isKind("return_visit"));
  if (!task) return ENDED;
  const { found, promise, reader, moment, t } = task;
  const visit = found.promises.find(isKind("door_visit"));
  const visited = (await findTimeline(deps.db, found.complaint.id)).findLast(({ kind }) => kind === "visited");
  const lines = [
    t("promise-return-head", { due: moment(promise.dueAt) }),
    headOf(reader, found),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
    t("promise-return-visited", {
      manager: visited?.actor ?? visit?.owner ?? "",
      at: moment(visit?.endedAt ?? reader.now),
      result: excerpt(visit?.result ?? "", EXCERPT_LENGTH),
    }),
    t("promise-return-ask"),
  ];
  const rows: [string, string][][] = [rateButtons(t, found.complaint.id), [[t("promise-button-show"), `case:show:${found.complaint.id}`]]];
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: toKeyboard(rows) } };
}

/** A promise that is still not kept after its time, to those in charge. */
export async function preparePromiseBreach(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, ({ id }) => id === delivery.data?.["promiseId"]);
  if (!task) return ENDED;
  const { found, promise, reader, moment, t } = task;
  const owner = promise.owner ?? t("promise-owner", { kind: promise.kind });
  const lines = [
    t("promise-breach", { kind: promise.kind, number: found.complaint.number, due: moment(promise.dueAt), owner }),
    headOf(reader, found),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
  ];
  const keyboard = toKeyboard([[[t("promise-button-show"), `case:show:${found.complaint.id}`]]]);
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: keyboard } };
}
