import type { InlineKeyboardButton } from "@grammyjs/types";
import { findRoutesOf } from "../../db/outages/audience.ts";
import { findOutage, findRunning, type Outage } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import { findGroup, type Group } from "../groups/service.ts";
import type { Locale } from "../people/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { orderingButton } from "../windows/service.ts";
import { cutoffLines, findListener, phonesLine } from "./reading.ts";
import { overlaps } from "./rules.ts";
import { describeReason, describeSpan, momentOf, nameRoutes } from "./words.ts";

const message = (lines: readonly string[], buttons: InlineKeyboardButton[] = []): Prepared => ({
  method: "sendMessage",
  payload: { text: lines.join("\n"), ...(buttons.length > 0 ? { reply_markup: { inline_keyboard: [buttons] } } : {}) },
});

const expectedLines = (deps: Deps, locale: Locale, { expectedUntil }: Outage): string[] =>
  expectedUntil === null || expectedUntil <= deps.clock()
    ? []
    : [deps.t(locale, "outage-expected", { until: momentOf(deps, locale, expectedUntil) })];

const noteLines = ({ note }: Outage): string[] => (note === null ? [] : [note]);

/** What fails, since when and why. */
const leadOf = (deps: Deps, locale: Locale, outage: Outage): string =>
  deps.t(locale, "outage-lead", { from: momentOf(deps, locale, outage.startedAt), reason: describeReason(deps, locale, outage) });

/** In a whole district's group: which routes it is about. */
async function routeLines(deps: Deps, { locale, routeId, districtId }: Group, routeIds: readonly number[]): Promise<string[]> {
  if (routeId !== null) return [];
  const here = (await findRoutesOf(deps.db, routeIds)).filter((route) => route.districtId === districtId).map(({ id }) => id);
  return here.length === 0 ? [] : [deps.t(locale, "outage-routes", { routes: await nameRoutes(deps, locale, here) })];
}

const routesOf = ({ scope }: Outage): readonly number[] => (scope.kind === "routes" ? scope.routeIds : []);

async function findOn(deps: Deps, { subjectId }: Delivery): Promise<Outage | { skip: string }> {
  const outage = await findOutage(deps.db, subjectId);
  if (!outage) return { skip: "not_found" };
  return outage.endedAt === null ? outage : { skip: "over" };
}

/** Online ordering fails: to a group, or to someone who has not ordered, with the numbers to order by. */
export async function prepareOutageNotice(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const outage = await findOn(deps, delivery);
  if ("skip" in outage) return outage;
  if (delivery.chatId < 0) {
    const group = await findGroup(deps.db, delivery.chatId);
    if (!group) return { skip: "group_left" };
    const { locale } = group;
    const stays = deps.t(locale, "outage-cutoffs-stay");
    const routes = await routeLines(deps, group, routesOf(outage));
    return message([
      leadOf(deps, locale, outage),
      ...routes,
      phonesLine(deps, locale, outage),
      stays,
      ...expectedLines(deps, locale, outage),
      ...noteLines(outage),
    ]);
  }
  const listener = await findListener(deps, outage, delivery.chatId);
  if (!("open" in listener)) return listener;
  const { locale } = listener;
  const lines = cutoffLines(deps, listener, "outage-cutoff-stays");
  return message([
    leadOf(deps, locale, outage),
    phonesLine(deps, locale, outage),
    ...lines,
    ...expectedLines(deps, locale, outage),
    ...noteLines(outage),
  ]);
}

/** News of an outage in the announcer's words; skipped once there is later news, or it is over. */
export async function prepareOutageUpdate(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const outage = await findOn(deps, delivery);
  if ("skip" in outage) return outage;
  if (outage.note === null || outage.noteNo !== delivery.data?.["no"]) return { skip: "outdated" };
  const textIn = (locale: Locale) => [deps.t(locale, "outage-update", { note: outage.note! }), phonesLine(deps, locale, outage)];
  if (delivery.chatId < 0) {
    const group = await findGroup(deps.db, delivery.chatId);
    return group ? message(textIn(group.locale)) : { skip: "group_left" };
  }
  const listener = await findListener(deps, outage, delivery.chatId);
  return "open" in listener ? message(textIn(listener.locale)) : listener;
}

type Moved = { cutoffAt: number; routeIds: number[] };

/** A cutoff that was confirmed: to the groups of its routes and to whoever has not ordered; while the outage lasts, with the numbers. */
export async function prepareOutageCutoff(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const outage = await findOutage(deps.db, delivery.subjectId);
  const { cutoffAt, routeIds } = delivery.data as Moved;
  if (outage?.newCutoff !== cutoffAt) return { skip: "changed" };
  if (cutoffAt <= deps.clock()) return { skip: "too_late" };
  const how = (locale: Locale) => (outage.endedAt === null ? [deps.t(locale, "outage-still"), phonesLine(deps, locale, outage)] : []);
  const buttons = (locale: Locale) => (outage.endedAt === null ? [] : orderingButton(deps, locale));
  if (delivery.chatId < 0) {
    const group = await findGroup(deps.db, delivery.chatId);
    if (!group) return { skip: "group_left" };
    const { locale } = group;
    const lead = deps.t(locale, "outage-new-cutoff", { cutoff: momentOf(deps, locale, cutoffAt) });
    return message([lead, ...(await routeLines(deps, group, routeIds)), ...how(locale)], buttons(locale));
  }
  const listener = await findListener(
    deps,
    { ...outage, expectedUntil: cutoffAt },
    delivery.chatId,
    (window) => window.cutoffAt === cutoffAt,
  );
  if (!("open" in listener)) return listener;
  const { locale } = listener;
  return message([...cutoffLines(deps, listener, "outage-cutoff-new"), ...how(locale)], buttons(locale));
}

/** Online ordering works again: to the groups, and to whoever heard of the outage and has not ordered yet. */
export async function prepareOutageOver(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const outage = await findOutage(deps.db, delivery.subjectId);
  if (!outage || outage.endedAt === null) return { skip: "not_over" };
  // It failed again before everyone could be told: the next notice is the one to read.
  if ((await findRunning(deps.db)).some(({ scope }) => overlaps(scope, outage.scope))) return { skip: "failed_again" };
  const lead = (locale: Locale) => deps.t(locale, "outage-over", { span: describeSpan(deps, locale, outage) });
  if (delivery.chatId < 0) {
    const group = await findGroup(deps.db, delivery.chatId);
    if (!group) return { skip: "group_left" };
    const { locale } = group;
    const cutoffAt = Number(delivery.data?.["cutoffAt"] ?? 0);
    const cutoff = cutoffAt > deps.clock() ? [deps.t(locale, "outage-new-cutoff-is", { cutoff: momentOf(deps, locale, cutoffAt) })] : [];
    return message([lead(locale), ...cutoff], orderingButton(deps, locale));
  }
  const listener = await findListener(deps, outage, delivery.chatId);
  if (!("open" in listener)) return listener;
  const { locale } = listener;
  return message([lead(locale), ...cutoffLines(deps, listener, "outage-cutoff-is")], orderingButton(deps, locale));
}
