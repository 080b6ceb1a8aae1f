import { findChanges, foreseeCutoff, type WindowChange } from "../../db/windows/changes.ts";
import { findClosing, type ClosingWindow } from "../../db/windows/closing.ts";
import { countShops, findWindow, findWindowShops, type WindowCounts, type WindowDetails } from "../../db/windows/shops.ts";
import { findAccountManager } from "../../db/staff.ts";
import { fromLocal, toLocal } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../people/service.ts";
import { isInSight, mayChangeCutoff, mayReopen, sightOf, type CutoffSight } from "./cutoff-rules.ts";
import { createCutoffTerms, isOwner } from "./cutoffs.ts";

export type { ClosingWindow, WindowChange, WindowCounts, WindowDetails };

/** One line of the list: a route's window, or the shops of a district that close on their own. */
export type CutoffItem =
  | { kind: "window"; window: ClosingWindow }
  | { kind: "shops"; districtId: number; district: string; count: number; open: number };

/** A day's windows; `day` counts from 1970-01-01 in TIME_ZONE. */
export type CutoffDay = { day: number; today: number; items: CutoffItem[] };

/** How far the list goes back and ahead. */
export const DAYS_SHOWN = { back: 1, ahead: 7 } as const;

const sightOfActor = ({ roles, staff }: Actor): CutoffSight =>
  sightOf({ roles, districtId: staff?.districtId ?? null, staffId: staff?.id });
const officerOf = ({ roles, staff }: Actor) => ({ roles, districtId: staff?.districtId ?? null });

const closingOn = (deps: Deps, actor: Actor, day: number): Promise<ClosingWindow[]> => {
  const { zone } = deps.calendar;
  return findClosing(deps.db, { from: fromLocal(day, 0, zone), until: fromLocal(day + 1, 0, zone) }, sightOfActor(actor));
};

function groupShops(windows: ClosingWindow[], now: number): CutoffItem[] {
  const isOver = ({ state, cutoffAt }: ClosingWindow) => Number(state === "cancelled" || cutoffAt <= now);
  // What can still be ordered in comes first: whoever asks has something to do about it.
  const ofRoutes = windows.filter(({ shop }) => shop === null).toSorted((a, b) => isOver(a) - isOver(b));
  const routesOnes = ofRoutes.map((window): CutoffItem => ({ kind: "window", window }));
  const groups = new Map<number, Extract<CutoffItem, { kind: "shops" }>>();
  for (const { shop, route, district, state, cutoffAt } of windows) {
    if (!shop) continue;
    const group = groups.get(route.districtId) ?? { kind: "shops", districtId: route.districtId, district, count: 0, open: 0 };
    const isOpen = state === "planned" && cutoffAt > now;
    groups.set(route.districtId, { ...group, count: group.count + 1, open: group.open + (isOpen ? 1 : 0) });
  }
  return [...routesOnes, ...groups.values()];
}

/** The windows that close on a day and concern the person; without a day today's, or tomorrow's when none of today's is open any more. */
export async function listCutoffs(deps: Deps, actor: Actor, wanted?: number): Promise<CutoffDay> {
  const now = deps.clock();
  const today = toLocal(now, deps.calendar.zone).day;
  const isShown = wanted !== undefined && wanted >= today - DAYS_SHOWN.back && wanted <= today + DAYS_SHOWN.ahead;
  const first = isShown ? wanted : today;
  const windows = await closingOn(deps, actor, first);
  const isOver = !windows.some(({ state, cutoffAt }) => state === "planned" && cutoffAt > now);
  if (isShown || !isOver) return { day: first, today, items: groupShops(windows, now) };
  const tomorrow = await closingOn(deps, actor, today + 1);
  return tomorrow.length > 0
    ? { day: today + 1, today, items: groupShops(tomorrow, now) }
    : { day: today, today, items: groupShops(windows, now) };
}

/** The shops of a district that close on their own on a day. */
export async function listShopCutoffs(deps: Deps, actor: Actor, day: number, districtId: number): Promise<ClosingWindow[]> {
  const windows = await closingOn(deps, actor, day);
  return windows.filter(({ shop, route }) => shop !== null && route.districtId === districtId);
}

export const countWindow = (deps: Deps, window: WindowDetails): Promise<WindowCounts> => countShops(deps.db, window);

/** Whether the office has changed a window by hand. */
export const isChangedByHand = async (deps: Deps, window: WindowDetails): Promise<boolean> =>
  (await findChanges(deps.db, window.id)).length > 0;

/** What may be done with a window now, by this person. */
export type CutoffActions = { isInCharge: boolean; move: boolean; cancel: boolean; restore: number | undefined };

/** A window with all that its page shows; undefined when it is none of the person's business, or gone. */
export type CutoffPage = {
  window: WindowDetails;
  counts: WindowCounts;
  /** The shops without an order, by name. */
  missing: string[];
  /** The latest first. */
  changes: WindowChange[];
  may: CutoffActions;
};

const NONE: CutoffActions = { isInCharge: false, move: false, cancel: false, restore: undefined };

async function findActions(deps: Deps, actor: Actor, window: WindowDetails): Promise<CutoffActions> {
  const officer = officerOf(actor);
  if (!mayChangeCutoff(officer, window.route.districtId)) return NONE;
  const now = deps.clock();
  const terms = await createCutoffTerms(deps);
  const by = { actorId: actor.person.id, isOwner: isOwner(deps, actor.person.id) };
  const back = await foreseeCutoff(deps.db, terms, { windowId: window.id, wanted: { kind: "restore" } }, by);
  const isOpen = window.state === "planned" && window.cutoffAt > now;
  const canReopen = window.state === "planned" && mayReopen(officer) && now <= terms.limitsOf(window).reopenUntil;
  const restore = back?.verdict.ok ? (back.verdict.cutoffAt ?? undefined) : undefined;
  return { isInCharge: true, move: isOpen || canReopen, cancel: isOpen, restore };
}

/** Looks a window up for its page. */
export async function showCutoff(deps: Deps, actor: Actor, windowId: number): Promise<CutoffPage | undefined> {
  const window = await findWindow(deps.db, windowId);
  if (!window) return undefined;
  const manager = await findAccountManager(deps.db, window.route.id);
  if (!isInSight(sightOfActor(actor), { districtId: window.route.districtId, managerId: manager?.staffId ?? null })) return undefined;
  const shops = await findWindowShops(deps.db, window);
  return {
    window,
    counts: { shops: shops.length, ordered: shops.filter(({ hasOrdered }) => hasOrdered).length },
    missing: shops.filter(({ hasOrdered }) => !hasOrdered).map(({ shopName }) => shopName),
    changes: await findChanges(deps.db, window.id),
    may: await findActions(deps, actor, window),
  };
}
