import type { NewDelivery } from "../../db/deliveries.ts";
import { endFirstList, findDueFirstLists } from "../../db/calls/lists.ts";
import { findWindow, type WindowDetails, type WindowShop } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import { composeEarlyReminders, findCallers, readQuiet, tellCallers } from "../windows/service.ts";

/**
 * The messages of a first list: to those who call, unless all have ordered. `early`: what goes out with it in the same transaction, to
 * people who want no reminder at the hour at which the others get it.
 */
export function composeFirstList(window: WindowDetails, shops: WindowShop[], callers: number[], early: NewDelivery[]): NewDelivery[] {
  const isAnyMissing = shops.some(({ hasOrdered }) => !hasOrdered);
  return [...(isAnyMissing ? tellCallers("order_first_list", window, callers) : []), ...early];
}

/** Writes the first list of a window that is due for one; nothing when that happened already, or its reminder is due itself. */
export async function sendFirstList(deps: Deps, windowId: number): Promise<void> {
  const window = await findWindow(deps.db, windowId);
  if (!window) return;
  const callers = await findCallers(deps, window.route);
  const quiet = await readQuiet(deps);
  const sent = await endFirstList(deps.db, window, deps.clock(), (facts) =>
    composeFirstList(window, facts.shops, callers, composeEarlyReminders(window, facts, quiet)),
  );
  if (!sent || sent.length === 0) return;
  deps.log.info({ window: window.id, messages: sent.length }, "a first list of shops to call went to the outbox");
  deps.kickSender();
}

export const findFirstLists = (deps: Deps): Promise<number[]> => findDueFirstLists(deps.db, deps.clock());
