import type { CasePromise } from "../../db/complaints/facts.ts";
import { parseWithin, type Within } from "../calendar/durations.ts";
import { addWorkingTime, dueAt, workingTimeBetween, type WorkingCalendar } from "../calendar/working-time.ts";
import { MIN_WARNING_MS, WARN_SHARE } from "./promise-rules.ts";

/** The columns of a promise that its clock runs by. */
export type PromiseClock = Pick<CasePromise, "startedAt" | "within" | "pausedMs" | "dueAt" | "warnAt">;

/** As parseWithin reads it back. */
export const formatWithin = (within: Within): string => (within.kind === "days" ? `${within.days}d` : `${within.ms / 1_000}s`);

/** When a promise is due by its start, its length, and for how long its clock stood still; undefined when its time was agreed on. */
export function computeDue(
  { startedAt, within, pausedMs }: Pick<PromiseClock, "startedAt" | "within" | "pausedMs">,
  calendar: WorkingCalendar,
): number | undefined {
  if (within === null) return undefined;
  const due = dueAt(startedAt, parseWithin(within), calendar);
  return pausedMs === 0 ? due : addWorkingTime(due, pausedMs, calendar);
}

/** When four fifths of the working time that a promise may take have gone; null when that leaves no minute to do anything about it. */
export function warnTime(
  { startedAt, dueAt: due, pausedMs }: Pick<PromiseClock, "startedAt" | "dueAt" | "pausedMs">,
  calendar: WorkingCalendar,
) {
  const whole = Math.max(0, workingTimeBetween(startedAt, due, calendar) - pausedMs);
  const warn = addWorkingTime(startedAt, pausedMs + Math.floor(whole * WARN_SHARE), calendar);
  return due - warn < MIN_WARNING_MS ? null : warn;
}

type Paused = Pick<CasePromise, "id"> & { pausedAt: number; resumeAt: number };

/** Stops the clock of an open promise, until `resumeAt` (epoch ms) at the latest. For a change of the case; its alarms find themselves void. */
export const pausePromise = ({ id }: CasePromise, { now, resumeAt }: { now: number; resumeAt: number }): Paused => ({
  id,
  pausedAt: now,
  resumeAt,
});

type Resumed = Pick<CasePromise, "id"> & Partial<CasePromise> & { pausedAt: null; resumeAt: null };

/**
 * Lets the clock of a paused promise go on: it is due later by the working time in which the clock stood, and by no more than until
 * its `resumeAt`, however late that is noticed. A promise that was broken before the pause stays due when it was.
 */
export function resumePromise(promise: CasePromise, now: number, calendar: WorkingCalendar): Resumed {
  const { id, pausedAt, resumeAt, breachedAt } = promise;
  const going = { id, pausedAt: null, resumeAt: null };
  if (pausedAt === null || breachedAt !== null) return going;
  const stood = workingTimeBetween(pausedAt, Math.min(now, resumeAt ?? now), calendar);
  const pausedMs = promise.pausedMs + stood;
  const due = computeDue({ ...promise, pausedMs }, calendar) ?? addWorkingTime(promise.dueAt, stood, calendar);
  return { ...going, pausedMs, ...moveTo({ ...promise, pausedMs }, due, calendar) };
}

/** A due time that moves, with the version that makes the older alarms void. */
export type Moved = Pick<CasePromise, "id" | "dueAt" | "warnAt" | "dueVersion">;

function moveTo(promise: CasePromise, dueAt: number, calendar: WorkingCalendar): Moved {
  const { id, dueVersion, warnAt } = promise;
  // Who was warned is not warned again.
  return { id, dueAt, warnAt: warnAt === null ? null : warnTime({ ...promise, dueAt }, calendar), dueVersion: dueVersion + 1 };
}

/**
 * Where the calendar as it is at `now` puts a promise, when that is not where it stands. What was agreed on stays, and so does what
 * would have been due before `now`: nobody could have kept a time that nobody was told.
 */
export function followCalendar(promise: CasePromise, now: number, calendar: WorkingCalendar): Moved | undefined {
  const due = computeDue(promise, calendar);
  return due === undefined || due === promise.dueAt || due <= now ? undefined : moveTo(promise, due, calendar);
}

/**
 * An open promise with the time that its case is given after a change of category, when that is shorter. Never longer: the shop was told
 * a time, and the desk could buy itself more of it by a tap. Nor into the past: what is over cannot be kept.
 */
export function shortenPromise(promise: CasePromise, within: string, now: number, calendar: WorkingCalendar) {
  if (promise.state !== "open" || promise.within === null || promise.breachedAt !== null) return undefined;
  const due = computeDue({ ...promise, within }, calendar)!;
  return due >= promise.dueAt || due <= now ? undefined : { ...moveTo(promise, due, calendar), within };
}
