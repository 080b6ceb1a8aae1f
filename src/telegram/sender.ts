import type { Api, RawApi } from "grammy";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countMessages } from "./api.ts";
import { LEDGER_MEMORY_MS, type ChatLedger } from "./chat-ledger.ts";
import { readOutcome } from "./outcomes.ts";
import type { Pacer, Slot } from "./pacer.ts";
import type { Lane } from "./rules.ts";
import { createSettler, type Recover } from "./settle.ts";
import {
  endDelivery,
  findAbandoned,
  findChatLimits,
  findRecentSends,
  findSendable,
  followClockBack,
  markSending,
  postponeDelivery,
  type Delivery,
} from "./store.ts";

type SendMethod = "sendMessage" | "sendPhoto" | "sendVideo" | "sendVoice" | "sendDocument" | "copyMessage";

/** A message ready to go to the delivery's chat. */
export type Outgoing = { [M in SendMethod]: { method: M; payload: Omit<Parameters<RawApi[M]>[0], "chat_id"> } }[SendMethod] & {
  recover?: Recover;
};
/** The message as it is true now, why it no longer applies, or (epoch milliseconds) when to ask again. */
export type Prepared = Outgoing | { skip: string } | { later: number };
export type PrepareDelivery = (delivery: Delivery, api: Api) => Promise<Prepared>;

export type Sender = {
  /** New rows were written: look at once instead of at the next poll. */
  kick(): void;
  start(): Promise<void>;
  /** Waits for the calls under way. */
  stop(): Promise<void>;
};

/** Longer than any call may take, so that an expired lease means the process that took the row is gone. */
const LEASE_MS = 30_000;
/** Other processes (API, worker) write rows too and can not kick this one. */
const POLL_MS = 250;

/** Smaller steps are made up by waiting; NTP makes such ones all the time. */
const STEP_BACK_MS = 2_000;

type Options = {
  onFailing?: (row: Delivery, reason: string) => Promise<void>;
  db: Db;
  api: Api;
  pacer: Pacer;
  ledger: ChatLedger;
  clock: Clock;
  log: Log;
  prepare: PrepareDelivery;
};

/** A pause that can be cut short. */
function createRest() {
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
async function restoreLedger(db: Db, ledger: ChatLedger, now: number): Promise<void> {
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

/** The calls under way, for the end to wait for. */
function createCalls(log: Log) {
  const underWay = new Set<Promise<void>>();
  return {
    add(call: Promise<void>): void {
      const settled = call.catch((error: unknown) => log.error({ err: error }, "a delivery's outcome could not be stored"));
      underWay.add(settled);
      void settled.finally(() => underWay.delete(settled));
    },
    finish: async () => void (await Promise.all(underWay)),
  };
}

/**
 * Sends the outbox, one row a call, through the one pacer. `sending` is committed before the call and the outcome after it, so a
 * crash leaves at most the calls under way in doubt. Runs in the leased bot role only.
 */
export function createSender({ db, api, pacer, ledger, clock, log, prepare, onFailing }: Options): Sender {
  const settler = createSettler({ db, ledger, pacer, clock, onFailing });
  const wallClock = createWallClock(clock);
  const calls = createCalls(log);
  const rest = createRest();
  let isStopped = true;
  let loop: Promise<void> = Promise.resolve();

  async function send(row: Delivery, message: Outgoing, slot: Slot): Promise<void> {
    ledger.note(row.chatId, countMessages(message.method, message.payload));
    try {
      const call = api.raw[message.method] as (payload: object) => Promise<{ message_id: number }>;
      const sent = await call({ chat_id: row.chatId, ...message.payload }).finally(() => slot.finish());
      await settler.settleSent(row, sent.message_id);
    } catch (error) {
      const outcome = readOutcome(error);
      log.warn({ delivery: row.id, deliveryKind: row.kind, outcome: outcome.kind }, "a delivery did not go through");
      await settler.settle(row, outcome, message.recover);
    }
  }

  async function attempt(row: Delivery, slot: Slot): Promise<void> {
    try {
      const prepared: Prepared = row.validUntil !== null && row.validUntil <= clock() ? { skip: "too_late" } : await prepare(row, api);
      if ("skip" in prepared) await endDelivery(db, row.id, "skipped", prepared.skip);
      else if ("later" in prepared) {
        await postponeDelivery(db, row.id, prepared.later);
        // Telegram may have been asked for something already (a topic), so the slot counts as used.
        return slot.finish();
      } else if (await markSending(db, row.id, clock() + LEASE_MS)) return calls.add(send(row, prepared, slot));
    } catch (error) {
      log.error({ delivery: row.id, deliveryKind: row.kind, err: error }, "a delivery could not be prepared");
      await settler.settleUnprepared(row, error);
    }
    slot.giveBack();
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const before = wallClock.findStepBack();
      if (before !== undefined) await followClockBack(db, before, clock());
      const { chats, nextReadyAt } = ledger.findBlocked();
      const pausedUntil = settler.pausedUntil();
      const row = pausedUntil > performance.now() ? undefined : await findSendable(db, clock(), chats);
      const wakeAt = row === undefined && pausedUntil > performance.now() ? pausedUntil : nextReadyAt;
      if (row === undefined) await rest.take(Math.min(POLL_MS, Math.max(1, wakeAt - performance.now())));
      else {
        const slot = await pacer.acquire(row.lane as Lane).catch(() => undefined);
        // The pacer was closed: the process is ending.
        if (!slot) return;
        await attemptIfFree(row, slot);
      }
    }
  }

  /** While the row waited for its slot, a reply may have gone to its chat, or everything been paused. */
  async function attemptIfFree(row: Delivery, slot: Slot): Promise<void> {
    const now = performance.now();
    if (isStopped || settler.pausedUntil() > now || ledger.readyAt(row.chatId) > now) slot.giveBack();
    else await attempt(row, slot);
  }

  return {
    kick: () => rest.end(),
    async start() {
      isStopped = false;
      // This process holds the role's lease: whatever still says `sending` belonged to one that is gone.
      await restoreLedger(db, ledger, clock());
      for (const row of await findAbandoned(db, Number.MAX_SAFE_INTEGER))
        await settler.settleUnknown(row, "the process ended while it was being sent");
      loop = run();
    },
    async stop() {
      isStopped = true;
      rest.end();
      await loop;
      await calls.finish();
    },
  };
}
