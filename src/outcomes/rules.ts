/** Order data that was on its way at the cutoff gets this long to come in. */
export const OUTCOME_DELAY_MS = 15 * 60_000;
/** While no order data at all has come since the cutoff, the report waits so much longer. */
export const FEED_WAIT_MS = 2 * 60 * 60_000;
/** What closed longer ago is counted and not reported: after a long downtime nobody wants a flood of old news. */
export const OUTCOME_MAX_AGE_MS = 24 * 60 * 60_000;
/** For so long after its cutoff a counted window may be counted anew. */
export const RECOUNT_MS = 2 * OUTCOME_MAX_AGE_MS;
/** Windows too old to report that one sweep counts, so that a first start with a year of them keeps nobody waiting. */
export const OLD_WINDOWS_PER_SWEEP = 100;
/** Weeks that a trend looks back on. */
export const TREND_WEEKS = 8;

/** Whether a window can be reported: the order data came after its cutoff, or it was waited for long enough. */
export function isCountable(cutoffAt: number, feedAt: number | undefined, now: number): boolean {
  const dueAt = cutoffAt + OUTCOME_DELAY_MS;
  if (now < dueAt) return false;
  return (feedAt !== undefined && feedAt >= cutoffAt) || now >= dueAt + FEED_WAIT_MS;
}

/**
 * How to count a window anew that was counted already. "corrected": its report went without the orders, and they have come. "final": a day
 * has passed, and orders that were reported late belong into the trend; nobody is written to again.
 */
export function decideRecount(
  { cutoffAt, countedAt, feedAt }: { cutoffAt: number; countedAt: number; feedAt: number | null },
  newestFeedAt: number | undefined,
  now: number,
): "keep" | "corrected" | "final" {
  if (newestFeedAt === undefined || newestFeedAt <= countedAt) return "keep";
  const finalAt = cutoffAt + OUTCOME_MAX_AGE_MS;
  if (now >= finalAt) return countedAt < finalAt ? "final" : "keep";
  return (feedAt ?? 0) < cutoffAt ? "corrected" : "keep";
}

/** What is known of one shop and one window. */
export type ShopFacts<Reason extends string = string> = {
  id: number;
  /** When the first order was placed that counts: in the window, and not cancelled. */
  orderedAt: number | null;
  /** When the first of the shop's people was reminded. */
  remindedAt: number | null;
  /** Someone of the shop can be written to in private. */
  isReachable: boolean;
  /** Everyone who can be written to wants no reminders. */
  isMuted: boolean;
  saidOrdered: boolean;
  reason: Reason | null;
};

/** What became of a window, in shops; the silent rest of those without an order is what is left of them. */
export type Counts<Reason extends string = string> = {
  shops: number;
  ordered: number;
  /** Ordered before they were, or would have been, reminded. */
  orderedBefore: number;
  reminded: number;
  /** Reminded, and ordered after that. */
  orderedAfter: number;
  /** Whole minutes from the reminder to the order of each of those. */
  minutes: number[];
  /** Why those without an order say they have none. */
  reasons: Partial<Record<Reason, number>>;
  /** Say they have ordered, and there is no order. */
  saidOrdered: number;
  /** Had not ordered when it was time to remind, and nobody of the shop could be written to. */
  unreachable: number;
  /** As those, but the ones who can be written to want no reminders. */
  muted: number;
};

const MINUTE_MS = 60_000;

const NOTHING: Counts<never> = {
  shops: 0,
  ordered: 0,
  orderedBefore: 0,
  reminded: 0,
  orderedAfter: 0,
  minutes: [],
  reasons: {},
  saidOrdered: 0,
  unreachable: 0,
  muted: 0,
};

function countShop<Reason extends string>(shop: ShopFacts<Reason>, reminderAt: number): Counts<Reason> {
  const { orderedAt, remindedAt } = shop;
  const hasOrdered = orderedAt !== null;
  const isBefore = hasOrdered && orderedAt < (remindedAt ?? reminderAt);
  const isAfter = hasOrdered && remindedAt !== null && orderedAt >= remindedAt;
  const wasLeftOut = !isBefore && remindedAt === null;
  return {
    shops: 1,
    ordered: Number(hasOrdered),
    orderedBefore: Number(isBefore),
    reminded: Number(remindedAt !== null),
    orderedAfter: Number(isAfter),
    minutes: isAfter ? [Math.floor((orderedAt - remindedAt) / MINUTE_MS)] : [],
    reasons: !hasOrdered && !shop.saidOrdered && shop.reason !== null ? ({ [shop.reason]: 1 } as Partial<Record<Reason, number>>) : {},
    saidOrdered: Number(!hasOrdered && shop.saidOrdered),
    unreachable: Number(wasLeftOut && !shop.isReachable),
    muted: Number(wasLeftOut && shop.isReachable && shop.isMuted),
  };
}

function addReasons<Reason extends string>(into: Partial<Record<Reason, number>>, reasons: Partial<Record<Reason, number>>): void {
  for (const [reason, n] of Object.entries(reasons) as [Reason, number][]) into[reason] = (into[reason] ?? 0) + n;
}

/** The counts of several windows, or shops, together. */
export function sumCounts<Reason extends string>(all: readonly Counts<Reason>[]): Counts<Reason> {
  const total: Counts<Reason> = { ...NOTHING, minutes: [], reasons: {} };
  for (const counts of all) {
    total.shops += counts.shops;
    total.ordered += counts.ordered;
    total.orderedBefore += counts.orderedBefore;
    total.reminded += counts.reminded;
    total.orderedAfter += counts.orderedAfter;
    total.saidOrdered += counts.saidOrdered;
    total.unreachable += counts.unreachable;
    total.muted += counts.muted;
    // One by one: spread into an argument list, the minutes of a whole company would overflow the stack.
    for (const minutes of counts.minutes) total.minutes.push(minutes);
    addReasons(total.reasons, counts.reasons);
  }
  return total;
}

/** What became of a window; `reminderAt` is when those were, or would have been, reminded whom no message reached. */
export const countOutcome = <Reason extends string>(shops: readonly ShopFacts<Reason>[], reminderAt: number): Counts<Reason> =>
  sumCounts(shops.map((shop) => countShop(shop, reminderAt)));

/** The middle one, of two middle ones the earlier; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

type Share = Pick<Counts, "shops" | "ordered">;

/** Whole per cent that ordered; 100 only when all did. Undefined where there was nobody to. */
export function shareOf({ shops, ordered }: Share): number | undefined {
  if (shops === 0) return undefined;
  return ordered === shops ? 100 : Math.min(99, Math.round((100 * ordered) / shops));
}

/** From how many per cent on each sign is drawn; fixed, so that the lines of all routes can be compared. */
export const SPARKS = [
  { from: 95, sign: "▇" },
  { from: 90, sign: "▅" },
  { from: 80, sign: "▃" },
  { from: 70, sign: "▂" },
  { from: 0, sign: "▁" },
] as const;

/** A week's share as a sign; a dot where there was no window. */
export const sparkOf = (share: number | undefined): string => (share === undefined ? "·" : SPARKS.find(({ from }) => share >= from)!.sign);

/** What someone may read of: the whole company, a district, the routes of an account manager (a staff id); any of them. */
export type Scope = { isAll: boolean; districtId: number | null; managerId: number | null };

export const covers = ({ isAll, districtId, managerId }: Scope, route: { districtId: number; managerId: number | null }): boolean =>
  isAll || (districtId !== null && route.districtId === districtId) || (managerId !== null && route.managerId === managerId);
