import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createLog } from "../src/log.ts";
import { createQueues, type Alarm, type Queues } from "../src/queues.ts";
import { connectRedis } from "../src/redis/connection.ts";
import { startPrivateRedis } from "../src/redis/private-server.ts";
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
    await queues.setAlarms([promise, { ...promise, jobId: "promise-17-due-4", data: { promiseId: 17, dueVersion: 4 } }], NOW);
    expect((await delayedOf("promises")).map(({ id }) => id)).toEqual(["promise-17-due-3", "promise-17-due-4"]);
  });

  test("that are overdue wake at once", async () => {
    await queues.setAlarms([{ ...reminder, dueAt: NOW - HOUR_MS }], NOW);
    const queue = new Queue("reminders", { connection: redis, prefix: PREFIX });
    expect((await queue.getWaiting()).map(({ id }) => id)).toEqual(["window-7-v-1"]);
    await queue.close();
  });

  test("set at the same moment by two use cases are all set", async () => {
    await Promise.all([queues.setAlarms([reminder], NOW), queues.setAlarms([{ ...reminder, jobId: "window-8-v-1" }], NOW)]);
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

  test("that takes commands and answers none, nobody waits for it", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "tongzhou-queues-"));
    // A server of its own: the pause would hold up whatever test runs at the same time.
    const server = await startPrivateRedis({ dataDir, log });
    onTestFinished(async () => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const [used, helper] = [1, 2].map(() => connectRedis({ socketPath: server.socketPath }, { forWorker: false, log })) as [Redis, Redis];
    onTestFinished(() => [used, helper].forEach((connection) => connection.disconnect()));
    await until("both connections", () => used.status === "ready" && helper.status === "ready");
    const warnings: string[] = [];
    const silent = createQueues(used, createLog("warn", { write: (line) => void warnings.push(line) }), PREFIX);
    await silent.setAlarms([promise], NOW);
    await helper.call("CLIENT", "PAUSE", "60000", "WRITE");
    // Would wait for the minute.
    await silent.setAlarms([{ ...promise, jobId: "promise-17-due-4" }], NOW);
    await helper.call("CLIENT", "UNPAUSE");
    await silent.close();
    expect(warnings).toEqual([expect.stringContaining("the sweep will run them")]);
  });
});
