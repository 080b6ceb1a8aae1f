import {
  findCallFacts,
  findListWindowIds,
  readRights,
  type Caller,
  type CallFacts,
  type WindowAnswer,
  type WindowCall,
} from "../../db/calls.ts";
import { findWindow, findWindowShops, type WindowDetails, type WindowShop } from "../../db/windows/shops.ts";
import { fromLocal, toLocal } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { judgeReach, rankOf, stateOf, type CallState, type Reach } from "./rules.ts";

/** Which list: that of the windows which were to close at `cutoffAt`, of the person who looks; and the page of it that is open. */
export type ListRef = { cutoffAt: number; page: number };

/** A shop as its caller sees it. */
export type CallShop = {
  window: WindowDetails;
  shop: WindowShop;
  reach: Reach;
  answer: WindowAnswer | undefined;
  call: WindowCall | undefined;
  state: CallState;
};

export type CallList = { windows: WindowDetails[]; total: number; missing: CallShop[]; now: number };
/** moved: a newer list has them; over: the time for calls has passed. */
export type ListRefusal = { ok: false; reason: "not_yours" | "moved" | "cancelled" | "over" };

/** Until when calls about a window may be ticked: the end of the day after its cutoff. They explain what the report shows. */
export const callsEnd = ({ calendar }: Deps, cutoffAt: number): number =>
  fromLocal(toLocal(cutoffAt, calendar.zone).day + 2, 0, calendar.zone);

/** The latest of what a shop's people said. */
const answerOf = ({ people }: WindowShop, answers: readonly WindowAnswer[]): WindowAnswer | undefined =>
  answers.filter(({ personId }) => people.some(({ id }) => id === personId)).sort((a, b) => b.at - a.at)[0];

function describeShop(window: WindowDetails, shop: WindowShop, { answers, calls, reminders }: CallFacts): CallShop {
  const people = shop.people.map(({ id, isReachable, isMuted }) => ({ isReachable, isMuted, reminder: reminders.get(id) }));
  const answer = answerOf(shop, answers);
  const call = calls.find(({ retailerId }) => retailerId === shop.id);
  const reach = judgeReach(people, window.remindedAt !== null || window.missedAt !== null);
  return { window, shop, reach, answer, call, state: stateOf(call?.outcome, answer !== undefined) };
}

/** Every shop of a window with what is known of it, whether it has ordered or not. */
export async function readShops(deps: Deps, window: WindowDetails): Promise<CallShop[]> {
  const shops = await findWindowShops(deps.db, window);
  const facts = await findCallFacts(deps.db, window.id);
  return shops.map((shop) => describeShop(window, shop, facts));
}

/** A person's list as it is now, of the routes that are theirs now; refused when nothing of it is theirs, or its time has passed. */
export async function readList(deps: Deps, caller: Caller, cutoffAt: number): Promise<{ ok: true; list: CallList } | ListRefusal> {
  const now = deps.clock();
  const ids = await findListWindowIds(deps.db, caller.personId, cutoffAt);
  const found = (await Promise.all(ids.map(async (id) => findWindow(deps.db, id)))).filter((window) => window !== undefined);
  if (found.length === 0) return { ok: false, reason: "moved" };
  const isOwn = readRights(deps.db, caller);
  const own = found.filter(({ route }) => isOwn(route));
  if (own.length === 0) return { ok: false, reason: "not_yours" };
  const planned = own.filter(({ state }) => state === "planned");
  if (planned.length === 0) return { ok: false, reason: "cancelled" };
  const windows = planned.filter((window) => now < callsEnd(deps, window.cutoffAt));
  if (windows.length === 0) return { ok: false, reason: "over" };
  const shops = (await Promise.all(windows.map(async (window) => readShops(deps, window)))).flat();
  const missing = shops.filter(({ shop }) => !shop.hasOrdered);
  return { ok: true, list: { windows, total: shops.length, missing: missing.sort((a, b) => rankOf(a) - rankOf(b)), now } };
}
