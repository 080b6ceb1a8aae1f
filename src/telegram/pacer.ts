import type { Lane } from "./rules.ts";

/** Leave to make one call. Every slot ends with exactly one of the two. */
export type Slot = {
  /** The call was answered (or failed): the slot stays taken for another second. */
  finish(): void;
  /** No call was made: the next in line may start at once. */
  giveBack(): void;
};

export type Pacer = {
  /** Waits for the next start; a lower lane that asks later still goes first. Rejects once the pacer is closed. */
  acquire(lane: Lane): Promise<Slot>;
  /** A slot if one is free at this moment and nobody waits for it: for what is left out rather than waited for. */
  tryAcquire(): Slot | undefined;
  /** Halves the rate for so long: Telegram said that the token sends too much. */
  slowDown(ms: number): void;
  /** Aborted by close(): whoever waits for something else before asking for a slot gives up too. */
  closed: AbortSignal;
  close(): void;
};

/** Telegram counts accepted calls in a trailing second (TELEGRAM.md): a slot is kept until no such second can hold both ends. */
const SLOT_COOLDOWN_MS = 1_000;
/** Telegram's limit for one bot token (TELEGRAM.md, Limits). */
const SLOTS = 30;
/** Whoever sets a higher rate has it from Telegram: the limit is then that rate. */
export const slotsFor = (rate: number): number => Math.max(SLOTS, Math.ceil(rate));
/** How late a timer may fire and still be made up for by starting the next one sooner. */
const CATCH_UP_MS = 50;

/** How often to look whether sending is allowed again. */
const FORBIDDEN_POLL_MS = 100;

type Options = {
  /** Calls that may lie in any second. */
  slots?: number;
  /** A monotonic clock in milliseconds: the wall clock may jump. */
  now?: () => number;
  /** False while another process may be sending for the same token: then nothing starts. */
  isAllowed?: () => boolean;
};

type Waiter = { lane: Lane; start: (slot: Slot) => void; fail: (error: Error) => void };

/** Takes the one who waits longest in the lowest lane out of the line. */
function takeFirst(waiting: Waiter[]): Waiter {
  let best = 0;
  for (let i = 1; i < waiting.length; i++) if (waiting[i]!.lane < waiting[best]!.lane) best = i;
  return waiting.splice(best, 1)[0]!;
}

/** A slot ends once, whichever way comes first. */
function createSlot(end: { used: () => void; unused: () => void }): Slot {
  let isEnded = false;
  const once = (how: () => void) => () => {
    if (isEnded) return;
    isEnded = true;
    how();
  };
  return { finish: once(end.used), giveBack: once(end.unused) };
}

/** The slots: each is taken from its call's start until a second after its answer. `whenFree` is told of each that is free again. */
function createSlots(count: number, whenFree: (wasUsed: boolean) => void) {
  const cooling = new Set<NodeJS.Timeout>();
  let taken = 0;
  let isClosed = false;
  const free = (wasUsed: boolean) => {
    taken--;
    whenFree(wasUsed);
  };
  return {
    isOneFree: () => taken < count,
    take(): Slot {
      taken++;
      return createSlot({
        used: () => {
          if (isClosed) return;
          const cooldown = setTimeout(() => (cooling.delete(cooldown), free(true)), SLOT_COOLDOWN_MS);
          cooling.add(cooldown);
        },
        unused: () => free(false),
      });
    },
    close() {
      isClosed = true;
      for (const cooldown of cooling) clearTimeout(cooldown);
    },
  };
}

/**
 * One pacer for the whole token: starts are spaced by 1/rate s, and a call occupies one of the slots (30) from its start until
 * 1 s after its answer, so that no trailing second can hold more of them, however the network jitters.
 */
export function createPacer(
  rate: number,
  { slots: count = SLOTS, now = () => performance.now(), isAllowed = () => true }: Options = {},
): Pacer {
  let slowUntil = -Infinity;
  const spacingMs = () => (now() < slowUntil ? 2_000 : 1_000) / rate;
  const waiting: Waiter[] = [];
  let nextStartAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const closing = new AbortController();
  const slots = createSlots(count, (wasUsed) => {
    if (!wasUsed) nextStartAt = Math.min(nextStartAt, now());
    startDue();
  });

  const isFree = () => slots.isOneFree() && nextStartAt <= now();
  /** Timers fire late: counting from the planned start instead of from now keeps the rate true. */
  const startNext = (): Slot => {
    nextStartAt = Math.max(nextStartAt, now() - CATCH_UP_MS) + spacingMs();
    return slots.take();
  };

  const startDue = (): void => {
    clearTimeout(timer);
    if (waiting.length > 0 && !isAllowed()) {
      timer = setTimeout(startDue, FORBIDDEN_POLL_MS);
      return;
    }
    while (waiting.length > 0 && isFree()) {
      const waiter = takeFirst(waiting);
      waiter.start(startNext());
    }
    if (waiting.length > 0 && slots.isOneFree()) timer = setTimeout(startDue, Math.max(0, nextStartAt - now()));
  };

  return {
    acquire: (lane) =>
      new Promise((start, fail) => {
        if (closing.signal.aborted) return fail(new Error("the pacer is closed"));
        // Nobody waited until now, so there is no lateness to make up for.
        if (waiting.length === 0) nextStartAt = Math.max(nextStartAt, now());
        waiting.push({ lane, start, fail });
        startDue();
      }),
    tryAcquire() {
      if (closing.signal.aborted || waiting.length > 0 || !isAllowed() || !isFree()) return undefined;
      // Nobody waited until now, so there is no lateness to make up for.
      nextStartAt = Math.max(nextStartAt, now());
      return startNext();
    },
    slowDown: (ms) => void (slowUntil = Math.max(slowUntil, now() + ms)),
    closed: closing.signal,
    close() {
      closing.abort();
      clearTimeout(timer);
      slots.close();
      for (const waiter of waiting.splice(0)) waiter.fail(new Error("the pacer is closed"));
    },
  };
}
