import { setTimeout } from "node:timers/promises";
import { Api } from "grammy";
import type { Redis } from "ioredis";
import { openDb } from "../db/client.ts";
import { createBot, setDefaultMenus } from "./bot.ts";
import { loadCalendar } from "./calendar/load.ts";
import type { Config } from "./config.ts";
import { lockDataDir } from "./data-dir.ts";
import type { Deps } from "./deps.ts";
import { startHttp } from "./http/start.ts";
import { createTranslate } from "./i18n.ts";
import type { Log } from "./log.ts";
import { createQueues } from "./queues.ts";
import { connectRedis, type RedisTarget } from "./redis/connection.ts";
import { startPrivateRedis } from "./redis/private-server.ts";
import { startDemo } from "./sandbox/demo.ts";
import { startSchedules } from "./schedules.ts";
import { createReceiver, type Receiver } from "./telegram/receiver.ts";
import { createOnFailing, createPrepare } from "./deliveries.ts";
import { clientOptions } from "./telegram/api.ts";
import { startWorkers } from "./workers.ts";

export { WrongTokenError } from "./telegram/patience.ts";

const REDIS_WAIT_MS = 2_000;

export type App = { url: string | undefined; stop(): Promise<void> };

/** Closes what was opened, in the opposite order, also when opening stopped half-way. */
function createStack() {
  const closers: (() => unknown)[] = [];
  return {
    add: (close: () => unknown) => void closers.push(close),
    async unwind() {
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}

async function openRedis(config: Config, log: Log, stack: ReturnType<typeof createStack>): Promise<RedisTarget> {
  if (config.redisUrl) return config.redisUrl;
  const server = await startPrivateRedis({ dataDir: config.dataDir, log });
  stack.add(() => server.close());
  return { socketPath: server.socketPath };
}

function connect(target: RedisTarget, forWorker: boolean, log: Log, stack: ReturnType<typeof createStack>): Redis {
  const redis = connectRedis(target, { forWorker, log });
  stack.add(() => redis.disconnect());
  return redis;
}

type Options = {
  /** Something without which the process can not go on. */
  onFatal: (error: Error) => void;
  /** Ends a start that waits for Telegram or for another process. */
  signal: AbortSignal;
};
type Parts = Options & { config: Config; log: Log; stack: ReturnType<typeof createStack> };

/** Builds and starts every role of this process. Rejects, with everything closed again, when one can not start or `signal` says so. */
export async function startApp(config: Config, log: Log, options: Options): Promise<App> {
  const stack = createStack();
  try {
    return await startRoles({ ...options, config, log, stack });
  } catch (error) {
    await stack.unwind();
    throw error;
  }
}

async function startRoles({ config, log, stack, onFatal, signal }: Parts): Promise<App> {
  // First, so that a wrong file is named before anything is started.
  const calendar = loadCalendar(config);
  // Without REDIS_URL this process owns DATA_DIR alone; with one, several may share the database.
  const lock = lockDataDir(config.dataDir, config.redisUrl === undefined ? "alone" : "shared");
  stack.add(() => lock.release());
  const target = await openRedis(config, log, stack);
  const { db, close } = openDb(config.databaseFile);
  stack.add(close);
  const producer = connect(target, false, log, stack);
  // A Redis that is late must not keep the bot from starting: the sweep sets alarms that could not be set.
  // Not events.once: that rejects at the first refused connection.
  const ready = new Promise((resolve) => producer.once("ready", resolve));
  await Promise.race([ready, setTimeout(REDIS_WAIT_MS, undefined, { ref: false })]);
  const queues = createQueues(producer, log, config.queuePrefix);
  stack.add(() => queues.close());
  let receiver: Receiver | undefined;
  const deps: Deps = {
    db,
    config,
    clock: Date.now,
    log,
    t: createTranslate(),
    queues,
    calendar,
    telegram: { lacksRichMessages: false },
    kickSender: () => receiver?.sender.kick(),
  };

  const sandbox = config.botToken === undefined ? await startDemo(deps) : undefined;
  if (sandbox) stack.add(() => sandbox.close());
  const token = config.botToken ?? sandbox!.token;
  const http = config.roles.has("http")
    ? await startHttp(deps, {
        redis: producer,
        sandbox,
        receive: async (update) => {
          // Telegram tries again what was not taken with 200.
          if (!receiver) throw new Error("the bot is not ready yet");
          await receiver.receive(update);
        },
        isTelegramUp: () => receiver?.isUp() === true,
      })
    : undefined;
  if (http) stack.add(() => http.close());
  const apiRoot = sandbox ? http!.url : config.apiRoot;
  if (config.roles.has("worker")) {
    const workers = startWorkers(deps, connect(target, true, log, stack));
    stack.add(() => workers.close());
  }
  if (config.roles.has("scheduler")) {
    const schedules = await startSchedules(deps);
    stack.add(() => schedules.stop());
  }
  // Last, because it may wait for long: for Telegram, or for another process that has the role.
  if (config.roles.has("bot")) receiver = await startBotRole({ deps, token, apiRoot, stack, onFatal, signal });
  await sandbox?.begin(apiRoot);
  return { url: http?.url, stop: () => stack.unwind() };
}

type BotRole = Pick<Parts, "stack" | "onFatal" | "signal"> & { deps: Deps; token: string; apiRoot: string };

async function startBotRole({ deps, token, apiRoot, stack, onFatal, signal }: BotRole): Promise<Receiver> {
  const receiver = await createReceiver(deps, {
    token,
    apiRoot,
    // The owner of DATA_DIR needs not wait for the lease of a process that was killed.
    isAlone: deps.config.redisUrl === undefined,
    createBot: (transformers) => createBot(deps, { token, apiRoot, transformers }),
    prepare: createPrepare(deps),
    onFailing: createOnFailing(deps),
    signal,
    onLost: () => onFatal(new Error("another process took over this bot")),
  });
  stack.add(() => receiver.stop());
  // Cosmetic: the next start tries again.
  setDefaultMenus(deps, new Api(token, clientOptions(apiRoot))).catch((error: unknown) =>
    deps.log.warn({ err: error }, "the command menus could not be set"),
  );
  return receiver;
}
