import type { NewDelivery } from "../../db/deliveries.ts";
import type { News, WindowNews } from "../../db/windows/news.ts";
import type { Deps } from "../deps.ts";
import { findAllDuties } from "../staff/service.ts";
import { LANE } from "../telegram/rules.ts";
import { isWorthTelling, MAX_CHANGE_LINES } from "./rules.ts";

/** Who changed the calendar: a person, or nobody (the API, and the hourly plan). */
export type ChangedBy = { actorId: number | null; isByClock: boolean };

/** One line of the message: what the window was; what it is now is read when the message goes out. */
export type ChangeLine = Pick<WindowNews, "windowId" | "before">;

const cutoffOf = ({ before, after }: WindowNews): number => (after ?? before)?.cutoffAt ?? 0;

function compose(chatId: number, news: WindowNews[]): NewDelivery {
  const sorted = [...news].sort((a, b) => cutoffOf(a) - cutoffOf(b) || a.windowId - b.windowId);
  const [first] = sorted as [WindowNews, ...WindowNews[]];
  const lines = sorted.slice(0, MAX_CHANGE_LINES).map(({ windowId, before }): ChangeLine => ({ windowId, before }));
  return {
    // A version of a window comes but once.
    dedupeKey: `calendar_changed-${first.windowId}-${first.version}-${chatId}`,
    kind: "calendar_changed",
    subjectId: first.windowId,
    data: { lines, more: sorted.length - lines.length },
    lane: LANE.promise,
    chatId,
  };
}

/** Makes one message of changed windows for each of those who answer for their routes, except for the one who changed them. */
export async function prepareNews(deps: Deps, { actorId, isByClock }: ChangedBy): Promise<News> {
  const duties = await findAllDuties(deps);
  const now = deps.clock();
  function tell(news: WindowNews[]): NewDelivery[] {
    const ofChat = new Map<number, WindowNews[]>();
    for (const change of news.filter((each) => isWorthTelling(each, { now, isByClock }))) {
      for (const chatId of duties.get(change.ofRoute) ?? []) {
        if (chatId === actorId) continue;
        const known = ofChat.get(chatId);
        if (known) known.push(change);
        else ofChat.set(chatId, [change]);
      }
    }
    return [...ofChat].map(([chatId, changes]) => compose(chatId, changes));
  }
  return { tell, teamOf: (routeId) => (duties.get(routeId) ?? []).join() };
}
