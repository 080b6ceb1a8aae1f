import type { Api } from "grammy";
import { findWindow, findWindowShops } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import { findFeed } from "../orders/service.ts";
import { findLocale } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { asText, cutoffOf, leftOf, type Reading } from "./reading.ts";
import { listShops, type ShopList } from "./shop-list.ts";
import { shortenName } from "./wording.ts";

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
