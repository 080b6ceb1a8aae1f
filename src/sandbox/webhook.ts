import type { Store } from "./store.ts";
import { changeSettings, type Webhook, type World } from "./world.ts";

export type Delivery = { wake: () => void; stop: () => void };

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
const ANSWER_TIMEOUT_MS = 30_000;

/** Posts the waiting updates to a webhook one by one, oldest first; an update is done with a 2xx and is otherwise tried again. */
export function deliverToWebhook(parts: Pick<World, "clock" | "settings"> & { store: Store }, webhook: Webhook): Delivery {
  const stopping = new AbortController();
  let isRunning = false;
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | undefined;

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    try {
      for (let next = parts.store.updates.list(0, 1)[0]; next && !stopping.signal.aborted; next = parts.store.updates.list(0, 1)[0]) {
        await postUpdate(webhook, next, stopping.signal);
        parts.store.updates.forgetBefore((JSON.parse(next) as { update_id: number }).update_id + 1);
        retryMs = FIRST_RETRY_MS;
      }
    } catch (error) {
      if (stopping.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      changeSettings(parts, { webhook: { ...webhook, lastError: { at: parts.clock(), message } } });
      timer = setTimeout(wake, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    } finally {
      isRunning = false;
    }
  };
  // run() keeps its failures as the webhook's last error; it does not reject.
  const wake = (): void => queueMicrotask(() => void run());

  return {
    wake,
    stop: () => {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}

async function postUpdate(webhook: Webhook, body: string, stopping: AbortSignal): Promise<void> {
  const answer = await fetch(webhook.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(webhook.secret ? { "x-telegram-bot-api-secret-token": webhook.secret } : {}) },
    body,
    redirect: "error",
    signal: AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`Wrong response from the webhook: ${answer.status} ${answer.statusText}`);
}
