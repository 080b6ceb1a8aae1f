import type { Deps } from "../deps.ts";
import { purge } from "./service.ts";

/** Deletes what nobody needs any more; safe to run at any time, and again. */
export async function purgeOld(deps: Deps): Promise<void> {
  const purged = await purge(deps);
  if (Object.values(purged).some((rows) => rows > 0)) deps.log.info(purged, "old rows were purged");
}
