import type { Deps } from "../deps.ts";
import { findFeed, type Feed } from "../orders/service.ts";
import type { Locale } from "../people/rules.ts";
import { maintenanceLine } from "./maintenance.ts";

/** How the company's order data stands, and what else a shop that is reminded should know now: lines of their own. */
export type Circumstances = { feed: Feed; notes: readonly string[] };

export async function findCircumstances(deps: Deps, locale: Locale): Promise<Circumstances> {
  return { feed: await findFeed(deps), notes: await maintenanceLine(deps, locale) };
}
