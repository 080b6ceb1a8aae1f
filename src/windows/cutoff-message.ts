import type { Api } from "grammy";
import { findOutageOfRoute } from "../../db/outages.ts";
import { findPerson } from "../../db/people.ts";
import { findChange, findChanges, type WindowChange } from "../../db/windows/changes.ts";
import { countShops, findShopsOfPerson, findWindow } from "../../db/windows/shops.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findGroup } from "../groups/service.ts";
import { findFeed } from "../orders/service.ts";
import { findLocale, localeOf } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import type { CutoffTo } from "./cutoff-outbox.ts";
import { describeReason, nameChanger } from "./cutoff-words.ts";
import { isQuiet, readQuiet } from "./quiet.ts";
import { asText, feedTime, orderButtons, whereLine, type Reading } from "./reading.ts";
import { nameShops } from "./reminder-view.ts";
import { formatTimeLeft, shortenName } from "./wording.ts";

type Told = Reading & { change: WindowChange };

/** A change that another one, or the calendar, has overtaken is not told any more: the newer one is. */
async function findTold(deps: Deps, delivery: Delivery): Promise<Omit<Told, "locale"> | { skip: string }> {
  const change = await findChange(deps.db, delivery.subjectId);
  const window = change && (await findWindow(deps.db, change.windowId));
  if (!change || !window) return { skip: "gone" };
  const [latest] = await findChanges(deps.db, window.id);
  const holds = change.newCutoffAt === null ? window.state === "cancelled" : window.cutoffAt === change.newCutoffAt;
  if (latest?.id !== change.id || !holds || (change.newCutoffAt !== null && window.state === "cancelled")) return { skip: "changed" };
  return { deps, window, change, now: deps.clock(), outage: await findOutageOfRoute(deps.db, window.route.id) };
}

const ownerOf = ({ deps, locale, window }: Reading): string =>
  window.shop
    ? deps.t(locale, "reminder-shop-name", { shop: shortenName(window.shop.shopName) })
    : deps.t(locale, "reminder-route", { route: window.route.code });

/** The first line: what closes when instead of when, or not at all; then why. */
function describe(told: Told, owner: string): string[] {
  const { deps, locale, change, now } = told;
  const moment = (at: number | null) => (at === null ? "" : formatMoment(at, { zone: deps.calendar.zone, locale, now }));
  const form = change.newCutoffAt === null ? "cancelled" : change.oldCutoffAt === null ? "restored" : "moved";
  const title = deps.t(locale, `cutoff-told-${form}`, { owner, old: moment(change.oldCutoffAt), new: moment(change.newCutoffAt) });
  const reason = describeReason(deps, locale, change);
  return [title, ...(reason === "" ? [] : [deps.t(locale, "cutoff-told-reason", { reason })])];
}

async function tellGroup(found: Omit<Told, "locale">, chatId: number): Promise<Prepared> {
  const { deps, window, change } = found;
  const group = await findGroup(deps.db, chatId);
  if (!group) return { skip: "group_left" };
  const { locale } = group;
  const owner =
    group.routeId === null ? deps.t(locale, "reminder-route", { route: window.route.code }) : deps.t(locale, "cutoff-this-route");
  const told = { ...found, locale };
  const lines = describe(told, owner);
  if (change.newCutoffAt === null) return asText(lines.join("\n"));
  const order = orderButtons(told);
  const text = [...lines, deps.t(locale, "cutoff-told-order"), ...whereLine(told)].join("\n");
  return { method: "sendMessage", payload: { text, ...(order.length > 0 ? { reply_markup: { inline_keyboard: [order] } } : {}) } };
}

async function tellManager(found: Omit<Told, "locale">, chatId: number): Promise<Prepared> {
  const { deps, window, change } = found;
  const locale = await findLocale(deps, chatId);
  const told = { ...found, locale };
  const by = await nameChanger(deps, locale, change);
  const { shops, ordered } = await countShops(deps.db, window);
  return asText([...describe(told, ownerOf(told)), deps.t(locale, "cutoff-told-by", { by, shops, ordered })].join("\n"));
}

async function tellPerson(found: Omit<Told, "locale">, chatId: number): Promise<Prepared> {
  const { deps, window, change, now } = found;
  const shops = await findShopsOfPerson(deps.db, window, chatId);
  const missing = shops.filter(({ hasOrdered }) => !hasOrdered).map(({ shopName }) => shopName);
  if (missing.length === 0) return { skip: shops.length > 0 ? "ordered" : "no_longer_theirs" };
  const person = await findPerson(deps.db, chatId);
  const locale = localeOf(deps, person);
  const told = { ...found, locale };
  const names = nameShops(told, missing);
  // As with the reminder: it can not wait for the morning, but it need not wake who wants no sound at night.
  const sound = person?.remindAtNight === false && isQuiet(now, await readQuiet(deps)) ? { disable_notification: true } : {};
  if (change.newCutoffAt === null) return { method: "sendMessage", payload: { text: describe(told, names).join("\n"), ...sound } };
  const feed = await findFeed(deps);
  const text = [
    ...describe(told, names),
    deps.t(locale, "cutoff-told-left", { left: formatTimeLeft(deps, locale, window.cutoffAt - now) }),
    deps.t(locale, feed.isToday ? "reminder-missing" : "reminder-no-feed", { time: feedTime(deps, feed), shops: names }),
    ...whereLine(told),
  ].join("\n");
  const order = orderButtons(told);
  const help = [{ text: deps.t(locale, "reminder-help"), callback_data: "ask:start" }];
  return {
    method: "sendMessage",
    payload: { text, reply_markup: { inline_keyboard: order.length > 0 ? [order, help] : [help] }, ...sound },
  };
}

const TELL = { group: tellGroup, manager: tellManager, person: tellPerson };

/** To the groups, the account manager and the people of shops without an order: the cutoff was changed by hand, and why. */
export async function prepareCutoffChanged(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const found = await findTold(deps, delivery);
  return "skip" in found ? found : TELL[(delivery.data as CutoffTo).to](found, delivery.chatId);
}
