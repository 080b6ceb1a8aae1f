import type { Update } from "@grammyjs/types";
import { Api, type Bot, type Transformer } from "grammy";
import type { BotContext } from "../context.ts";
import type { Deps } from "../deps.ts";
import { clientOptions, createReplyTransformer } from "./api.ts";
import { createChatLedger } from "./chat-ledger.ts";
import { createInboxRunner } from "./inbox-runner.ts";
import { ALLOWED_UPDATES, startIntake, takeUpdates } from "./intake.ts";
import { holdLease } from "./lease.ts";
import { createPacer } from "./pacer.ts";
import { tellParked } from "./parked.ts";
import type { Delivery } from "./store.ts";
import { createSender, type PrepareDelivery, type Sender } from "./sender.ts";

export type Receiver = {
  sender: Sender;
  /** Takes an update that came by webhook; resolves when it is stored. */
  receive(update: Update): Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  token: string;
  apiRoot: string;
  isAlone: boolean;
  createBot: (transformers: Transformer[]) => Bot<BotContext>;
  prepare: PrepareDelivery;
  onLost: () => void;
  onFailing: (row: Delivery, reason: string) => Promise<void>;
};

/**
 * The `bot` role: intake, handlers and sender around one pacer, since one token has one rate limit. Waits until no other process
 * holds the token's lease.
 */
export async function createReceiver(
  deps: Deps,
  { token, apiRoot, isAlone, createBot, prepare, onLost, onFailing }: Options,
): Promise<Receiver> {
  const { db, clock, log, config } = deps;
  const lease = await holdLease(db, { name: `bot-${token.split(":")[0]}`, isAlone, clock, log, onLost });
  const pacer = createPacer(config.sendRate, { isAllowed: () => lease.isHeld() });
  const ledger = createChatLedger();
  const bot = createBot([createReplyTransformer(pacer, ledger)]);
  await bot.init();
  const api = new Api(token, clientOptions(apiRoot));
  const sender = createSender({ db, api, pacer, ledger, clock, log, prepare, onFailing });
  const runner = createInboxRunner({
    db,
    clock,
    log,
    handle: (update) => bot.handleUpdate(update),
    tellParked: (updateId) => tellParked(deps, updateId),
  });
  const accept = runner.accept.bind(runner);
  await sender.start();
  await runner.start();
  const intake = config.webhook
    ? await openWebhook(api, config.webhook)
    : await openPolling(api, () => startIntake({ db, token, apiRoot, clock, log, accept }));
  return {
    sender,
    receive: (update) => takeUpdates(db, [update], clock, accept),
    async stop() {
      await intake.stop();
      // Without the lease nothing may go out any more: whatever waits for a slot must not hold up the end.
      if (!lease.isHeld()) pacer.close();
      await runner.stop();
      await sender.stop();
      pacer.close();
      await lease.release();
    },
  };
}

async function openWebhook(api: Api, { url, secret }: { url: string; secret: string }) {
  await api.setWebhook(url, { secret_token: secret, allowed_updates: ALLOWED_UPDATES });
  // The webhook stays set while this process is away: Telegram keeps the updates for its next start.
  return { stop: async () => {} };
}

async function openPolling(api: Api, start: () => { stop(): Promise<void> }) {
  // getUpdates is refused while a webhook is set.
  await api.deleteWebhook();
  return start();
}
