const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Why online ordering fails; `other` comes with words of its own. */
export const OUTAGE_REASONS = ["platform", "network", "power", "maintenance", "other"] as const;
export type OutageReason = (typeof OUTAGE_REASONS)[number];

/** How long it may take, as the buttons offer it; 0 = nobody knows. */
export const EXPECTED_MINUTES = [30, 60, 120, 0] as const;

/** What an outage is about. `districtIds` are those of the routes when it was announced. */
export type OutageScope =
  | { kind: "all" }
  | { kind: "district"; districtId: number }
  | { kind: "routes"; routeIds: number[]; districtIds: number[] };

export type Place = { id: number; districtId: number };

export const REASON_MAX = 60;
export const NOTE_MAX = 300;
export const PHONES_MAX = 5;
export const HISTORY_LENGTH = 10;

/** A window with an outage so shortly before its cutoff was no fair chance to order. */
export const DISTURBED_MS = 2 * HOUR_MS;
/** An outage that nobody ended is asked about so long after it should have been over, or after its start if nobody said. */
export const ASK_AFTER_EXPECTED_MS = HOUR_MS;
export const ASK_AFTER_START_MS = 4 * HOUR_MS;
export const ASK_AGAIN_MS = HOUR_MS;

/** Whether a route's shops can not order while an outage of this scope lasts. */
export function coversRoute(scope: OutageScope, route: Place): boolean {
  if (scope.kind === "all") return true;
  return scope.kind === "district" ? scope.districtId === route.districtId : scope.routeIds.includes(route.id);
}

/** What is said instead of the way to the ordering system while it fails: that it does, and where to call; `t` speaks the reader's language. */
export const describeOutage = (
  t: (key: string, variables?: Record<string, string>) => string,
  { phones }: { phones: readonly string[] },
): string => t("outage-reminder-line", { phones: phones.join(t("people-list-comma")) });

/** Whether some route is in both scopes. */
export function overlaps(a: OutageScope, b: OutageScope): boolean {
  if (a.kind === "all" || b.kind === "all") return true;
  if (a.kind === "routes" && b.kind === "routes") return a.routeIds.some((id) => b.routeIds.includes(id));
  const ofB = districtsOf(b);
  return districtsOf(a).some((id) => ofB.includes(id));
}

/** The districts that a scope touches; none named = all. */
export function districtsOf(scope: OutageScope): number[] {
  if (scope.kind === "all") return [];
  return scope.kind === "district" ? [scope.districtId] : scope.districtIds;
}

/** When to ask whether a forgotten outage is over. */
export const firstAskAt = (startedAt: number, expectedUntil: number | null): number =>
  expectedUntil === null ? startedAt + ASK_AFTER_START_MS : expectedUntil + ASK_AFTER_EXPECTED_MS;

export type OutageSpan = { scope: OutageScope; startedAt: number; endedAt: number | null };

/** Whether an outage lay in the last DISTURBED_MS before the window's cutoff; one without an end goes on. */
export function wasDisturbed(window: { cutoffAt: number; route: Place }, outages: readonly OutageSpan[]): boolean {
  return outages.some(
    ({ scope, startedAt, endedAt }) =>
      coversRoute(scope, window.route) && startedAt < window.cutoffAt && (endedAt === null || endedAt > window.cutoffAt - DISTURBED_MS),
  );
}

/** Whether an outage lay on some of the time in which a window was open. */
export const overlapsWindow = (
  { scope, startedAt, endedAt }: OutageSpan,
  { opensAt, cutoffAt, route }: { opensAt: number; cutoffAt: number; route: Place },
): boolean => coversRoute(scope, route) && startedAt < cutoffAt && (endedAt === null || endedAt > opensAt);

/** Whether a window can not be ordered in as it should: it is open, opens before the outage is expected to end, or closes today. */
export function isAffected(
  window: { opensAt: number; cutoffAt: number },
  { now, until, endOfDay }: { now: number; until: number | null; endOfDay: number },
): boolean {
  if (window.cutoffAt <= now) return false;
  return window.opensAt <= Math.max(now, until ?? now) || window.cutoffAt < endOfDay;
}
