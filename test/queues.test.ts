import { once } from "node:events";
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { createQueues, type Alarm, type Queues } from "../src/queues.ts";
import { connectRedis } from "../src/redis/connection.ts";
import { testRedisUrl } from "./support/redis-server.ts";
import { until } from "./support/until.ts";

const PREFIX = "test-queues";
const NOW = Date.parse("2026-11-23T01:00:00Z");
const HOUR_MS = 3_600_000;
const reminder: Alarm = { queue: "reminders", jobId: "window-7-v-1", data: { windowId: 7, version: 1 }, dueAt: NOW + HOUR_MS };
const promise: Alarm = { queue: "promises", jobId: "promise-17-due-3", data: { promiseId: 17, dueVersion: 3 }, dueAt: NOW + 2 * HOUR_MS };

const log = createLog("silent");
let redis: Redis;
let queues: Queues;
beforeEach(async () => {
  redis = connectRedis(testRedisUrl(), { forWorker: false, log });
  await until("Redis to answer", () => redis.status === "ready");
  await redis.flushdb();
  queues = createQueues(redis, log, PREFIX);
});
afterEach(async () => {
  await queues.close();
  redis.disconnect();
});

async function delayedOf(name: Alarm["queue"]) {
  const queue = new Queue(name, { connection: redis, prefix: PREFIX });
  try {
    return (await queue.getDelayed()).map(({ id, data, delay }) => ({ id, data: data as unknown, delay }));
  } finally {
    await queue.close();
  }
}

describe("alarms", () => {
  test("become jobs of their queues that wake at their due time", async () => {
    await queues.setAlarms([reminder, promise], NOW);
    expect(await delayedOf("reminders")).toEqual([{ id: "window-7-v-1", data: reminder.data, delay: HOUR_MS }]);
    expect(await delayedOf("promises")).toEqual([{ id: "promise-17-due-3", data: promise.data, delay: 2 * HOUR_MS }]);
  });

  test("set twice are one job", async () => {
    await queues.setAlarms([reminder], NOW);
    await queues.setAlarms([reminder, reminder], NOW);
    expect(await delayedOf("reminders")).toHaveLength(1);
  });

  test("of a new due version are a second job", async () => {
    await queues.setAlarms([promise, { ...promise, jobId: "promise-17-due-4", data: { promiseId: 17, dueVersion: 4 } } as Alarm], NOW);
    expect((await delayedOf("promises")).map(({ id }) => id)).toEqual(["promise-17-due-3", "promise-17-due-4"]);
  });

  test("that are overdue wake at once", async () => {
    await queues.setAlarms([{ ...reminder, dueAt: NOW - HOUR_MS }], NOW);
    const queue = new Queue("reminders", { connection: redis, prefix: PREFIX });
    expect((await queue.getWaiting()).map(({ id }) => id)).toEqual(["window-7-v-1"]);
    await queue.close();
  });

  test("set at the same moment by two use cases are all set", async () => {
    await Promise.all([queues.setAlarms([reminder], NOW), queues.setAlarms([{ ...reminder, jobId: "window-8-v-1" } as Alarm], NOW)]);
    expect(await delayedOf("reminders")).toHaveLength(2);
  });
});

describe("while Redis is down", () => {
  const nowhere = "/tmp/tongzhou-no-such-redis.sock";

  test("setting alarms neither fails nor keeps the person waiting", async () => {
    const warnings: string[] = [];
    const loud = createLog("warn", { write: (line) => void warnings.push(line) });
    const down = connectRedis(nowhere, { forWorker: false, log });
    const lost = createQueues(down, loud, PREFIX);
    await expect(lost.setAlarms([reminder, promise], NOW)).resolves.toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("the sweep will run them")]);
    await lost.close();
    down.disconnect();
  });

  test("an alarm set after it came back is set", async () => {
    const isClosed = once(redis, "close");
    redis.disconnect(true);
    await queues.setAlarms([reminder], NOW);
    await isClosed;
    await until("the connection to come back", () => redis.status === "ready");
    await queues.setAlarms([promise], NOW);
    expect(await delayedOf("promises")).toHaveLength(1);
  });

  test("that accepts and stays silent, nobody waits longer than half a second", async () => {
    await queues.setAlarms([promise], NOW);
    // The server takes commands and answers none: what a stopped or overloaded Redis looks like.
    const helper = connectRedis(testRedisUrl(), { forWorker: false, log });
    await until("the helper to connect", () => helper.status === "ready");
    await helper.call("CLIENT", "PAUSE", "3000", "WRITE");
    const answered: string[] = [];
    const set = queues.setAlarms([reminder], NOW).then(() => answered.push("alarms"));
    const write = redis.set("later", "1").then(() => answered.push("redis"));
    await set;
    await helper.call("CLIENT", "UNPAUSE");
    await write;
    helper.disconnect();
    expect(answered).toEqual(["alarms", "redis"]);
  });
});
