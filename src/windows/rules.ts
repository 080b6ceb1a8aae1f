/** What a person answers to a reminder: said, not known. */
export const WINDOW_ANSWERS = ["said_ordered", "not_now"] as const;
/** Why a shop does not order this time. */
export const NOT_NOW_REASONS = ["stock", "money", "price", "supply", "holiday", "other"] as const;
export type NotNowReason = (typeof NOT_NOW_REASONS)[number];
export const isNotNowReason = (word: string | undefined): word is NotNowReason =>
  (NOT_NOW_REASONS as readonly string[]).includes(word ?? "");

/** The job of a due reminder gets this long before the sweep takes the window for forgotten. */
export const SWEEP_GRACE_MS = 3_000;

/** Changed windows in one message about the calendar; the rest is counted. */
export const MAX_CHANGE_LINES = 20;

/** A calendar row's owner as one unique text. */
export const routeScope = (routeId: number): string => `route-${routeId}`;
export const shopScope = (retailerId: number): string => `shop-${retailerId}`;

/** `preliminaryAt`: when the account manager gets a first list; `movedFrom`: the day off that the window stands in for. */
export type WindowTimes = {
  opensAt: number;
  cutoffAt: number;
  reminderAt: number;
  preliminaryAt: number | null;
  movedFrom: string | null;
};

/** A window as the calendar wants it now. */
export type PlannedTimes = WindowTimes & { date: string; isException: boolean };

export type StoredWindow = WindowTimes & {
  version: number;
  state: "planned" | "cancelled";
  remindedAt: number | null;
  missedAt: number | null;
  preliminaryDoneAt: number | null;
  outcomeDoneAt: number | null;
  silenceCheckedAt: number | null;
};

export type WindowChange = { kind: "keep" } | { kind: "create" } | { kind: "change"; set: StoredWindow };

const KEEP: WindowChange = { kind: "keep" };

const TIMES = ["opensAt", "cutoffAt", "reminderAt", "preliminaryAt", "movedFrom"] as const;

const isSame = (row: StoredWindow, planned: WindowTimes): boolean => TIMES.every((name) => row[name] === planned[name]);

/** A window that has closed stays as it was; only a dated exception (an extension after an outage) opens it again. */
function mayChange(row: StoredWindow, planned: PlannedTimes, now: number): boolean {
  if (row.cutoffAt > now) return true;
  return planned.cutoffAt > now && (planned.isException || row.state === "cancelled");
}

/**
 * What planning does to one window: `row` is what is stored, `planned` what the calendar says now. Every change raises the version.
 * What was done for the old times (reminder, first list, outcome, look for silent shops) is done again only when its new time is still to
 * come, or a cancelled window comes back; a window that has closed never appears anew.
 */
export function decideChange(row: StoredWindow | undefined, planned: PlannedTimes | undefined, now: number): WindowChange {
  if (!row) return planned && planned.cutoffAt > now ? { kind: "create" } : KEEP;
  const version = row.version + 1;
  if (!planned)
    return row.state === "cancelled" || row.cutoffAt <= now ? KEEP : { kind: "change", set: { ...row, state: "cancelled", version } };
  if ((row.state === "planned" && isSame(row, planned)) || !mayChange(row, planned, now)) return KEEP;
  const { opensAt, cutoffAt, reminderAt, preliminaryAt, movedFrom } = planned;
  const set: StoredWindow = {
    opensAt,
    cutoffAt,
    reminderAt,
    preliminaryAt,
    movedFrom,
    version,
    state: "planned",
    // Messages that had not left when the window was cancelled are void; whoever was reminded is not reminded again.
    remindedAt: reminderAt > now || row.state === "cancelled" ? null : row.remindedAt,
    missedAt: cutoffAt > now ? null : row.missedAt,
    preliminaryDoneAt: preliminaryAt !== null && preliminaryAt > now ? null : row.preliminaryDoneAt,
    outcomeDoneAt: cutoffAt > now ? null : row.outcomeDoneAt,
    silenceCheckedAt: cutoffAt > now ? null : row.silenceCheckedAt,
  };
  return { kind: "change", set };
}

type Changed = { version: number; before: Pick<WindowTimes, "opensAt" | "cutoffAt"> | null; after: Changed["before"] };

/**
 * Whether an account manager wants to know of a changed window: another cutoff, or another opening that is still to come. What the clock
 * alone brings into reach (`isByClock`) is no change.
 */
export function isWorthTelling({ version, before, after }: Changed, { now, isByClock }: { now: number; isByClock: boolean }): boolean {
  if (!before) return after !== null && !(isByClock && version === 1);
  if (!after || before.cutoffAt !== after.cutoffAt) return true;
  return before.opensAt !== after.opensAt && Math.max(before.opensAt, after.opensAt) > now;
}

/** Whether an alarm for `version` of the window still means something, and what: it came early, is due, or the cutoff has passed. */
export function decideReminder(row: StoredWindow | undefined, version: number, now: number): "void" | "early" | "due" | "missed" {
  if (!row || row.version !== version || row.state === "cancelled") return "void";
  if (row.remindedAt !== null || row.missedAt !== null) return "void";
  if (now < row.reminderAt) return "early";
  return now < row.cutoffAt ? "due" : "missed";
}

type ReachedPerson = { isReachable: boolean; isMuted: boolean };

/** Whether a reminder reaches the person: they pressed Start, did not block the bot, and did not turn reminders off. */
export const isRemindable = ({ isReachable, isMuted }: ReachedPerson): boolean => isReachable && !isMuted;

/** Why an answer to a reminder means nothing (any more). */
export type AnswerProblem = "unknown" | "cancelled" | "closed" | "ordered";

/** What stands against an answer at `now`; `shops` are those of the window that the person acts for. */
export function findAnswerProblem(
  { state, cutoffAt }: Pick<StoredWindow, "state" | "cutoffAt">,
  shops: readonly { hasOrdered: boolean }[],
  now: number,
): AnswerProblem | undefined {
  if (shops.length === 0) return "unknown";
  if (shops.every(({ hasOrdered }) => hasOrdered)) return "ordered";
  if (state === "cancelled") return "cancelled";
  return cutoffAt <= now ? "closed" : undefined;
}

/** A count of fewer shops than this says who has not ordered to everyone who knows the route. */
export const MIN_SHOPS_TO_COUNT = 3;
