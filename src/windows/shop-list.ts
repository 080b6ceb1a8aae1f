import type { WindowShop } from "../../db/windows/shops.ts";
import { formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Feed } from "../orders/service.ts";
import type { Locale } from "../people/rules.ts";
import { isToCall } from "./rules.ts";
import { shortenName } from "./wording.ts";

/** One page of the shops without an order: `listed` of all those `missing` of the window's `shops`. */
export type ShopList = { listed: WindowShop[]; missing: WindowShop[]; shops: number; page: number; pages: number; feed: Feed };

/** The lines of a page: what it counts, then a line a shop; the ones to call carry their number. */
export function listShops(
  deps: Deps,
  locale: Locale,
  list: ShopList,
  countKey: "reminder-calls-count" | "reminder-missed-count",
): string[] {
  const { listed, missing, shops, page, pages, feed } = list;
  const isFirst = page === 1;
  const head = deps.t(locale, countKey, { missing: missing.length, shops, calls: missing.filter(isToCall).length });
  const asOf = feed.isToday
    ? deps.t(locale, "reminder-list-as-of", { time: formatTime(feed.receivedAt ?? 0, deps.calendar.zone) })
    : deps.t(locale, "reminder-list-no-feed");
  const lines = listed.map((shop) => {
    const line = deps.t(locale, isToCall(shop) ? "reminder-list-call" : "reminder-list-shop", {
      shop: shortenName(shop.shopName),
      licence: shop.licenceNo,
      phone: shop.phone,
    });
    return shop.saidOrdered ? `${line}${deps.t(locale, "reminder-list-said")}` : line;
  });
  const pageNo = pages > 1 ? [deps.t(locale, "reminder-list-page", { page, pages })] : [];
  return [...(isFirst ? [head, asOf] : []), ...pageNo, ...lines];
}
