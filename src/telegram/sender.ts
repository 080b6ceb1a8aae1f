import type { Api, RawApi } from "grammy";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countMessages } from "./api.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import { readOutcome, type Outcome } from "./outcomes.ts";
import type { Pacer, Slot } from "./pacer.ts";
import { backoffMs, isRepeatable, type Lane } from "./rules.ts";
import {
  endDelivery,
  findAbandoned,
  findSendable,
  markSending,
  markSent,
  markUnreachable,
  migrateChat,
  postponeDelivery,
  retryDelivery,
  returnDelivery,
  type Delivery,
} from "./store.ts";

type SendMethod = "sendMessage" | "sendPhoto" | "sendVideo" | "sendVoice" | "sendDocument" | "copyMessage";

/** A message ready to go to the delivery's chat. */
export type Outgoing = { [M in SendMethod]: { method: M; payload: Omit<Parameters<RawApi[M]>[0], "chat_id"> } }[SendMethod] & {
  /** Asked when Telegram refuses the message for good: true when the cause is out of the way and it is to be made and sent anew. */
  recover?: (reason: string) => Promise<boolean>;
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
/** A refusal that comes back although its cause was removed is not worth more attempts. */
const RECOVERIES_MAX = 3;
/** Honouring retry_after to the millisecond meets the next 429 when clocks differ. */
const RETRY_AFTER_MARGIN = 1.1;
/** Two chats limited within so long: it is the token that is limited, not a chat. */
const TOKEN_LIMITED_WINDOW_MS = 5_000;

type Options = { db: Db; api: Api; pacer: Pacer; ledger: ChatLedger; clock: Clock; log: Log; prepare: PrepareDelivery };

/**
 * Sends the outbox, one row a call, through the one pacer. `sending` is committed before the call and the outcome after it, so a
 * crash leaves at most the calls under way in doubt. Runs in the leased bot role only.
 */
export function createSender({ db, api, pacer, ledger, clock, log, prepare }: Options): Sender {
  const underWay = new Set<Promise<void>>();
  let isStopped = true;
  let loop: Promise<void> = Promise.resolve();
  let wake = () => {};
  let pausedUntil = 0;
  let lastLimited = { chatId: 0, at: -Infinity };

  const idle = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => (clearTimeout(timer), resolve());
    });

  function noteLimited(chatId: number, retryAfterMs: number): number {
    const now = performance.now();
    const until = now + retryAfterMs * RETRY_AFTER_MARGIN;
    ledger.block(chatId, until);
    if (lastLimited.chatId !== chatId && now - lastLimited.at < TOKEN_LIMITED_WINDOW_MS) pausedUntil = until;
    lastLimited = { chatId, at: now };
    return retryAfterMs * RETRY_AFTER_MARGIN;
  }

  async function settleUnknown(row: Delivery, reason: string): Promise<void> {
    if (row.mayRepeat || !isRepeatable(row.kind)) await endDelivery(db, row.id, "unknown", reason);
    else await retryDelivery(db, row.id, clock(), reason, true);
  }

  async function settleRefused(row: Delivery, message: Outgoing, reason: string): Promise<void> {
    const isRecovered = row.attempts < RECOVERIES_MAX && (await message.recover?.(reason)) === true;
    if (isRecovered) await retryDelivery(db, row.id, clock(), reason, false);
    else await endDelivery(db, row.id, "failed", reason);
  }

  async function settle(row: Delivery, message: Outgoing, outcome: Outcome): Promise<void> {
    log.warn({ delivery: row.id, deliveryKind: row.kind, outcome: outcome.kind }, "a delivery did not go through");
    switch (outcome.kind) {
      case "limited":
        return returnDelivery(db, row.id, clock() + noteLimited(row.chatId, outcome.retryAfterMs));
      case "unreachable":
        return markUnreachable(db, row, outcome.reason);
      case "migrated":
        await migrateChat(db, row.chatId, outcome.toChatId);
        return returnDelivery(db, row.id, clock());
      case "refused":
        return settleRefused(row, message, outcome.reason);
      case "unsent":
        pausedUntil = performance.now() + backoffMs(0, Math.random());
        return retryDelivery(db, row.id, clock() + backoffMs(row.attempts, Math.random()), outcome.reason, false);
      case "unknown":
        return settleUnknown(row, outcome.reason);
    }
  }

  async function send(row: Delivery, message: Outgoing, slot: Slot): Promise<void> {
    ledger.note(row.chatId, countMessages(message.method, message.payload));
    try {
      const call = api.raw[message.method] as (payload: object) => Promise<{ message_id: number }>;
      const sent = await call({ chat_id: row.chatId, ...message.payload }).finally(() => slot.finish());
      await markSent(db, row.id, sent.message_id, clock());
    } catch (error) {
      await settle(row, message, readOutcome(error));
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
      } else if (await markSending(db, row.id, clock() + LEASE_MS)) return track(send(row, prepared, slot));
    } catch (error) {
      // Making the message failed, before any call for it: a fault of ours, or Telegram refusing a topic. The row must not block the lane.
      log.error({ delivery: row.id, deliveryKind: row.kind, err: error }, "a delivery could not be prepared");
      await endDelivery(db, row.id, "failed", "could not be prepared");
    }
    slot.giveBack();
  }

  function track(work: Promise<void>): void {
    const tracked = work.catch((error: unknown) => log.error({ err: error }, "a delivery's outcome could not be stored"));
    underWay.add(tracked);
    void tracked.finally(() => underWay.delete(tracked));
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const pause = pausedUntil - performance.now();
      const [row] = pause > 0 ? [] : await findSendable(db, clock(), ledger.findBlocked(), 1);
      if (row === undefined) await idle(Math.max(1, Math.min(POLL_MS, pause > 0 ? pause : POLL_MS)));
      else await attempt(row, await pacer.acquire(row.lane as Lane));
    }
  }

  return {
    kick: () => wake(),
    async start() {
      isStopped = false;
      // This process holds the role's lease: whatever still says `sending` belonged to one that is gone.
      for (const row of await findAbandoned(db, Infinity)) await settleUnknown(row, "the process ended while it was being sent");
      loop = run();
    },
    async stop() {
      isStopped = true;
      wake();
      await loop;
      await Promise.all(underWay);
    },
  };
}
