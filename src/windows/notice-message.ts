import type { Api } from "grammy";
import { findOutageOfRoute } from "../../db/outages.ts";
import { countShops } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import { findGroup } from "../groups/service.ts";
import { findFeed } from "../orders/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { cutoffOf, feedTime, findOpenWindow, orderButtons, whereLine } from "./reading.ts";
import { MIN_SHOPS_TO_COUNT } from "./rules.ts";

const NOTICES = { few: "reminder-notice-few", counts: "reminder-notice", "no-feed": "reminder-notice-no-feed" } as const;

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
  const way = { deps, locale, outage: await findOutageOfRoute(deps.db, window.route.id) };
  const facts = {
    cutoff: cutoffOf({ deps, locale, window, now: deps.clock() }),
    audience: group.routeId === null ? "district" : "route",
    route: window.route.code,
    shops,
    ordered,
    time: feedTime(deps, feed),
  };
  // A neighbour who has ordered could tell from "1 of 2" who has not.
  const line = shops < MIN_SHOPS_TO_COUNT ? "few" : feed.isToday ? "counts" : "no-feed";
  const text = [deps.t(locale, NOTICES[line], facts), ...whereLine(way)].join("\n");
  const order = orderButtons(way);
  return { method: "sendMessage", payload: { text, ...(order.length > 0 ? { reply_markup: { inline_keyboard: [order] } } : {}) } };
}
