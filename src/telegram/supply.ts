import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import { LEDGER_MEMORY_MS, type ChatLedger } from "./chat-ledger.ts";
import { findChatLimits, findRecentSends, findSendable, followClockBack, type Delivery } from "./store.ts";

/** Other processes (API, worker) write rows too and can not kick this one. */
const POLL_MS = 250;

/** Smaller steps are made up by waiting; NTP makes such ones all the time. */
const STEP_BACK_MS = 2_000;

/** A pause that can be cut short. */
export function createRest() {
  let end = () => {};
  return {
    take: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => (clearTimeout(timer), resolve());
      }),
    end: () => end(),
  };
}

/** Counts what earlier processes sent, and what Telegram told them to wait for, against the chats' limits. */
export async function restoreLedger(db: Db, ledger: ChatLedger, now: number): Promise<void> {
  const toMonotonic = (at: number) => performance.now() - (now - at);
  for (const { chatId, sentAt } of await findRecentSends(db, now - LEDGER_MEMORY_MS)) ledger.note(chatId, 1, toMonotonic(sentAt));
  for (const { chatId, blockedUntil } of await findChatLimits(db, now)) ledger.block(chatId, toMonotonic(blockedUntil));
}

/** Notices when the wall clock is set back, by holding it against the monotonic one. */
function createWallClock(clock: Clock) {
  let offset = clock() - performance.now();
  return {
    /** What the clock would show had it not been set back since the last look; undefined when it was not. */
    findStepBack(): number | undefined {
      const expected = performance.now() + offset;
      offset = clock() - performance.now();
      return expected - clock() > STEP_BACK_MS ? Math.ceil(expected) : undefined;
    },
  };
}

type Options = { db: Db; ledger: ChatLedger; clock: Clock; rest: ReturnType<typeof createRest>; pausedUntil: () => number };

/** Where the next row comes from. */
export function createSupply({ db, ledger, clock, rest, pausedUntil }: Options) {
  const wallClock = createWallClock(clock);
  return {
    /** The next row that may go out; undefined, after a rest, when there was none. */
    async next(): Promise<Delivery | undefined> {
      const before = wallClock.findStepBack();
      if (before !== undefined) await followClockBack(db, before, clock());
      const isPaused = pausedUntil() > performance.now();
      const { chats, nextReadyAt } = ledger.findBlocked();
      const row = isPaused ? undefined : await findSendable(db, clock(), chats);
      if (row) return row;
      const wakeAt = isPaused ? pausedUntil() : nextReadyAt;
      await rest.take(Math.min(POLL_MS, Math.max(1, wakeAt - performance.now())));
      return undefined;
    },
  };
}
