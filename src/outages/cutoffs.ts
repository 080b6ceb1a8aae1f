import type { Tx } from "../../db/client.ts";
import type { NewDelivery } from "../../db/deliveries.ts";
import { findAffectedGroups, findPeopleOfWindows, selectWindows, type PlacedWindow } from "../../db/outages/audience.ts";
import { findExtendable } from "../../db/outages/cutoffs.ts";
import { findOutage, type Outage } from "../../db/outages.ts";
import { changeCutoffsIn, type CutoffOrder } from "../../db/windows/changes.ts";
import type { ReminderDue } from "../../db/windows/plan.ts";
import { DAY_MS, fromLocal, MINUTE_MS, toLocal } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { routeScope } from "../windows/rules.ts";
import { createCutoffTerms, followCutoffs } from "../windows/service.ts";
import { findConfirmers, findQuietEnd, toAll, toNews } from "./audience.ts";
import { canJoin, changeRunning, type Tap, type Tapped } from "./change.ts";
import { isOrderDepartment, mayConfirm } from "./rights-rules.ts";
import { coversRoute } from "./rules.ts";

const HOUR_MS = 60 * MINUTE_MS;
const ROUND_MS = 5 * MINUTE_MS;
/** Further off it is no extension but another ordering day. */
export const CUTOFF_AHEAD_MS = 3 * DAY_MS;

export type CutoffRefusal = {
  ok: false;
  reason: "cutoff_past" | "cutoff_far" | "no_window" | "reopen" | "not_movable" | "changed" | "no_confirmer" | "own_proposal";
};

/** New cutoffs to choose from: an hour and two after the nearest one that the outage lies before, and the next morning; in order. */
export function offerCutoffs(deps: Deps, { scope, startedAt }: Outage): number[] {
  const now = deps.clock();
  const { zone } = deps.calendar;
  const nearest = selectWindows(deps.db, startedAt, now + CUTOFF_AHEAD_MS).find(({ route }) => coversRoute(scope, route))?.cutoffAt;
  // What has closed by now is extended from now on.
  const base = Math.max(nearest ?? now, Math.ceil(now / ROUND_MS) * ROUND_MS);
  const morning = fromLocal(toLocal(now, zone).day + 1, 10 * HOUR_MS, zone);
  return [base + HOUR_MS, base + 2 * HOUR_MS, morning].filter((at, i, all) => all.indexOf(at) === i);
}

const judge = (deps: Deps, cutoffAt: number): CutoffRefusal | undefined => {
  if (!Number.isSafeInteger(cutoffAt) || cutoffAt <= deps.clock()) return { ok: false, reason: "cutoff_past" };
  return cutoffAt > deps.clock() + CUTOFF_AHEAD_MS ? { ok: false, reason: "cutoff_far" } : undefined;
};

/** How many windows a new cutoff would move. */
export const countExtendable = (deps: Deps, { scope, startedAt }: Outage, cutoffAt: number): number =>
  findExtendable(deps.db, { scope, startedAt, cutoffAt }).length;

/** Asks for a new cutoff: those who may confirm it get the card anew. Nothing moves; refused when it would move no window. */
export async function proposeCutoff(deps: Deps, tap: Tap, cutoffAt: number): Promise<Tapped<CutoffRefusal>> {
  const found = await findOutage(deps.db, tap.outageId);
  const confirmers = found ? await findConfirmers(deps, found.scope) : [];
  return changeRunning<CutoffRefusal>(deps, tap, canJoin, (outage, tx) => {
    const refused = judge(deps, cutoffAt);
    if (refused) return refused;
    if (findExtendable(tx, { ...outage, cutoffAt }).length === 0) return { ok: false, reason: "no_window" };
    // Said twice it is the same proposal: nobody is asked again.
    const news = { kind: "outage_staff" as const, outageId: outage.id, key: `proposed-${cutoffAt}-${tap.personId}` };
    return {
      set: { proposedCutoff: cutoffAt, proposedBy: tap.personId, proposedAt: deps.clock() },
      action: "outage.propose_cutoff",
      detail: { cutoffAt },
      compose: () => confirmers.filter((id) => id !== tap.personId).map((chatId) => toNews(news, chatId)),
    };
  });
}

