/** What came of a call. */
export const CALL_OUTCOMES = ["will_order", "says_ordered", "not_now", "no_answer", "wrong_number"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Shops on one page: their buttons and the text fit on a small phone. */
export const SHOPS_PER_PAGE = 8;

/** How far the reminder came, and if it did not, why. "waiting": it is not due yet. */
export const REACHES = ["unlinked", "unreachable", "muted", "failed", "reminded", "waiting"] as const;
export type Reach = (typeof REACHES)[number];

/** A person of a shop. `reminder`: the state of the message, undefined where none was written. */
export type Reached = { isReachable: boolean; isMuted: boolean; reminder: string | undefined };

/** States of a message that came, or may still come. */
const ON_THE_WAY = ["pending", "sending", "sent", "unknown"];

/** What the reminder did for a shop with these people; `isDue`: it has been written, or it was too late to. */
export function judgeReach(people: readonly Reached[], isDue: boolean): Reach {
  if (people.length === 0) return "unlinked";
  if (people.some(({ reminder }) => reminder !== undefined && ON_THE_WAY.includes(reminder))) return "reminded";
  const reachable = people.filter(({ isReachable }) => isReachable);
  if (reachable.length === 0) return "unreachable";
  if (reachable.every(({ isMuted }) => isMuted)) return "muted";
  return isDue ? "failed" : "waiting";
}

/** Whom nothing but a call reaches. */
export const isOutOfReach = (reach: Reach): boolean => reach !== "reminded" && reach !== "waiting";

export type CallState = "to_call" | "tried" | "answered" | "called";

/** Where a shop without an order stands: to be called (again, where nobody answered), or heard from. */
export function stateOf(outcome: CallOutcome | undefined, hasAnswered: boolean): CallState {
  if (outcome !== undefined && outcome !== "no_answer") return "called";
  if (hasAnswered) return "answered";
  return outcome === "no_answer" ? "tried" : "to_call";
}

const STATE_ORDER: CallState[] = ["to_call", "tried", "answered", "called"];
const REACH_ORDER: Reach[][] = [["unlinked", "unreachable", "muted"], ["failed"], ["reminded", "waiting"]];

/** Who is called first: the smaller; those out of the chat's reach before those a message failed for, these before the others. */
export const rankOf = ({ state, reach }: { state: CallState; reach: Reach }): number =>
  STATE_ORDER.indexOf(state) * REACH_ORDER.length + REACH_ORDER.findIndex((some) => some.includes(reach));

/** Who acts, as the staff tables say it now; undefined for who is no staff. */
export type Authority = { staffId: number; districtId: number | null; roles: readonly string[] };

/** Whether someone calls a route's shops: its account manager, the supervisors of its district (or of all), admins. */
export function isInCharge(authority: Authority | undefined, route: { districtId: number; accountManagerId: number | null }): boolean {
  if (!authority) return false;
  const { staffId, districtId, roles } = authority;
  if (roles.includes("admin") || staffId === route.accountManagerId) return true;
  return roles.includes("supervisor") && (districtId === null || districtId === route.districtId);
}

/** The shop to call after this one; undefined when there is no other. */
export function nextToCall<T>(toCall: readonly T[], isThis: (shop: T) => boolean): T | undefined {
  const others = toCall.filter((shop) => !isThis(shop));
  // Whoever is no longer to be called has no place among them: the next is the first.
  const place = toCall.findIndex(isThis);
  return place < 0 ? others[0] : (others[place] ?? others[0]);
}
