import { setTimeout as delay } from "node:timers/promises";
import { Api } from "grammy";
import type { Update } from "@grammyjs/types";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { clientOptions } from "./api.ts";
import { storeUpdates, type InboxUpdate } from "./store.ts";

const LONG_POLL_S = 30;
const RETRY_MAX_MS = 30_000;

/** chat_member and message_reaction come only when asked for; asking for anything means asking for everything wanted. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
  "chat_member",
  "chat_join_request",
] as const satisfies readonly Exclude<keyof Update, "update_id">[];

/** The chat whose updates are handled in order with this one: the chat it happened in, else the person's own. */
export function chatOf(update: Update): number {
  const place =
    update.message ??
    update.edited_message ??
    update.callback_query?.message ??
    update.my_chat_member ??
    update.chat_member ??
    update.chat_join_request;
  return place?.chat.id ?? update.callback_query?.from.id ?? 0;
}

/** Writes updates to the inbox; what is new goes on to `accept`. The caller confirms to Telegram only after this resolved. */
export async function takeUpdates(db: Db, updates: Update[], clock: Clock, accept: (updates: InboxUpdate[]) => void): Promise<void> {
  accept(
    await storeUpdates(
      db,
      updates.map((update) => ({ update, chatId: chatOf(update) })),
      clock(),
    ),
  );
}

type Options = { db: Db; token: string; apiRoot: string; clock: Clock; log: Log; accept: (updates: InboxUpdate[]) => void };

export type Intake = {
  /** Whether Telegram has answered lately. */
  isUp(): boolean;
  stop(): Promise<void>;
};

/** Two long polls and some: silence for longer is trouble. */
const UP_MS = 75_000;

/**
 * Long-polls Telegram: each batch is written to the inbox and only then confirmed by the next call's offset (grammY's own polling
 * confirms an update whose handling threw). Starts without an offset: what was stored but not confirmed comes again and is known.
 */
export function startIntake({ db, token, apiRoot, clock, log, accept }: Options): Intake {
  const abort = new AbortController();
  const api = new Api(token, clientOptions(apiRoot, (LONG_POLL_S + 10) * 1_000));
  const signal = abort.signal as unknown as NonNullable<Parameters<typeof api.getUpdates>[1]>;
  let offset: number | undefined;
  let failures = 0;
  // Telegram answered getMe just now, or this would not start.
  let answeredAt = performance.now();

  async function poll(): Promise<void> {
    const updates = await api.getUpdates(
      { limit: 100, timeout: LONG_POLL_S, allowed_updates: ALLOWED_UPDATES, ...(offset === undefined ? {} : { offset }) },
      signal,
    );
    answeredAt = performance.now();
    await takeUpdates(db, updates, clock, accept);
    const last = updates.at(-1);
    if (last) offset = last.update_id + 1;
  }

  async function run(): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        await poll();
        failures = 0;
      } catch (error) {
        if (abort.signal.aborted) return;
        const pauseMs = Math.min(RETRY_MAX_MS, 500 * 2 ** failures++);
        log.warn({ err: error, pauseMs }, "asking for updates failed; trying again");
        await delay(pauseMs, undefined, { signal: abort.signal }).catch(() => {});
      }
    }
  }

  const loop = run();
  return {
    isUp: () => failures === 0 && performance.now() - answeredAt < UP_MS,
    async stop() {
      abort.abort();
      await loop;
    },
  };
}
