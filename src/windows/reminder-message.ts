import type { Api } from "grammy";
import { findShopsOfPerson } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import { findFeed } from "../orders/service.ts";
import { findLocale } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { cutoffOf, feedTime, findOpenWindow, leftOf, phoneLine, type Reading } from "./reading.ts";
import { orderingButton, shortenName } from "./wording.ts";

/** More names than this would bury the cutoff. */
const MAX_NAMES = 20;

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
