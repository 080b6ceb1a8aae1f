import { dropNews, findAffectedGroups, findCutoffChats, findTold } from "../../db/outages/audience.ts";
import type { Deps } from "../deps.ts";
import { toNews } from "./audience.ts";
import { canManage, changeRunning, type Tap, type Tapped, type TapRefusal } from "./change.ts";

/**
 * Ends an outage: the all-clear goes to the groups and to everyone who heard of it, with the new cutoff where there is one; what was
 * still to be said about it is not said any more. Refused when it is over already.
 */
export async function endOutage(deps: Deps, tap: Tap): Promise<Tapped> {
  const now = deps.clock();
  const ended = await changeRunning<TapRefusal>(deps, tap, canManage, ({ id, scope, newCutoff, startedAt }, tx) => ({
    set: { endedAt: now, endedBy: tap.personId, proposedCutoff: null, proposedBy: null, proposedAt: null },
    action: "outage.off",
    detail: { minutes: Math.round((now - startedAt) / 60_000), newCutoff },
    compose: () => {
      const told = findTold(tx, id);
      const extended = newCutoff !== null && newCutoff > now ? new Set(findCutoffChats(tx, id, newCutoff)) : new Set<number>();
      // Whoever gets the all-clear reads the new cutoff in it; who has heard nothing yet still has to hear of that.
      dropNews(tx, id, { kinds: ["outage_notice", "outage_update"] }, "over");
      dropNews(tx, id, { kinds: ["outage_cutoff"], chatIds: told }, "over");
      const groups = findAffectedGroups(tx, scope).map(({ chatId }) => chatId);
      return [...new Set([...groups, ...told])].map((chatId) =>
        toNews(
          { kind: "outage_over", outageId: id, key: "off", ...(extended.has(chatId) ? { data: { cutoffAt: newCutoff } } : {}) },
          chatId,
        ),
      );
    },
  }));
  if (ended.ok) deps.log.warn({ outage: tap.outageId, minutes: Math.round((now - ended.outage.startedAt) / 60_000) }, "an outage is over");
  return ended;
}
