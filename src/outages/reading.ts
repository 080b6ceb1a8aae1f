import { sumCartons } from "../../db/orders.ts";
import type { Outage } from "../../db/outages.ts";
import { findWindowsOfShop } from "../../db/windows/shops.ts";
import { dateOf, dayOf, localDate } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { findActor } from "../people/service.ts";
import type { Locale } from "../people/rules.ts";
import { shortenName, type OrderWindow } from "../windows/service.ts";
import { findQuietEnd, horizonOf, waitFor } from "./audience.ts";
import { coversRoute, isAffected } from "./rules.ts";
import { listOf, momentOf } from "./words.ts";

/** More windows than these say nothing more to anyone. */
const LINES_MAX = 5;
const NAMES_MAX = 10;
/** As many windows of one shop as can be open at a time. */
const WINDOWS_OF_SHOP = 3;

/** The shops of a person that still have to order by one cutoff. */
export type StillOpen = { cutoffAt: number; shops: string[] };
export type Listener = { locale: Locale; open: StillOpen[] };

/**
 * A person as news of an outage finds them now: their shops' windows that are touched and have no order. Skipped when there are none, put
 * off while it is night and the nearest cutoff leaves time until the morning.
 */
export async function findListener(
  deps: Deps,
  outage: Pick<Outage, "scope" | "expectedUntil">,
  personId: number,
  isWanted: (window: OrderWindow) => boolean = () => true,
): Promise<Listener | { skip: string } | { later: number }> {
  const person = await findActor(deps, personId);
  const shops = (person?.shops ?? []).filter(({ routeId, districtId }) => coversRoute(outage.scope, { id: routeId, districtId }));
  if (!person || shops.length === 0) return { skip: "no_longer_theirs" };
  const horizon = horizonOf(deps, outage.expectedUntil);
  const open = new Map<number, StillOpen>();
  let hasOrdered = false;
  for (const shop of shops) {
    for (const window of await findOpenWindows(deps, shop)) {
      if (!isAffected(window, horizon) || !isWanted(window)) continue;
      if ((await sumCartons(deps.db, shop.id, window)) > 0) hasOrdered = true;
      else open.set(window.cutoffAt, { cutoffAt: window.cutoffAt, shops: [...(open.get(window.cutoffAt)?.shops ?? []), shop.shopName] });
    }
  }
  const sorted = [...open.values()].sort((a, b) => a.cutoffAt - b.cutoffAt);
  if (sorted.length === 0) return { skip: hasOrdered ? "ordered" : "closed" };
  const later = waitFor(sorted[0]!.cutoffAt, await findQuietEnd(deps));
  return later === undefined ? { locale: person.locale, open: sorted } : { later };
}

function findOpenWindows({ db, clock, calendar }: Deps, shop: { id: number; routeId: number }): Promise<OrderWindow[]> {
  const now = clock();
  // A cutoff of yesterday's ordering day may lie on today.
  const fromDate = dateOf(dayOf(localDate(now, calendar.zone)) - 1);
  return findWindowsOfShop(db, shop, { fromDate, since: now, limit: WINDOWS_OF_SHOP });
}

/** A line for each cutoff: which of the person's shops it is for, and when it is. */
export function cutoffLines(
  deps: Deps,
  { locale, open }: Listener,
  key: "outage-cutoff-stays" | "outage-cutoff-new" | "outage-cutoff-is",
): string[] {
  return open.slice(0, LINES_MAX).map(({ cutoffAt, shops }) => {
    const names = shops.slice(0, NAMES_MAX).map((shop) => deps.t(locale, "outage-shop", { shop: shortenName(shop) }));
    const list = names.join(deps.t(locale, "outage-shop-comma"));
    const named = shops.length > NAMES_MAX ? deps.t(locale, "outage-shops-more", { list, n: shops.length }) : list;
    return deps.t(locale, key, { shops: named, cutoff: momentOf(deps, locale, cutoffAt) });
  });
}

export const phonesLine = (deps: Deps, locale: Locale, { phones }: Pick<Outage, "phones">): string =>
  deps.t(locale, "outage-phones", { phones: listOf(deps, locale, phones) });
