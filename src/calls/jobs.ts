import type { Deps } from "../deps.ts";
import { passOnLists } from "./pass-on.ts";
import { findFirstLists, sendFirstList } from "./first-lists.ts";

/** Writes every first list that is due, and passes on those that did not reach anyone; one that fails keeps no other from its account manager. */
export async function sweepCallLists(deps: Deps): Promise<void> {
  const errors: unknown[] = [];
  for (const windowId of await findFirstLists(deps)) {
    try {
      await sendFirstList(deps, windowId);
    } catch (error) {
      deps.log.error({ window: windowId, err: error }, "the first list of a window failed");
      errors.push(error);
    }
  }
  await passOnLists(deps);
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} first lists failed`);
}
