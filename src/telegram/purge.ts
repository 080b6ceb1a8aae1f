import { purgeHandledUpdates } from "./store.ts";
import type { Deps } from "../deps.ts";

/** Telegram itself keeps updates for 24 h; twice that leaves room to look into what went wrong. */
const KEEP_MS = 48 * 60 * 60 * 1_000;

export async function purgeInbox(deps: Deps): Promise<void> {
  const purged = await purgeHandledUpdates(deps.db, deps.clock() - KEEP_MS);
  if (purged > 0) deps.log.info({ purged }, "handled updates were purged");
}
