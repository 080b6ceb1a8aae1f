import { endReminder } from "../../db/windows/reminders.ts";
import type { WindowDetails } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import { findGroupsOfRoute } from "../groups/service.ts";
import { findAdmins, findDutyChats } from "../staff/service.ts";
import { composeMissed, composeReminder } from "./outbox.ts";

export { findReminders } from "../../db/windows/reminders.ts";
export { findWindow } from "../../db/windows/shops.ts";

/** Who calls a route's shops. With nobody in reach the list is written for the admins all the same: that it could not go out is on record. */
export async function findCallers(deps: Deps, route: WindowDetails["route"]): Promise<number[]> {
  const { chatIds } = await findDutyChats(deps, route);
  return chatIds.length > 0 ? chatIds : findAdmins(deps);
}

/** The route's own groups; a whole district's only where the route has none. A single shop's window is nobody else's business. */
export async function findNoticeGroups(deps: Deps, { retailerId, route }: WindowDetails): Promise<number[]> {
  if (retailerId !== null) return [];
  const groups = await findGroupsOfRoute(deps.db, route);
  const own = groups.filter(({ routeId }) => routeId !== null);
  return (own.length > 0 ? own : groups).map(({ chatId }) => chatId);
}

/** Writes a due window's messages and ends its reminder, in one transaction; nothing when that happened already. */
export async function sendReminder(deps: Deps, window: WindowDetails): Promise<void> {
  const audience = { groups: await findNoticeGroups(deps, window), callers: await findCallers(deps, window.route) };
  const sent = await endReminder(deps.db, window, "remindedAt", deps.clock(), (facts) => composeReminder(window, facts, audience));
  if (!sent) return;
  deps.log.info({ window: window.id, messages: sent.length }, "an order reminder went to the outbox");
  deps.kickSender();
}

/** Ends the reminder of a window that closed before anyone was reminded, and tells those in charge who was missed. */
export async function reportMissed(deps: Deps, window: WindowDetails): Promise<void> {
  const callers = await findCallers(deps, window.route);
  const sent = await endReminder(deps.db, window, "missedAt", deps.clock(), (facts) => composeMissed(window, facts, callers));
  if (!sent) return;
  deps.log.warn({ window: window.id, version: window.version }, "an order reminder was missed: the window had closed");
  deps.kickSender();
}
