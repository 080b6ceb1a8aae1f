import type { Api } from "grammy";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { createAttempts } from "./attempts.ts";
import type { ChatLedger } from "./chat-ledger.ts";
import { settleAbandoned } from "./doubts.ts";
import { createLimits } from "./limits.ts";
import { createOutage } from "./outage.ts";
import type { PrepareDelivery } from "./outgoing.ts";
import type { Pacer, Slot } from "./pacer.ts";
import type { Lane } from "./rules.ts";
import { createRest, createUnderWay, repeat } from "./running.ts";
import { createSettler } from "./settle.ts";
import type { Delivery } from "./store.ts";
import { createStoring } from "./storing.ts";
import { createSupply, restoreLedger } from "./supply.ts";
import { createUnpreparedSettler } from "./unprepared.ts";

export type { Outgoing, Prepared, PrepareDelivery } from "./outgoing.ts";

export type Sender = {
  /** New rows were written: look at once instead of at the next poll. */
  kick(): void;
  start(): Promise<void>;
  /** Waits for the calls under way. */
  stop(): Promise<void>;
};

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

/**
 * Sends the outbox, one row a call, through the one pacer. `sending` is committed before the call and the outcome after it, so a
 * crash leaves at most the calls under way in doubt. Runs in the leased bot role only.
 */
export function createSender({ db, api, pacer, ledger, clock, log, prepare, onFailing }: Options): Sender {
  const rest = createRest();
  const underWay = createUnderWay(log);
  const storing = createStoring(log);
  const limits = createLimits({ ledger, pacer, clock });
  const outage = createOutage({ api, log, onOver: rest.end });
  const settler = createSettler({ db, limits, outage, storing, clock, log, onFailing });
  const settleUnprepared = createUnpreparedSettler({ db, limits, outage, storing, clock });
  const attempt = createAttempts({ db, api, ledger, clock, log, prepare, outage, settler, settleUnprepared, underWay });
  /** Chats whose next message is being made: that may take a call of its own (a topic), which holds up nobody else. */
  const preparing = new Set<number>();
  /** For everyone, on the monotonic clock. */
  const pausedUntil = () => (outage.isHolding() || storing.isBehind() ? Infinity : limits.pausedUntil());
  const supply = createSupply({ db, ledger, clock, rest, preparing, pausedUntil });
  let isStopped = true;
  let loop: Promise<void> = Promise.resolve();

  async function sendNext(): Promise<void> {
    const row = await supply.next();
    const slot = row && (await pacer.acquire(row.lane as Lane).catch(() => undefined));
    // Without a slot the pacer was closed, which ends this too.
    if (!row || !slot) return;
    preparing.add(row.chatId);
    underWay.add(attemptIfFree(row, slot).finally(() => (preparing.delete(row.chatId), rest.end())));
  }

  /** While the row waited for its slot, a reply may have gone to its chat, or everything been paused. */
  async function attemptIfFree(row: Delivery, slot: Slot): Promise<void> {
    const isHeldUp = Math.max(pausedUntil(), ledger.readyAt(row.chatId)) > performance.now();
    return isStopped || isHeldUp || !outage.mayGoAgain(row.id) ? slot.giveBack() : attempt(row, slot);
  }

  return {
    kick: rest.end,
    async start() {
      isStopped = false;
      await restoreLedger(db, ledger, clock());
      await settleAbandoned(db, log, clock());
      loop = repeat(sendNext, { isStopped: () => isStopped, rest, log });
    },
    async stop() {
      isStopped = true;
      rest.end();
      outage.end();
      await loop;
      storing.end();
      await underWay.finish();
    },
  };
}
