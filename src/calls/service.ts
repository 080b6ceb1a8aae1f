import { findShopDetails, noteNumberShown, readRights, removeCall, saveCall, type Caller } from "../../db/calls.ts";
import { findWindow } from "../../db/windows/shops.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { NOT_NOW_REASONS, type NotNowReason } from "../windows/rules.ts";
import type { ShopRef, Tap } from "./buttons.ts";
import { viewCard, type Card, type CardMode } from "./card-view.ts";
import { callsEnd, readList, readShops, type CallShop, type ListRef, type ListRefusal } from "./list.ts";
import { viewList } from "./list-view.ts";
import { CALL_OUTCOMES, nextToCall, type CallOutcome } from "./rules.ts";
import type { View } from "./wording.ts";

export { readTap } from "./buttons.ts";

/** Who looks, and in which language. */
export type Viewer = Caller & { locale: Locale };
/** What a tap shows; `note`: a word besides. gone: the shop is no longer of this window. */
export type Shown = { ok: true; view: View; note?: "ordered" } | { ok: false; reason: ListRefusal["reason"] | "gone" | "old" };

const readingOf = (deps: Deps, { locale }: Viewer) => ({ deps, locale, now: deps.clock() });

/** A page of the viewer's own list; refused when nothing of it is theirs (any more), or its time has passed. */
async function showList(deps: Deps, viewer: Viewer, ref: ListRef): Promise<Shown> {
  const read = await readList(deps, viewer, ref.cutoffAt);
  return read.ok ? { ok: true, view: await viewList(readingOf(deps, viewer), read.list, ref) } : read;
}

/** A shop of a window, for whom it is to call now. */
async function findShop(deps: Deps, viewer: Viewer, ref: ShopRef): Promise<{ ok: true; shop: CallShop } | (Shown & { ok: false })> {
  const window = await findWindow(deps.db, ref.windowId);
  if (!window) return { ok: false, reason: "gone" };
  if (!readRights(deps.db, viewer)(window.route)) return { ok: false, reason: "not_yours" };
  if (window.state === "cancelled") return { ok: false, reason: "cancelled" };
  if (deps.clock() >= callsEnd(deps, window.cutoffAt)) return { ok: false, reason: "over" };
  const shop = (await readShops(deps, window)).find(({ shop: { id } }) => id === ref.retailerId);
  return shop ? { ok: true, shop } : { ok: false, reason: "gone" };
}

type CardOptions = { mode?: CardMode; showsNumber?: boolean };

async function showCard(deps: Deps, viewer: Viewer, ref: ShopRef, { mode, showsNumber = false }: CardOptions = {}): Promise<Shown> {
  const found = await findShop(deps, viewer, ref);
  if (!found.ok) return found;
  const { shop } = found;
  const details = (await findShopDetails(deps.db, ref.retailerId))!;
  const card: Card = { shop, details, ref, mode: mode ?? (shop.call ? "done" : "ask"), showsNumber };
  return { ok: true, view: await viewCard(readingOf(deps, viewer), card) };
}

/** An order came between the card and the tap: nothing is left to do for the shop. */
async function showOrdered(deps: Deps, viewer: Viewer, ref: ShopRef): Promise<Shown> {
  const shown = await showCard(deps, viewer, ref);
  return shown.ok ? { ...shown, note: "ordered" } : shown;
}

/** The card with the shop's number, which is noted before anyone sees it. */
async function showNumber(deps: Deps, viewer: Viewer, ref: ShopRef): Promise<Shown> {
  const found = await findShop(deps, viewer, ref);
  if (!found.ok) return found;
  if (found.shop.shop.hasOrdered) return showOrdered(deps, viewer, ref);
  await noteNumberShown(deps.db, viewer, ref, deps.clock());
  return showCard(deps, viewer, ref, { mode: "ask", showsNumber: true });
}

const isOneOf = <T extends string>(all: readonly T[], value: string): value is T => (all as readonly string[]).includes(value);

/** An outcome by its name; a reason is why not this time. */
function readOutcome(value: string): { outcome: CallOutcome; reason: NotNowReason | null } | undefined {
  if (isOneOf(NOT_NOW_REASONS, value)) return { outcome: "not_now", reason: value };
  return isOneOf(CALL_OUTCOMES, value) && value !== "not_now" ? { outcome: value, reason: null } : undefined;
}

/** Notes what came of a call, or takes it back (undefined); a shop that has ordered meanwhile needs none. */
async function tick(deps: Deps, viewer: Viewer, ref: ShopRef, came: ReturnType<typeof readOutcome>): Promise<Shown> {
  const found = await findShop(deps, viewer, ref);
  if (!found.ok) return found;
  const { window, shop } = found.shop;
  if (shop.hasOrdered) return showOrdered(deps, viewer, ref);
  const key = { windowId: window.id, retailerId: shop.id, routeId: window.route.id, at: deps.clock() };
  const isSaved = came ? await saveCall(deps.db, viewer, { ...key, ...came }) : await removeCall(deps.db, viewer, key);
  return isSaved ? showCard(deps, viewer, ref) : { ok: false, reason: "not_yours" };
}

/** The next shop of the list that is to be called; the list itself when there is none. */
async function showNext(deps: Deps, viewer: Viewer, ref: ShopRef): Promise<Shown> {
  const read = await readList(deps, viewer, ref.cutoffAt);
  if (!read.ok) return read;
  const toCall = read.list.missing.filter(({ state }) => state === "to_call" || state === "tried");
  const next = nextToCall(toCall, ({ shop, window }) => shop.id === ref.retailerId && window.id === ref.windowId);
  return next ? showCard(deps, viewer, { ...ref, windowId: next.window.id, retailerId: next.shop.id }) : showList(deps, viewer, ref);
}

/**
 * What a tap on a list or a card does and shows. Whose shops they are is asked at every tap: the route's account manager, the supervisors
 * of its district and admins call them, whoever else holds the buttons does not. Safe to run twice.
 */
export async function tapCall(deps: Deps, viewer: Viewer, tap: Tap): Promise<Shown> {
  if (tap.action === "list") return showList(deps, viewer, tap.ref);
  switch (tap.action) {
    case "card":
      return showCard(deps, viewer, tap.ref);
    case "number":
      return showNumber(deps, viewer, tap.ref);
    case "why":
      return showCard(deps, viewer, tap.ref, { mode: "why" });
    case "change":
      return showCard(deps, viewer, tap.ref, { mode: "ask" });
    case "tick": {
      const came = readOutcome(tap.value);
      return came ? tick(deps, viewer, tap.ref, came) : { ok: false, reason: "old" };
    }
    case "undo":
      return tick(deps, viewer, tap.ref, undefined);
    case "next":
      return showNext(deps, viewer, tap.ref);
    default:
      return tap satisfies never;
  }
}
