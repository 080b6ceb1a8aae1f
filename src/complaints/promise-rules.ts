import { PROMISE_KINDS, type Category, type PromiseKind } from "./rules.ts";

export const PROMISE_STATES = ["open", "kept", "kept_late", "waived"] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** What can come of a promise beside its being done; of a waived one: why. A waiver by a supervisor has its reason in `result`. */
export const PROMISE_OUTCOMES = [
  "withdrawn",
  "duplicate",
  "advice",
  "no_visit",
  "declined",
  "confidential",
  "waived",
  /** The case was taken up again before; a reply still owed goes on in the next round. */
  "reopened",
  "reached",
  "not_reached",
] as const;
export type PromiseOutcome = (typeof PROMISE_OUTCOMES)[number];

/** Of its time, when the owner of a promise is warned. */
export const WARN_SHARE = 0.8;
/** A warning that leaves less than this is only noise before the breach. */
export const MIN_WARNING_MS = 60_000;

/** Every complaint is answered and visited; the return visit is promised when the door visit is done. Advice is only answered. */
export const promisesAtFiling = (category: Category): ("desk_reply" | "door_visit")[] =>
  category === "advice" ? ["desk_reply"] : ["desk_reply", "door_visit"];

type PromiseLike = {
  kind: PromiseKind;
  state: PromiseState;
  dueAt: number;
  dueVersion: number;
  breachedAt: number | null;
  pausedAt: number | null;
  nextAt: number | null;
};

export const isOverdue = (dueAt: number, now: number): boolean => now >= dueAt;

/** How a promise ends that is fulfilled now. */
export const endPromise = (dueAt: number, now: number): "kept" | "kept_late" => (isOverdue(dueAt, now) ? "kept_late" : "kept");

/** What a wake-up at `now` means for a promise: its breach, nothing (ended, reported, moved since, its clock stands), or that it woke too early. */
export function decideBreach(promise: PromiseLike, dueVersion: number, now: number): "breach" | "void" | "early" {
  const { state, breachedAt, pausedAt } = promise;
  if (state !== "open" || breachedAt !== null || pausedAt !== null || promise.dueVersion !== dueVersion) return "void";
  return isOverdue(promise.dueAt, now) ? "breach" : "early";
}

/** What a wake-up at `now` means for the warning of a promise: as for a breach, or that it is too late to be of use and not to be given. */
export function decideWarning(
  promise: PromiseLike & { warnAt: number | null },
  dueVersion: number,
  now: number,
): "warn" | "void" | "early" | "late" {
  const { state, breachedAt, pausedAt, warnAt, dueAt } = promise;
  if (state !== "open" || pausedAt !== null || warnAt === null || promise.dueVersion !== dueVersion) return "void";
  if (breachedAt !== null || dueAt - now < MIN_WARNING_MS) return "late";
  return now >= warnAt ? "warn" : "early";
}

/** Whether there is something left to do for a promise: it is open, or a further attempt is due. */
export const isUnsettled = ({ state, nextAt }: { state: string; nextAt: number | null }): boolean => state === "open" || nextAt !== null;

/** Whether nothing promised is open any more and the case can be closed. */
export function isComplete(category: Category, promises: readonly Pick<PromiseLike, "kind" | "state" | "nextAt">[]): boolean {
  const required: readonly PromiseKind[] = category === "advice" ? ["desk_reply"] : PROMISE_KINDS;
  return !promises.some(isUnsettled) && required.every((kind) => promises.some((promise) => promise.kind === kind));
}
