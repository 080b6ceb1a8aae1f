import { setTimeout as delay } from "node:timers/promises";
import type { Update } from "@grammyjs/types";
import type { NewDelivery } from "../../db/deliveries.ts";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countAttempt, findUnhandledUpdates, markHandled, parkUpdate, type InboxUpdate } from "./store.ts";

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
    log.error({ update: update.updateId, err: error }, "an update was parked after three attempts");
    await parkUpdate(db, update.updateId, error instanceof Error ? error.name : "unknown", await tellParked(update.updateId), clock());
  }

  async function handleOne(update: InboxUpdate): Promise<void> {
    for (let attempt = update.attempts + 1; !stopping.signal.aborted; attempt++) {
      if (attempt > MAX_ATTEMPTS) return park(update, new Error("the process ended in each attempt"));
      await countAttempt(db, update.updateId);
      try {
        await handle(update.payload);
        return await markHandled(db, update.updateId, clock());
      } catch (error) {
        log.warn({ update: update.updateId, attempt, err: error }, "handling an update failed");
        if (attempt >= MAX_ATTEMPTS) return park(update, error);
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
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
