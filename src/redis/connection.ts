import { Redis, type RedisOptions } from "ioredis";

/** The part of pino that src/redis needs. */
export type RedisLog = Record<"info" | "warn" | "error", (fields: object, message: string) => void>;

/** `redis://`, `rediss://`, an absolute socket path (`?db=2` may follow), or the private server's socket. */
export type RedisTarget = string | { socketPath: string };

const RECONNECT_MAX_MS = 5_000;

/** Options for every connection: it never gives up; a worker's commands wait for Redis, a producer's fail at once. */
export function redisOptions(target: RedisTarget, options: { forWorker: boolean }): RedisOptions & { replyMapping?: "legacy" } {
  return {
    ...(typeof target === "string" ? {} : { path: target.socketPath }),
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt - 1, 10), RECONNECT_MAX_MS),
    // A replica after a failover answers READONLY on a connection that looks healthy: reconnect to find the primary.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
    // BullMQ refuses a Worker whose blocking commands could time out. A producer's row is committed and the sweep runs
    // what was not enqueued (HOUSE.md principle 1), so it must not wait for Redis.
    ...(options.forWorker ? { maxRetriesPerRequest: null } : { maxRetriesPerRequest: 0, enableOfflineQueue: false }),
  };
}

/** Connects in the background and for ever; an outage is logged once when it begins and once when it ends, without secrets. */
export function connectRedis(target: RedisTarget, options: { forWorker: boolean; log: RedisLog }): Redis {
  const base = redisOptions(target, options);
  const redis = typeof target === "string" ? new Redis(checkedUrl(target), base) : new Redis(base);
  logOutages(redis, options.log);
  return redis;
}

function checkedUrl(url: string): string {
  // ioredis would take "localhost" or a typo for a relative socket path and retry it for ever.
  if (url.startsWith("/")) return url;
  // URL's own error carries the input, password included.
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) throw new Error("REDIS_URL must be redis://, rediss:// or an absolute socket path");
  return url;
}

function logOutages(redis: Redis, log: RedisLog): void {
  let lastReason: string | undefined;
  // Only the message: ioredis hangs the failed command on the error, and for AUTH its arguments are the password.
  redis.on("error", (error: NodeJS.ErrnoException) => {
    const reason = describeError(error);
    if (reason === lastReason) return;
    lastReason = reason;
    log.warn({ reason }, "redis connection failed, retrying");
  });
  redis.on("ready", () => {
    if (lastReason !== undefined) log.info({}, "redis connection is back");
    lastReason = undefined;
  });
}

/** An AggregateError (localhost tried on IPv4 and IPv6) has an empty message: its code says more. */
function describeError(error: NodeJS.ErrnoException): string {
  return error.message || error.code || error.name;
}
