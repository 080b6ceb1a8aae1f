import { autoRetry } from "@grammyjs/auto-retry";
import { apiThrottler } from "@grammyjs/transformer-throttler";
import { Api } from "grammy";
import type { CreateContestant } from "../contestant.ts";

/** The loop that grammY's guide advises for broadcasts: await each send, let auto-retry wait out a 429. */
export const createOneByOne: CreateContestant = async ({ apiRoot, token }) => {
  const api = new Api(token, { apiRoot });
  api.config.use(autoRetry());
  return {
    async send(messages) {
      for (const { chatId, text } of messages) await api.sendMessage(chatId, text);
    },
    async reply({ chatId, text }) {
      await api.sendMessage(chatId, text);
    },
    close: async () => {},
  };
};

/** Everything at once, the throttler's defaults do the pacing; auto-retry outside of it, so that a retry is paced too. */
export const createThrottled: CreateContestant = async ({ apiRoot, token }) => {
  const api = new Api(token, { apiRoot });
  api.config.use(apiThrottler(), autoRetry());
  return {
    async send(messages) {
      await Promise.allSettled(messages.map(({ chatId, text }) => api.sendMessage(chatId, text)));
    },
    async reply({ chatId, text }) {
      await api.sendMessage(chatId, text);
    },
    close: async () => {},
  };
};
