import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { Telegraf, TelegramError, type Context } from "telegraf";
import { telegrafThrottler } from "telegraf-throttler";
import type { CreateContestant } from "../contestant.ts";
import type { Message } from "../messages.ts";

type Handler = (ctx: Context) => Promise<void>;

const ADMIN_ID = 5;
const me = {
  id: 1_000_000,
  is_bot: true as const,
  first_name: "Bench",
  username: "bench_bot",
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
};

/** telegraf has nothing like auto-retry; without it every 429 would be a lost message, and no rate could be compared. */
async function sendWithRetry(ctx: Context, { chatId, text }: Message): Promise<void> {
  for (;;) {
    try {
      return void (await ctx.telegram.sendMessage(chatId, text));
    } catch (error) {
      if (!(error instanceof TelegramError) || error.code !== 429) throw error;
      await delay((error.parameters?.retry_after ?? 1) * 1_000);
    }
  }
}

/** The throttler is a middleware of updates, so everything is sent from handlers, as a bot would. */
export const createTelegraf: CreateContestant = async ({ apiRoot, token }) => {
  const bot = new Telegraf(token, { handlerTimeout: Infinity, telegram: { apiRoot, agent: new Agent({ keepAlive: true }) } });
  bot.botInfo = me;
  bot.catch((error) => {
    throw error;
  });
  const handlers = new Map<number, Handler>();
  bot.use(telegrafThrottler());
  bot.use((ctx) => handlers.get(ctx.update.update_id)!(ctx));

  let lastUpdateId = 0;
  function handle(personId: number, handler: Handler): Promise<void> {
    const updateId = ++lastUpdateId;
    handlers.set(updateId, handler);
    const from = { id: personId, is_bot: false, first_name: "Person" };
    const message = { message_id: updateId, date: 0, chat: { ...from, type: "private" as const }, from, text: "hello" };
    return bot.handleUpdate({ update_id: updateId, message }).finally(() => handlers.delete(updateId));
  }

  return {
    send: (messages) =>
      handle(ADMIN_ID, async (ctx) => void (await Promise.allSettled(messages.map((message) => sendWithRetry(ctx, message))))),
    reply: (message) => handle(message.chatId, (ctx) => sendWithRetry(ctx, message)),
    close: async () => {},
  };
};
