import type { Api } from "grammy";
import { readRights } from "../../db/calls.ts";
import { endGathered, gatherList } from "../../db/calls/lists.ts";
import { queueDeliveries } from "../../db/deliveries.ts";
import { findWindow, type WindowDetails } from "../../db/windows/shops.ts";
import { endOfQuiet } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import { readSetting } from "../settings/service.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { findCallers, tellCallers, type ListKind } from "../windows/service.ts";
import { callsEnd, readList } from "./list.ts";
import { viewList } from "./list-view.ts";

/** How soon to ask again whether the other windows of the same list are written, or its message is out. Each asking costs a slot of the rate. */
const WAIT_MS = 3_000;

/** Nobody's telephone rings at night for a list that waits until they look. */
async function isQuiet(deps: Deps): Promise<boolean> {
  return endOfQuiet(deps.clock(), await readSetting(deps, "quiet_hours"), deps.calendar.zone) !== undefined;
}

function findSkip(deps: Deps, { kind }: Delivery, window: WindowDetails | undefined): string | undefined {
  if (!window || window.state === "cancelled") return "cancelled";
  if (deps.clock() >= callsEnd(deps, window.cutoffAt)) return "too_late";
  // The reminder brought the list itself.
  return kind === "order_first_list" && window.remindedAt !== null ? "reminded" : undefined;
}

/** The route went to someone else since the list was written: it goes to those who are in charge now. */
async function passOn(deps: Deps, delivery: Delivery, window: WindowDetails): Promise<void> {
  const rows = tellCallers(delivery.kind as ListKind, window, await findCallers(deps, window.route));
  await queueDeliveries(deps.db, rows, deps.clock());
}

/** To who calls a route's shops: one list of all their windows that close at the same instant, which they work off tap by tap. */
export async function prepareCallList(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const window = await findWindow(deps.db, delivery.subjectId);
  const skip = findSkip(deps, delivery, window);
  if (skip !== undefined || !window) return { skip: skip ?? "cancelled" };
  const personId = delivery.chatId;
  const caller = { personId, isOwner: deps.config.adminIds.includes(personId) };
  if (!readRights(deps.db, caller)(window.route)) {
    await passOn(deps, delivery, window);
    return { skip: "not_yours" };
  }
  const { cutoffAt } = window;
  const now = deps.clock();
  const { wait, others } = await gatherList(deps.db, delivery, { cutoffAt, caller, now });
  if (wait) return { later: now + WAIT_MS };
  const read = await readList(deps, caller, cutoffAt);
  if (!read.ok) return { skip: read.reason };
  // That all have ordered is good news at the reminder's hour only.
  if (read.list.missing.length === 0 && delivery.kind !== "order_call_list") return { skip: "ordered" };
  const { text, keyboard } = await viewList({ deps, locale: await findLocale(deps, personId), now }, read.list, { cutoffAt, page: 0 });
  const message: Outgoing = { method: "sendMessage", payload: { text, reply_markup: { inline_keyboard: keyboard } } };
  if (await isQuiet(deps)) message.payload.disable_notification = true;
  return { ...message, afterSent: (tx) => endGathered(tx, others) };
}