function judgeConfirmation(deps: Deps, { reporter, personId }: Tap, outage: Outage, cutoffAt: number): CutoffRefusal | undefined {
  if (outage.proposedCutoff !== cutoffAt) return { ok: false, reason: "changed" };
  const isProposer = outage.proposedBy === personId;
  if (!mayConfirm(reporter, outage.scope, false)) return { ok: false, reason: "no_confirmer" };
  if (!mayConfirm(reporter, outage.scope, isProposer)) return { ok: false, reason: "own_proposal" };
  return judge(deps, cutoffAt);
}

/** Who hears of a new cutoff: the groups of the routes, and everyone whose shops have not ordered in the windows. */
function tellCutoff(
  tx: Tx,
  outage: Outage,
  windows: readonly PlacedWindow[],
  cutoffAt: number,
  quietEnd: number | undefined,
): NewDelivery[] {
  // A single shop's window is nobody else's business.
  const places = windows.filter(({ scope, route }) => scope === routeScope(route.id)).map(({ route }) => route);
  const groups = findAffectedGroups(tx, { kind: "routes", routeIds: places.map(({ id }) => id), districtIds: [] });
  const data = { cutoffAt, routeIds: places.map(({ id }) => id) };
  const news = { kind: "outage_cutoff" as const, outageId: outage.id, key: String(cutoffAt), data };
  const windowIds = windows.map(({ id }) => id);
  return toAll(news, groups, findPeopleOfWindows(tx, windowIds), quietEnd);
}

/** All windows move by one change of the calendar, whose own messages ours take the place of. */
const toOrder = (deps: Deps, { personId }: Tap, windows: readonly PlacedWindow[], cutoffAt: number): CutoffOrder => ({
  targets: windows.map(({ id, version }) => ({ windowId: id, version, wanted: { kind: "move", cutoffAt } })),
  reason: "outage",
  note: null,
  actorId: personId,
  isOwner: deps.config.adminIds.includes(personId),
});

/**
 * Confirms the proposed cutoff: the ordering system will take orders until then. Every window of the outage that closes earlier moves,
 * with its reminder, and groups and people without an order hear of it, in one transaction. Refused to whom may not confirm, and when
 * the proposal is another by now.
 */
export async function confirmCutoff(deps: Deps, tap: Tap, cutoffAt: number): Promise<Tapped<CutoffRefusal>> {
  const quietEnd = await findQuietEnd(deps);
  const terms = await createCutoffTerms(deps);
  let due: ReminderDue[] = [];
  const confirmed = await changeRunning<CutoffRefusal>(deps, tap, canJoin, (outage, tx) => {
    const refused = judgeConfirmation(deps, tap, outage, cutoffAt);
    if (refused) return refused;
    const windows = findExtendable(tx, { ...outage, cutoffAt });
    if (windows.length === 0) return { ok: false, reason: "no_window" };
    const done = changeCutoffsIn(tx, terms, toOrder(deps, tap, windows, cutoffAt), () => []);
    // Only the order department opens again what has closed.
    if (done.changed.length === 0)
      return { ok: false, reason: done.refused.some(({ reason }) => reason === "closed") ? "reopen" : "not_movable" };
    due = done.due;
    const windowIds = done.changed.map(({ window }) => window.id);
    const moved = windows.filter(({ id }) => windowIds.includes(id));
    const isKnown = outage.orderToldAt !== null || !isOrderDepartment(tap.reporter);
    const told = isKnown ? {} : { orderToldAt: deps.clock(), orderToldBy: tap.personId };
    const by = { newCutoff: cutoffAt, newCutoffBy: tap.personId, newCutoffAt: deps.clock() };
    return {
      set: { ...told, ...by, proposedCutoff: null, proposedBy: null, proposedAt: null },
      action: "outage.confirm_cutoff",
      detail: { cutoffAt, windows: windowIds, proposedBy: outage.proposedBy },
      compose: () => tellCutoff(tx, outage, moved, cutoffAt, quietEnd),
    };
  });
  if (!confirmed.ok) return confirmed;
  await followCutoffs(deps, { due });
  deps.log.info({ outage: tap.outageId, reminders: due.length }, "a new cutoff after an outage was confirmed");
  return confirmed;
}
