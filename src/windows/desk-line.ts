import { sumCartons } from "../../db/orders.ts";
import { findWindow } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { cutoffOf, leftOf } from "./reading.ts";

/** For the desk that helps a shop with its order: until when there is time, and whether the company has the order; undefined of no window. */
export async function describeForDesk(
  deps: Deps,
  locale: Locale,
  { windowId, retailerId }: { windowId: number; retailerId: number },
): Promise<string | undefined> {
  const window = await findWindow(deps.db, windowId);
  if (!window) return undefined;
  const now = deps.clock();
  const hasOrder = (await sumCartons(deps.db, retailerId, window)) > 0;
  const state = window.state === "cancelled" ? "cancelled" : hasOrder ? "ordered" : window.cutoffAt <= now ? "closed" : "open";
  const reading = { deps, locale, window, now };
  return deps.t(locale, "reminder-desk-line", { state, cutoff: cutoffOf(reading), left: leftOf(reading) });
}
