import type { Update } from "@grammyjs/types";
import { BotApiError } from "./errors.ts";
import type { Store } from "./store.ts";
import { deliverToWebhook, type Delivery } from "./webhook.ts";
import { changeSettings, readSettings, takeNumber, type PollOptions, type UpdateQueue, type Webhook, type World } from "./world.ts";

const KEPT_MS = 24 * 3600_000;
/** Not sent unless asked for by name, says the documentation of getUpdates. */
const OPTIONAL_TYPES = ["chat_member", "message_reaction", "message_reaction_count"];
const TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

type Waiter = { answer: (updates: Update[]) => void; fail: (error: BotApiError) => void; offset: number; limit: number };
type Parts = Pick<World, "clock" | "counters" | "settings"> & { store: Store };

/** The bot's queue of updates: kept until confirmed by a higher offset, by a webhook's 2xx, or for 24 hours. */
export function createUpdateQueue(parts: Parts): UpdateQueue {
  const { store, clock } = parts;
  // Ids start anywhere; a bot must not count on 1.
  const firstId = 100_000_000 + Math.floor(Math.random() * 100_000_000);
  let waiter: Waiter | undefined;
  let delivery: Delivery | undefined;

  const read = (offset: number, limit: number): Update[] => store.updates.list(offset, limit).map((data) => JSON.parse(data) as Update);

  const startDelivery = (webhook: Webhook | null): void => {
    delivery?.stop();
    delivery = webhook ? deliverToWebhook(parts, webhook) : undefined;
    delivery?.wake();
  };

  const push: UpdateQueue["push"] = (type, payload) => {
    const { allowedUpdates } = readSettings(parts);
    const isWanted = allowedUpdates.length > 0 ? allowedUpdates.includes(type) : !OPTIONAL_TYPES.includes(type);
    if (!isWanted) return;
    const update = { update_id: takeNumber(parts, "update", firstId), [type]: payload };
    store.updates.insert(update.update_id, clock(), JSON.stringify(update));
    delivery?.wake();
    const woken = waiter;
    // Updates of one act (an album) arrive together, so the poll is answered when the act is over.
    if (woken) queueMicrotask(() => waiter === woken && woken.answer(read(woken.offset, woken.limit)));
  };

  const poll = async (options: PollOptions): Promise<Update[]> => {
    if (readSettings(parts).webhook) throw new BotApiError(409, WEBHOOK_ACTIVE);
    waiter?.fail(new BotApiError(409, TERMINATED));
    store.updates.forgetOlderThan(clock() - KEPT_MS);
    const offset = options.offset < 0 ? store.updates.findFromEnd(-options.offset) : options.offset;
    if (offset > 0) store.updates.forgetBefore(offset);
    const ready = read(offset, options.limit);
    if (ready.length > 0 || options.timeoutMs <= 0) return ready;
    const { mine, updates } = openWaiter({ ...options, offset });
    waiter = mine;
    try {
      return await updates;
    } finally {
      if (waiter === mine) waiter = undefined;
    }
  };

  const setWebhook: UpdateQueue["setWebhook"] = (webhook, dropPending) => {
    if (dropPending) store.updates.forgetBefore(Number.MAX_SAFE_INTEGER);
    waiter?.fail(new BotApiError(409, "Conflict: terminated by setWebhook request"));
    changeSettings(parts, { webhook });
    startDelivery(webhook);
  };

  startDelivery(readSettings(parts).webhook);
  return {
    push,
    poll,
    setWebhook,
    setAllowedUpdates: (types) => {
      if (types) changeSettings(parts, { allowedUpdates: [...types] });
    },
    count: () => store.updates.count(),
    close: () => {
      delivery?.stop();
      waiter?.answer([]);
    },
  };
}

/** Waits for updates until the time is over or the client has hung up; both answer with nothing. */
function openWaiter({ offset, limit, timeoutMs, signal }: PollOptions): { mine: Waiter; updates: Promise<Update[]> } {
  const waiting = new AbortController();
  const mine: Waiter = { offset, limit, answer: () => undefined, fail: () => undefined };
  const updates = new Promise<Update[]>((resolve, reject) => {
    Object.assign(mine, { answer: resolve, fail: reject });
    const giveUp = (): void => resolve([]);
    const timer = setTimeout(giveUp, timeoutMs);
    waiting.signal.addEventListener("abort", () => clearTimeout(timer));
    signal?.addEventListener("abort", giveUp, { signal: waiting.signal });
    if (signal?.aborted) giveUp();
  }).finally(() => waiting.abort());
  return { mine, updates };
}
