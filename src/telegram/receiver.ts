import type { Update } from "@grammyjs/types";
import { Api, type Bot, type Transformer } from "grammy";
import type { BotContext } from "../context.ts";
import type { Deps } from "../deps.ts";
import type { Log } from "../log.ts";
import { clientOptions, createReplyTransformer, settleDone } from "./api.ts";
import { createChatLedger } from "./chat-ledger.ts";
import { createInboxRunner } from "./inbox-runner.ts";
import { ALLOWED_UPDATES, startIntake, takeUpdates, type Intake } from "./intake.ts";
import { untilAnswered } from "./patience.ts";
import { holdLease } from "./lease.ts";
import { createPacer, slotsFor } from "./pacer.ts";
import { tellParked } from "./parked.ts";
import { saveChatLimit, type Delivery } from "./store.ts";
import { createSender, type PrepareDelivery, type Sender } from "./sender.ts";

const REPLY_GRACE_MS = 3_000;

export type Receiver = {
  sender: Sender;
  /** Takes an update that came by webhook; resolves when it is stored. */
  receive(update: Update): Promise<void>;
  /** Whether Telegram answers. */
  isUp(): boolean;
  stop(): Promise<void>;
};

type Options = {
  token: string;
  apiRoot: string;
  isAlone: boolean;
  createBot: (transformers: Transformer[]) => Bot<BotContext>;
  prepare: PrepareDelivery;
  onLost: () => void;
  /** Ends the waiting for the lease or for Telegram. */
  signal: AbortSignal;
  onFailing: (row: Delivery, reason: string) => Promise<void>;
};

/**
 * The `bot` role: intake, handlers and sender around one pacer, since one token has one rate limit. Waits until no other process
 * holds the token's lease.
 */
export async function createReceiver(
  deps: Deps,
  { token, apiRoot, isAlone, createBot, prepare, onLost, onFailing, signal }: Options,
): Promise<Receiver> {
  const { db, clock, log, config } = deps;
  const lease = await holdLease(db, { name: `bot-${token.split(":")[0]}`, isAlone, clock, log, onLost, signal });
  const pacer = createPacer(config.sendRate, { slots: slotsFor(config.sendRate), isAllowed: () => lease.isHeld() });
  const ledger = createChatLedger();
  const bot = createBot([createReplyTransformer(pacer, ledger, (chatId, waitMs) => saveChatLimit(db, chatId, clock() + waitMs))]);
  const api = new Api(token, clientOptions(apiRoot));
  api.config.use(settleDone);
  const patience = { log, signal };
  bot.botInfo = await untilAnswered("getMe", () => api.getMe(), patience);
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
    ? await openWebhook(api, config.webhook, patience)
    : await openPolling(api, () => startIntake({ db, token, apiRoot, clock, log, accept }), patience);
  return {
    sender,
    receive: (update) => takeUpdates(db, [update], clock, accept),
    isUp: () => intake.isUp(),
    async stop() {
      await intake.stop();
      // Handlers under way may still answer, but a reply that waits for its group's minute must not hold up the end; it comes after
      // the next start. Without the lease nothing may go out at all.
      const grace = setTimeout(() => pacer.close(), lease.isHeld() ? REPLY_GRACE_MS : 0);
      await runner.stop();
      await sender.stop();
      clearTimeout(grace);
      pacer.close();
      await lease.release();
    },
  };
}

type Patience = { log: Log; signal: AbortSignal };

async function openWebhook(api: Api, { url, secret }: { url: string; secret: string }, patience: Patience): Promise<Intake> {
  const options = { secret_token: secret, allowed_updates: ALLOWED_UPDATES };
  await untilAnswered("setWebhook", () => api.setWebhook(url, options), patience);
  // The webhook stays set while this process is away: Telegram keeps the updates for its next start.
  return { isUp: () => true, stop: async () => {} };
}

async function openPolling(api: Api, start: () => Intake, patience: Patience): Promise<Intake> {
  // getUpdates is refused while a webhook is set.
  await untilAnswered("deleteWebhook", () => api.deleteWebhook(), patience);
  return start();
}
