import type { Api } from "grammy";
import { countShops, findShopsOfPerson, findWindow, findWindowShops, type WindowDetails } from "../../db/windows/shops.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findGroup } from "../groups/service.ts";
import { findFeed, type Feed } from "../orders/service.ts";
import { findLocale } from "../people/service.ts";
import type { Locale } from "../people/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { listShops, type ShopList } from "./shop-list.ts";
import { formatTimeLeft, orderingButton, shortenName } from "./wording.ts";

/** More names than this would bury the cutoff. */
const MAX_NAMES = 20;

type Reading = { deps: Deps; locale: Locale; window: WindowDetails; now: number };

const cutoffOf = ({ deps, locale, window, now }: Reading): string =>
  formatMoment(window.cutoffAt, { zone: deps.calendar.zone, locale, now });
const leftOf = ({ deps, locale, window, now }: Reading): string => formatTimeLeft(deps, locale, window.cutoffAt - now);
const feedTime = (deps: Deps, { receivedAt }: Feed): string => (receivedAt === undefined ? "" : formatTime(receivedAt, deps.calendar.zone));

function phoneLine({ config, t }: Deps, locale: Locale): string[] {
  return config.orderingPhone === undefined ? [] : [t(locale, "reminder-phone", { phone: config.orderingPhone })];
}

/** A window that was called off, or that has closed, has nothing to remind of. */
async function findOpenWindow(deps: Deps, delivery: Delivery): Promise<{ window: WindowDetails } | { skip: string }> {
  const window = await findWindow(deps.db, delivery.subjectId);
  if (!window || window.state === "cancelled") return { skip: "cancelled" };
  return window.cutoffAt <= deps.clock() ? { skip: "too_late" } : { window };
}

function nameShops({ deps, locale }: Reading, names: string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((shop) => deps.t(locale, "reminder-shop-name", { shop: shortenName(shop) }));
  const list = shown.join(deps.t(locale, "reminder-shop-comma"));
  return names.length > MAX_NAMES ? deps.t(locale, "reminder-shops-more", { list, count: names.length }) : list;
}

/** To a person: the cutoff, the time left, and their shops without an order at this very moment. */
export async function prepareOrderReminder(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const found = await findOpenWindow(deps, delivery);
  if ("skip" in found) return found;
  const { window } = found;
  const shops = await findShopsOfPerson(deps.db, window, delivery.chatId);
  const missing = shops.filter(({ hasOrdered }) => !hasOrdered);
  if (missing.length === 0) return { skip: shops.length > 0 ? "ordered" : "no_longer_theirs" };
  const locale = await findLocale(deps, delivery.chatId);
  const feed = await findFeed(deps);
  const reading = { deps, locale, window, now: deps.clock() };
  const names = nameShops(
    reading,
    missing.map(({ shopName }) => shopName),
  );
  const text = [
    deps.t(locale, "reminder-title", { cutoff: cutoffOf(reading), left: leftOf(reading) }),
    deps.t(locale, feed.isToday ? "reminder-missing" : "reminder-no-feed", { time: feedTime(deps, feed), shops: names }),
    ...phoneLine(deps, locale),
  ].join("\n");
  const buttons = [
    { text: deps.t(locale, "reminder-said"), callback_data: `order:said:${window.id}` },
    { text: deps.t(locale, "reminder-help"), callback_data: "ask:start" },
  ];
  const order = orderingButton(deps, locale);
  return { method: "sendMessage", payload: { text, reply_markup: { inline_keyboard: order.length > 0 ? [order, buttons] : [buttons] } } };
}

/** To the route's group, in General: how many have ordered, never who. */
export async function prepareOrderNotice(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const found = await findOpenWindow(deps, delivery);
  if ("skip" in found) return found;
  const { window } = found;
  const group = await findGroup(deps.db, delivery.chatId);
  if (!group) return { skip: "group_left" };
  const { shops, ordered } = await countShops(deps.db, window);
  if (ordered === shops) return { skip: "ordered" };
  const { locale } = group;
  const feed = await findFeed(deps);
  const facts = {
    cutoff: cutoffOf({ deps, locale, window, now: deps.clock() }),
    audience: group.routeId === null ? "district" : "route",
    route: window.route.code,
    shops,
    ordered,
    time: feedTime(deps, feed),
  };
  const text = [deps.t(locale, feed.isToday ? "reminder-notice" : "reminder-notice-no-feed", facts), ...phoneLine(deps, locale)].join("\n");
  const order = orderingButton(deps, locale);
  return { method: "sendMessage", payload: { text, ...(order.length > 0 ? { reply_markup: { inline_keyboard: [order] } } : {}) } };
}

type Page = { retailerIds: number[]; page: number; pages: number };

async function readList(deps: Deps, delivery: Delivery): Promise<{ reading: Reading; list: ShopList } | { skip: string }> {
  const window = await findWindow(deps.db, delivery.subjectId);
  if (!window || window.state === "cancelled") return { skip: "cancelled" };
  const { retailerIds, page, pages } = delivery.data as Page;
  const shops = await findWindowShops(deps.db, window);
  const byId = new Map(shops.filter(({ hasOrdered }) => !hasOrdered).map((shop) => [shop.id, shop]));
  const listed = retailerIds.flatMap((id) => byId.get(id) ?? []);
  const locale = await findLocale(deps, delivery.chatId);
  const list = { listed, missing: [...byId.values()], shops: shops.length, page, pages, feed: await findFeed(deps) };
  return { reading: { deps, locale, window, now: deps.clock() }, list };
}

const ownerOf = ({ deps, locale, window }: Reading): string =>
  window.shop
    ? deps.t(locale, "reminder-shop-name", { shop: shortenName(window.shop.shopName) })
    : deps.t(locale, "reminder-route", { route: window.route.code });

/** To the account manager: everyone who has not ordered, those out of the chat's reach first; or that all have. */
export async function prepareOrderCallList(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const found = await readList(deps, delivery);
  if ("skip" in found) return found;
  const { reading, list } = found;
  const facts = { owner: ownerOf(reading), cutoff: cutoffOf(reading), left: leftOf(reading), shops: list.shops };
  if (list.missing.length === 0 && list.page === 1) return asText(deps.t(reading.locale, "reminder-calls-none", facts));
  if (list.listed.length === 0) return { skip: "ordered" };
  const title = deps.t(reading.locale, reading.now < reading.window.cutoffAt ? "reminder-calls-title" : "reminder-calls-closed", facts);
  return asText([title, ...listShops(deps, reading.locale, list, "reminder-calls-count")].join("\n"));
}

/** To the account manager after the cutoff: who has not ordered and was not reminded. */
export async function prepareOrderMissed(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const found = await readList(deps, delivery);
  if ("skip" in found) return found;
  const { reading, list } = found;
  if (list.listed.length === 0) return { skip: "ordered" };
  const title = deps.t(reading.locale, "reminder-missed-title", { owner: ownerOf(reading), cutoff: cutoffOf(reading) });
  return asText([title, ...listShops(deps, reading.locale, list, "reminder-missed-count")].join("\n"));
}

const asText = (text: string): Prepared => ({ method: "sendMessage", payload: { text } });

/** To the admins: a year without holiday data, and what the bot goes by in it. */
export async function prepareHolidaysMissing(deps: Deps, { subjectId: year, chatId }: Delivery): Promise<Prepared> {
  if (deps.calendar.holidays.coversYear(year)) return { skip: "covered" };
  return asText(deps.t(await findLocale(deps, chatId), "holidays-missing", { year: String(year) }));
}
