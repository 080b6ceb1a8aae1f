import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import { LEDGER_MEMORY_MS, type ChatLedger } from "./chat-ledger.ts";
import type { Rest } from "./running.ts";
import { findChatLimits, findRecentSends, findSendable, followClockBack, type Delivery } from "./store.ts";

/** Other processes (API, worker) write rows too and can not kick this one. */
const POLL_MS = 250;

/** Smaller steps are made up by waiting; NTP makes such ones all the time. */
const STEP_BACK_MS = 2_000;

/** Counts what earlier processes sent (by a clock that was set back since: as if just now), and what Telegram told them to wait for, against the chats' limits. */
export async function restoreLedger(db: Db, ledger: ChatLedger, now: number): Promise<void> {
  const toMonotonic = (at: number) => performance.now() - (now - at);
  for (const { chatId, sentAt, messages } of await findRecentSends(db, now - LEDGER_MEMORY_MS))
    ledger.note(chatId, messages, toMonotonic(Math.min(sentAt, now)));
  for (const { chatId, blockedUntil } of await findChatLimits(db, now)) ledger.block(chatId, toMonotonic(blockedUntil));
}

/** Notices when the wall clock is set back, by holding it against the monotonic one. */
function createWallClock(clock: Clock) {
  let offset = clock() - performance.now();
  return {
    /** By how much the clock was set back since the last look; 0 when it was not. */
    takeStepBack(): number {
      const expected = performance.now() + offset;
      offset = clock() - performance.now();
      const stepMs = Math.ceil(expected - clock());
      return stepMs > STEP_BACK_MS ? stepMs : 0;
    },
  };
}

type Options = {
  db: Db;
  ledger: ChatLedger;
  clock: Clock;
  rest: Rest;
  /** On the monotonic clock; Infinity when nobody knows. */
  pausedUntil: () => number;
  preparing: ReadonlySet<number>;
};

/** Where the next row comes from. */
export function createSupply({ db, ledger, clock, rest, pausedUntil, preparing }: Options) {
  const wallClock = createWallClock(clock);
  return {
    /** The next row that may go out; undefined, after a rest, when there was none. */
    async next(): Promise<Delivery | undefined> {
      const stepMs = wallClock.takeStepBack();
      if (stepMs > 0) await followClockBack(db, stepMs, clock());
      const isPaused = pausedUntil() > performance.now();
      const { chats, nextReadyAt } = ledger.findBlocked();
      const row = isPaused ? undefined : await findSendable(db, clock(), [...chats, ...preparing]);
      if (row) return row;
      const wakeAt = isPaused ? pausedUntil() : nextReadyAt;
      await rest.take(Math.min(POLL_MS, Math.max(1, wakeAt - performance.now())));
      return undefined;
    },
  };
}
