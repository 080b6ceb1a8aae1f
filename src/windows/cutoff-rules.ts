export const CHANGE_KINDS = ["extend", "advance", "cancel", "restore"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Why the office changes a single window. */
export const CHANGE_REASONS = ["outage", "supply_delayed", "weather", "holiday", "other"] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

/** The words of "other" are shown to a group: a sentence, not a letter. */
export const MAX_NOTE_LENGTH = 120;

/** Who closed at 23:59 must have the chance to open again, too. */
export const REOPEN_AT_LEAST_MS = 3 * 60 * 60 * 1_000;

/** What someone wants of a window: another cutoff, none at all, or what the calendar says. */
export type WantedCutoff = { kind: "move"; cutoffAt: number } | { kind: "cancel" } | { kind: "restore" };

type Officer = { districtId: number | null; roles: readonly string[] };
type Window = { state: "planned" | "cancelled"; opensAt: number; cutoffAt: number };

/**
 * What a change may not go beyond. `reopenUntil`: how long after its cutoff the window can be opened again; `next`: the scope's next
 * window; `calendarAt`: the calendar's own cutoff, undefined when it is in force already or the calendar has no such window.
 */
export type CutoffLimits = { latestAt: number; reopenUntil: number; nextCutoffAt: number | undefined; calendarAt: number | undefined };

export const CUTOFF_REFUSALS = [
  "unknown",
  "forbidden",
  "stale",
  "cancelled",
  "closed",
  "over",
  "same",
  "past",
  "before_opens",
  "too_late",
  "beyond_next",
  "no_calendar",
] as const;
export type CutoffRefusal = (typeof CUTOFF_REFUSALS)[number];
export type CutoffVerdict = { ok: true; kind: ChangeKind; cutoffAt: number | null } | { ok: false; reason: CutoffRefusal };

const refused = (reason: CutoffRefusal): CutoffVerdict => ({ ok: false, reason });
const isOfOrderDepartment = ({ roles }: Officer): boolean => roles.some((role) => role === "order_department" || role === "admin");

/** The ordering system has to honour a cutoff: order department and admins everywhere, supervisors in their district (without one: everywhere). */
export const mayChangeCutoff = (officer: Officer, districtId: number): boolean =>
  isOfOrderDepartment(officer) ||
  (officer.roles.includes("supervisor") && (officer.districtId === null || officer.districtId === districtId));

/** Only the order department can have the ordering system take orders again after it has closed. */
export const mayReopen = isOfOrderDepartment;

function judgeMove(window: Window, cutoffAt: number, limits: CutoffLimits, { now, canReopen }: { now: number; canReopen: boolean }) {
  if (window.state === "cancelled") return refused("cancelled");
  if (window.cutoffAt <= now && now > limits.reopenUntil) return refused("over");
  if (window.cutoffAt <= now && !canReopen) return refused("closed");
  if (cutoffAt === window.cutoffAt) return refused("same");
  if (cutoffAt <= now) return refused("past");
  if (cutoffAt <= window.opensAt) return refused("before_opens");
  if (cutoffAt > limits.latestAt) return refused("too_late");
  if (limits.nextCutoffAt !== undefined && cutoffAt >= limits.nextCutoffAt) return refused("beyond_next");
  return { ok: true as const, kind: cutoffAt > window.cutoffAt ? ("extend" as const) : ("advance" as const), cutoffAt };
}

/** Whether a window can be changed as wanted at `now`, and what that is; who may is asked before (mayChangeCutoff). */
export function judgeCutoff(
  window: Window,
  wanted: WantedCutoff,
  limits: CutoffLimits,
  at: { now: number; canReopen: boolean },
): CutoffVerdict {
  if (wanted.kind === "move") return judgeMove(window, wanted.cutoffAt, limits, at);
  if (wanted.kind === "cancel") {
    if (window.state === "cancelled") return refused("cancelled");
    return window.cutoffAt <= at.now ? refused("closed") : { ok: true, kind: "cancel", cutoffAt: null };
  }
  if (limits.calendarAt === undefined) return refused("no_calendar");
  if (window.state === "planned" && window.cutoffAt <= at.now) return refused("closed");
  return limits.calendarAt <= at.now ? refused("past") : { ok: true, kind: "restore", cutoffAt: limits.calendarAt };
}

/** Whose windows someone sees: all, those of a district, those of the routes of an account manager (a staff id), or both of these. */
export type CutoffSight = { everything: boolean; districtId: number | null; managerId: number | null };

const SEES_ALL = ["order_department", "admin"];
const SEES_DISTRICT = ["supervisor", "service_desk", "broadcaster"];

/** Who sees which windows; staff without a district belong to the whole company. `staffId` is undefined for an admin by settings. */
export function sightOf({ roles, districtId, staffId }: Officer & { staffId: number | undefined }): CutoffSight {
  const isOfDistrict = roles.some((role) => SEES_DISTRICT.includes(role));
  const managerId = roles.includes("account_manager") ? (staffId ?? null) : null;
  const everything = roles.some((role) => SEES_ALL.includes(role)) || (isOfDistrict && districtId === null);
  return { everything, districtId: isOfDistrict ? districtId : null, managerId };
}

/** Whether a window's route is among them. */
export const isInSight = (sight: CutoffSight, route: { districtId: number; managerId: number | null }): boolean =>
  sight.everything ||
  (sight.districtId !== null && sight.districtId === route.districtId) ||
  (sight.managerId !== null && sight.managerId === route.managerId);
