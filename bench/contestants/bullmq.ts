import { randomUUID } from "node:crypto";
import { autoRetry } from "@grammyjs/auto-retry";
import { Queue, QueueEvents, RateLimitError, Worker, type Job } from "bullmq";
import { Api, GrammyError } from "grammy";
import type { CreateContestant, Setup } from "../contestant.ts";
import type { Message } from "../messages.ts";

const REPLY_PRIORITY = 1;
const POST_PRIORITY = 10;

type Recipe = { limiter: { max: number; duration: number }; concurrency: number };

/** BullMQ's documented way: a 429 stops the queue for as long as Telegram says and the job goes back to it. */
async function sendJob(api: Api, queue: Queue<Message>, { data: { chatId, text } }: Job<Message>): Promise<void> {
  try {
    await api.sendMessage(chatId, text);
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 429) throw error;
    await queue.rateLimit((error.parameters.retry_after ?? 1) * 1_000);
    throw new RateLimitError();
  }
}

/** Not the "drained" event: it also comes while the last jobs are still under way. */
function countEnded(worker: Worker<Message>, expected: number): Promise<void> {
  return new Promise((resolve) => {
    let left = expected;
    const count = (job: Job<Message> | undefined) => {
      if (job?.name === "send" && --left === 0) resolve();
    };
    worker.on("completed", count);
    worker.on("failed", count);
  });
}

async function openQueue({ apiRoot, token, redisSocket }: Setup, { limiter, concurrency }: Recipe) {
  const connection = { path: redisSocket!, maxRetriesPerRequest: null };
  // The runs share one redis-server: a name of its own keeps a run's left-overs from the next one.
  const name = `bench-${randomUUID()}`;
  const queue = new Queue<Message>(name, { connection });
  const events = new QueueEvents(name, { connection });
  await events.waitUntilReady();
  const api = new Api(token, { apiRoot });
  const worker = new Worker<Message>(name, (job) => sendJob(api, queue, job), { connection, limiter, concurrency });
  await worker.waitUntilReady();
  const close = async () => {
    await worker.close(true);
    await events.close();
    await queue.close();
  };
  const add = async (messages: Message[], priority?: number) => {
    const opts = { removeOnComplete: true, removeOnFail: true, ...(priority === undefined ? {} : { priority }) };
    const ended = countEnded(worker, messages.length);
    await queue.addBulk(messages.map((data) => ({ name: "send", data, opts })));
    await ended;
  };
  return { queue, events, add, close };
}

/** The recipe of the tutorials: 25 a second, one worker at a time; replies go past the queue with auto-retry. */
export const createWindowed: CreateContestant = async (setup) => {
  const { add, close } = await openQueue(setup, { limiter: { max: 25, duration: 1_000 }, concurrency: 1 });
  const api = new Api(setup.token, { apiRoot: setup.apiRoot });
  api.config.use(autoRetry());
  return {
    send: (messages) => add(messages),
    async reply({ chatId, text }) {
      await api.sendMessage(chatId, text);
    },
    close,
  };
};

/** BullMQ at its best: starts spaced by 34 ms, replies in the same queue with a better priority. */
export const createSpaced: CreateContestant = async (setup) => {
  const { queue, events, add, close } = await openQueue(setup, { limiter: { max: 1, duration: 34 }, concurrency: 20 });
  return {
    send: (messages) => add(messages, POST_PRIORITY),
    async reply(message) {
      const job = await queue.add("reply", message, { priority: REPLY_PRIORITY, removeOnComplete: true, removeOnFail: true });
      await job.waitUntilFinished(events);
    },
    close,
  };
};
