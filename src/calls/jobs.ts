import type { Deps } from "../deps.ts";
import { findFirstLists, sendFirstList } from "./first-lists.ts";

/** Writes every first list that is due; one that fails keeps no other from its account manager. */
export async function sweepFirstLists(deps: Deps): Promise<void> {
  const errors: unknown[] = [];
  for (const windowId of await findFirstLists(deps)) {
    try {
      await sendFirstList(deps, windowId);
    } catch (error) {
      deps.log.error({ window: windowId, err: error }, "the first list of a window failed");
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} first lists failed`);
}
