import { setTimeout as delay } from "node:timers/promises";
import type { Update } from "@grammyjs/types";
import { BotError } from "grammy";
import type { NewDelivery } from "../../db/deliveries.ts";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countAttempt, findUnhandledUpdates, forgetAttempt, markHandled, parkUpdate, type InboxUpdate } from "./store.ts";

const MAX_ATTEMPTS = 3;
const RETRY_MS = 1_000;

export type InboxRunner = {
  /** Takes stored updates to be handled: per chat in order, chats in parallel. */
  accept(updates: InboxUpdate[]): void;
  /** Takes what a crash left behind. */
  start(): Promise<void>;
  /** Lets the updates under way finish; the rest stays in the inbox. */
  stop(): Promise<void>;
};

type Options = {
  db: Db;
  clock: Clock;
  log: Log;
  handle: (update: Update) => Promise<void>;
  /** Whom to tell that an update was parked. */
  tellParked: (updateId: number) => Promise<NewDelivery[]>;
  retryMs?: number;
};

/** Handles the inbox. An update that fails three times is parked and the admins told; the chat's later ones wait for it. */
export function createInboxRunner({ db, clock, log, handle, tellParked, retryMs = RETRY_MS }: Options): InboxRunner {
  const lastOfChat = new Map<number, Promise<void>>();
  const stopping = new AbortController();

  async function park(update: InboxUpdate, error: unknown): Promise<void> {
    // grammY wraps whatever a handler throws.
    const cause = error instanceof BotError ? error.error : error;
    log.error({ update: update.updateId, err: cause }, "an update was parked after three attempts");
    await parkUpdate(db, update.updateId, cause instanceof Error ? cause.name : "unknown", await tellParked(update.updateId), clock());
  }

  const pause = () => delay(retryMs, undefined, { signal: stopping.signal }).catch(() => {});

  /** One attempt; true when nothing is left to do for the update. Throws only when the inbox itself can not be written. */
  async function tryOnce(update: InboxUpdate, attempt: number): Promise<boolean> {
    if (attempt > MAX_ATTEMPTS) {
      await park(update, new Error("the process ended in each attempt"));
      return true;
    }
    await countAttempt(db, update.updateId);
    try {
      await handle(update.payload);
    } catch (error) {
      // The end of the process cut the attempt short: that says nothing about the update.
      if (stopping.signal.aborted) {
        await forgetAttempt(db, update.updateId);
        return true;
      }
      log.warn({ update: update.updateId, attempt, err: error }, "handling an update failed");
      if (attempt < MAX_ATTEMPTS) return false;
      await park(update, error);
      return true;
    }
    await markHandled(db, update.updateId, clock());
    return true;
  }

  async function handleOne(update: InboxUpdate): Promise<void> {
    for (let attempt = update.attempts + 1; !stopping.signal.aborted;) {
      try {
        if (await tryOnce(update, attempt)) return;
        attempt++;
      } catch (error) {
        // The database is busy or full; the chat's later updates wait, as they must.
        log.error({ update: update.updateId, err: error }, "the inbox could not be written; trying again");
      }
      await pause();
    }
  }

  function enqueue(update: InboxUpdate): void {
    const before = lastOfChat.get(update.chatId) ?? Promise.resolve();
    const now = before
      .then(() => handleOne(update))
      .catch((error: unknown) => log.error({ update: update.updateId, err: error }, "an update stays in the inbox"))
      .finally(() => {
        if (lastOfChat.get(update.chatId) === now) lastOfChat.delete(update.chatId);
      });
    lastOfChat.set(update.chatId, now);
  }

  return {
    accept: (updates) => updates.forEach(enqueue),
    start: async () => (await findUnhandledUpdates(db)).forEach(enqueue),
    async stop() {
      stopping.abort();
      await Promise.all(lastOfChat.values());
    },
  };
}
