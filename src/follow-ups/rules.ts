export const FOLLOW_UP_STATES = ["open", "done", "void"] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** Why a shop did not order: the same words in which it may say so itself. */
export const CAUSES = ["stock", "money", "price", "supply", "holiday", "other"] as const;
export type Cause = (typeof CAUSES)[number];

/** What the account manager did about it. */
export const ACTIONS = ["talked", "changed_cycle", "closed_shop", "other"] as const;
/** What ends a task: an action, or that the shop orders again by itself. */
export const OUTCOMES = [...ACTIONS, "ordered_again"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A follow-up task is due so many working days after it was opened. */
export const DUE_DAYS = 2;
export const MAX_POSTPONEMENTS = 2;
export const POSTPONE_DAYS = [1, 2] as const;
/** For how long what was entered may be taken back. */
export const CHANGE_MS = 10 * 60 * 1_000;
export const MAX_NOTE_LENGTH = 500;
/** A question without an answer for longer than this is over: what comes then is about something else. */
export const DIALOGUE_MS = 24 * 60 * 60 * 1_000;

const HOUR_MS = 60 * 60 * 1_000;
/** Orders of the last minutes are reported late. */
export const LOOK_AFTER_MS = 2 * HOUR_MS;
/** Without order data for so long after a cutoff, nothing can be said about the window any more. */
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS;
/** Older windows are never looked at: the first run must not open tasks for years of history. */
export const LOOK_BACK_MS = 7 * 24 * HOUR_MS;

/** An alarm that merely runs a little late is not lost. */
export const LOST_AFTER_MS = 5_000;

export const PAGE_SIZE = 8;
export const HISTORY_WINDOWS = 8;

const isOneOf =
  <T extends string>(values: readonly T[]) =>
  (value: unknown): value is T =>
    (values as readonly unknown[]).includes(value);
export const isCause = isOneOf(CAUSES);
export const isAction = isOneOf(ACTIONS);

type WindowLike = { state: "planned" | "cancelled"; movedFrom: string | null; opensAt: number; cutoffAt: number };

/** A window in which a shop orders as always: planned, on its own day and not disturbed by an outage. Holidays, cancellations and outages excuse everybody. */
export const isNormal = (window: Pick<WindowLike, "state" | "movedFrom">, isDisturbed: boolean): boolean =>
  window.state === "planned" && window.movedFrom === null && !isDisturbed;

/** Whether a closed window can be judged: its orders are known, still to come, or not coming any more. */
export function decideLook({ cutoffAt }: { cutoffAt: number }, feedAt: number | undefined, now: number): "look" | "wait" | "give_up" {
  if (now < cutoffAt + LOOK_AFTER_MS) return "wait";
  if (feedAt !== undefined && feedAt > cutoffAt) return "look";
  return now < cutoffAt + GIVE_UP_AFTER_MS ? "wait" : "give_up";
}

/** A shop of a window that has closed, as far as its silence goes. */
export type ShopFacts = {
  id: number;
  createdAt: number;
  /** Of its latest order until the cutoff that was not cancelled; null = none. */
  lastOrderedAt: number | null;
  /** The normal window before this one, when it closed without an order of the shop. */
  missed: (WindowLike & { id: number; isDisturbed: boolean }) | null;
  /** When the first window of its latest task opened; null = it never had one. */
  lastTaskSince: number | null;
};

export type Judgement =
  | { kind: "ordered" }
  | { kind: "missed" }
  /** The second normal window without an order; `lastOrderedAt` (0 for none) tells this silence from any other of the shop. */
  | { kind: "silence"; lastOrderedAt: number; firstWindowId: number; since: number };

/**
 * What a normal window that has closed says about one of its shops. A silence needs two normal windows and no order from the opening
 * of the first to the cutoff of the second, in a window or not; a shop that came into the roster in between has none yet.
 */
export function judgeShop(shop: ShopFacts, window: Pick<WindowLike, "opensAt" | "cutoffAt">): Judgement {
  const { missed, lastOrderedAt, lastTaskSince } = shop;
  if (lastOrderedAt !== null && lastOrderedAt >= window.opensAt) return { kind: "ordered" };
  const since = missed?.opensAt ?? 0;
  const isSecond =
    missed !== null && isNormal(missed, missed.isDisturbed) && missed.cutoffAt < window.cutoffAt && shop.createdAt <= missed.opensAt;
  if (!isSecond || (lastOrderedAt !== null && lastOrderedAt >= since)) return { kind: "missed" };
  // Known already, even if the order before it was cancelled or found since: no order lies between that task's windows and these.
  if (lastTaskSince !== null && lastTaskSince > (lastOrderedAt ?? 0)) return { kind: "missed" };
  return { kind: "silence", lastOrderedAt: lastOrderedAt ?? 0, firstWindowId: missed.id, since };
}

type TaskLike = {
  state: FollowUpState;
  dueAt: number;
  dueVersion: number;
  breachedAt: number | null;
  postponements: number;
  doneAt: number | null;
};

/** What a wake-up at `now` means for a task: its breach, nothing (ended, reported, postponed since), or that it woke too early. */
export function decideDue(task: TaskLike | undefined, version: number, now: number): "breach" | "void" | "early" {
  if (!task || task.state !== "open" || task.breachedAt !== null || task.dueVersion !== version) return "void";
  return now >= task.dueAt ? "breach" : "early";
}

/** Whether what was entered may still be taken back. */
export const mayChange = ({ state, doneAt }: TaskLike, now: number): boolean =>
  state === "done" && doneAt !== null && now < doneAt + CHANGE_MS;

/** Why a task can not be postponed; undefined when it can. */
export function refusePostponing(task: TaskLike, now: number): "late" | "often" | undefined {
  if (task.breachedAt !== null || now >= task.dueAt) return "late";
  return task.postponements >= MAX_POSTPONEMENTS ? "often" : undefined;
}

/** Who wants to do something to a task; `staffId` is null for an ADMIN_IDS admin without a staff row. */
export type Officer = { staffId: number | null; districtId: number | null; roles: readonly string[] };

/** The account manager of the shop's route as it is now, and those in charge of its district; staff without a district belong to all of them. */
export function isInCharge(officer: Officer | undefined, route: { districtId: number; accountManagerId: number | null }): boolean {
  if (!officer) return false;
  if (officer.staffId !== null && officer.staffId === route.accountManagerId) return true;
  const isOver = officer.roles.some((role) => role === "supervisor" || role === "admin");
  return isOver && (officer.districtId === null || officer.districtId === route.districtId);
}
