import { findDeadLists } from "../../db/calls/undelivered.ts";
import { queueDeliveries } from "../../db/deliveries.ts";
import { findWindow } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import { findCallers, tellCallers } from "../windows/service.ts";

/** Calls explain what the report shows until a day after the cutoff. */
const PASS_ON_MS = 24 * 60 * 60 * 1_000;

/**
 * Lists that someone did not get, because they had blocked the bot when it was sent, go to whoever answers for the route now. Safe to run
 * twice: a list goes to a chat once.
 */
export async function passOnLists(deps: Deps): Promise<void> {
  const now = deps.clock();
  let added = 0;
  for (const { windowId, kind } of await findDeadLists(deps.db, now - PASS_ON_MS)) {
    const window = await findWindow(deps.db, windowId);
    if (!window) continue;
    added += await queueDeliveries(deps.db, tellCallers(kind, window, await findCallers(deps, window.route)), now);
  }
  if (added === 0) return;
  deps.log.info({ messages: added }, "lists of shops to call were passed on");
  deps.kickSender();
}
