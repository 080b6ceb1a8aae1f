import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { formatTimeLeft, maintenanceLine, shortenName } from "../windows/service.ts";
import type { Feed, ShopOrders } from "./service.ts";

/** Long enough for any shopkeeper, short enough for one message of 4,096 characters. */
const MAX_SHOPS = 10;

type Reading = { deps: Deps; locale: Locale; feed: Feed; now: number };

function describeFeedTime({ deps, locale, feed, now }: Reading): string {
  const { receivedAt, isToday } = feed;
  if (receivedAt === undefined) return "";
  return isToday ? formatTime(receivedAt, deps.calendar.zone) : formatMoment(receivedAt, { zone: deps.calendar.zone, locale, now });
}

function describeWindow(reading: Reading, { window, cartons }: ShopOrders["windows"][number]): string[] {
  const { deps, locale, feed, now } = reading;
  const moment = (at: number) => formatMoment(at, { zone: deps.calendar.zone, locale, now });
  const times = {
    cutoff: moment(window.cutoffAt),
    opens: moment(window.opensAt),
    left: formatTimeLeft(deps, locale, window.cutoffAt - now),
  };
  if (window.state === "cancelled") return [deps.t(locale, "order-cancelled", times)];
  if (window.opensAt > now) return [deps.t(locale, "order-later", times)];
  const line = deps.t(locale, window.cutoffAt > now ? "order-open" : "order-closed", times);
  if (cartons > 0) return [line, deps.t(locale, "order-received", { cartons, time: describeFeedTime(reading) })];
  return [line, feed.isToday ? deps.t(locale, "order-none", { time: describeFeedTime(reading) }) : deps.t(locale, "order-no-feed")];
}

/** The answer to "have I ordered?": whether one can order at all now, each shop with its windows, then where to order. */
export async function describeOrders(deps: Deps, locale: Locale, found: readonly ShopOrders[], feed: Feed): Promise<string> {
  const reading = { deps, locale, feed, now: deps.clock() };
  const blocks = found.slice(0, MAX_SHOPS).map(({ shop, windows }) => {
    const lines = windows.flatMap((entry) => describeWindow(reading, entry));
    return [
      deps.t(locale, "order-shop", { shop: shortenName(shop.shopName) }),
      ...(lines.length > 0 ? lines : [deps.t(locale, "order-no-window")]),
    ].join("\n");
  });
  if (found.length > MAX_SHOPS) blocks.push(deps.t(locale, "order-more-shops", { count: found.length - MAX_SHOPS }));
  const { orderingPhone: phone } = deps.config;
  return [
    ...(await maintenanceLine(deps, locale)),
    ...blocks,
    deps.t(locale, phone === undefined ? "order-where" : "order-where-phone", { phone: phone ?? "" }),
  ].join("\n\n");
}
