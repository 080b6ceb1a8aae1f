import type { Api } from "grammy";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countMessages } from "./api.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import { readOutcome } from "./outcomes.ts";
import { callTelegram, readMessageIds, type Outgoing, type PrepareDelivery } from "./outgoing.ts";
import type { Pacer, Slot } from "./pacer.ts";
import { prepareNow } from "./prepare-now.ts";
import type { Lane } from "./rules.ts";
import { createRest, createSupply, restoreLedger } from "./supply.ts";
import { createSettler } from "./settle.ts";
import { endDelivery, markSending, postponeDelivery, type Delivery } from "./store.ts";

export type { Outgoing, Prepared, PrepareDelivery } from "./outgoing.ts";

export type Sender = {
  /** New rows were written: look at once instead of at the next poll. */
  kick(): void;
  start(): Promise<void>;
  /** Waits for the calls under way. */
  stop(): Promise<void>;
};

/** Longer than any call may take, so that an expired lease means the process that took the row is gone. */
const LEASE_MS = 30_000;
const FAULT_REST_MS = 1_000;

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

type Repeat = { isStopped: () => boolean; rest: ReturnType<typeof createRest>; log: Log };

/** Goes on whatever happens: the database may be busy for longer than its timeout, or full, and the outbox waits for it. */
async function repeat(step: () => Promise<void>, { isStopped, rest, log }: Repeat): Promise<void> {
  while (!isStopped()) {
    try {
      await step();
    } catch (error) {
      log.error({ err: error }, "the outbox could not be read or written; trying again");
      await rest.take(FAULT_REST_MS);
    }
  }
}

/**
 * Sends the outbox, one row a call, through the one pacer. `sending` is committed before the call and the outcome after it, so a
 * crash leaves at most the calls under way in doubt. Runs in the leased bot role only.
 */
export function createSender({ db, api, pacer, ledger, clock, log, prepare, onFailing }: Options): Sender {
  const settler = createSettler({ db, ledger, pacer, clock, onFailing });
  const calls = createCalls(log);
  const rest = createRest();
  /** Chats whose next message is being made: that may take a call of its own (a topic), which holds up nobody else. */
  const preparing = new Set<number>();
  const supply = createSupply({ db, ledger, clock, rest, preparing, pausedUntil: () => settler.pausedUntil() });
  let isStopped = true;
  let loop: Promise<void> = Promise.resolve();

  async function send(row: Delivery, message: Outgoing, slot: Slot): Promise<void> {
    ledger.note(row.chatId, countMessages(message.method, message.payload));
    try {
      const answer = await callTelegram(api, row.chatId, message).finally(() => slot.finish());
      await settler.settleSent(row, { ...message, messageIds: readMessageIds(answer) });
    } catch (error) {
      const outcome = readOutcome(error);
      log.warn({ delivery: row.id, deliveryKind: row.kind, outcome: outcome.kind }, "a delivery did not go through");
      await settler.settle(row, outcome, message.recover);
    }
  }

  async function attempt(row: Delivery, slot: Slot): Promise<void> {
    try {
      const prepared = await prepareNow(row, { db, api, ledger, clock, prepare });
      if ("skip" in prepared) await endDelivery(db, row.id, "skipped", prepared.skip);
      else if ("later" in prepared) {
        await postponeDelivery(db, row.id, prepared.later);
        // Telegram may have been asked for something already (a topic), so the slot counts as used.
        return slot.finish();
      } else if (await markSending(db, row.id, clock() + LEASE_MS)) return calls.add(send(row, prepared, slot));
    } catch (error) {
      log.error({ delivery: row.id, deliveryKind: row.kind, err: error }, "a delivery could not be prepared");
      await settler.settleUnprepared(row, error).finally(() => slot.giveBack());
    }
    slot.giveBack();
  }

  async function sendNext(): Promise<void> {
    const row = await supply.next();
    const slot = row && (await pacer.acquire(row.lane as Lane).catch(() => undefined));
    // Without a slot the pacer was closed, which ends this too.
    if (!row || !slot) return;
    preparing.add(row.chatId);
    calls.add(attemptIfFree(row, slot).finally(() => (preparing.delete(row.chatId), rest.end())));
  }

  /** While the row waited for its slot, a reply may have gone to its chat, or everything been paused. */
  async function attemptIfFree(row: Delivery, slot: Slot): Promise<void> {
    const isHeldUp = Math.max(settler.pausedUntil(), ledger.readyAt(row.chatId)) > performance.now();
    return isStopped || isHeldUp ? slot.giveBack() : attempt(row, slot);
  }

  return {
    kick: () => rest.end(),
    async start() {
      isStopped = false;
      await restoreLedger(db, ledger, clock());
      await settler.settleAbandoned();
      loop = repeat(sendNext, { isStopped: () => isStopped, rest, log });
    },
    async stop() {
      isStopped = true;
      rest.end();
      await loop;
      await calls.finish();
    },
  };
}
