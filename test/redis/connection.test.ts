import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Job, Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { afterEach, expect, test, vi } from "vitest";
import { connectRedis, type RedisTarget } from "../../src/redis/connection.ts";
import { startPrivateRedis } from "../../src/redis/private-server.ts";
import { testRedisUrl } from "../support/redis-server.ts";

const logged: unknown[] = [];
const keep = (fields: object, message: string): void => void logged.push({ ...fields, message });
const log = { info: keep, warn: keep, error: keep };
let open: Redis[] = [];

function connect(target: RedisTarget, forWorker = false): Redis {
  const redis = connectRedis(target, { forWorker, log });
  open.push(redis);
  return redis;
}

let cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const redis of open) redis.disconnect();
  for (const cleanup of cleanups.toReversed()) await cleanup();
  open = [];
  cleanups = [];
  logged.length = 0;
});

function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "tongzhou-connection-"));
  cleanups.push(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

async function startServer(dataDir: string): Promise<string> {
  const server = await startPrivateRedis({ dataDir, log: { info() {}, warn() {}, error() {} } });
  cleanups.push(() => server.close());
  return server.socketPath;
}

test("a queue and a worker on these connections run a job", async () => {
  const prefix = "connection-test";
  const queue = new Queue("work", { connection: connect(testRedisUrl()), prefix });
  const handle = vi.fn<() => Promise<void>>(async () => {});
  const worker = new Worker("work", handle, { connection: connect(testRedisUrl(), true), prefix });
  const completed = once(worker, "completed");
  await queue.add("job", { id: 17 });
  const [job] = (await completed) as [Job];
  expect(job.data).toEqual({ id: 17 });
  expect(handle).toHaveBeenCalledOnce();
  await worker.close();
  await queue.close();
});

test("the test server's URL selects a database of this worker's own", async () => {
  const redis = connect(testRedisUrl(), true);
  await redis.set("mine", "1");
  expect(redis.options.db).toBe(Number(process.env["VITEST_POOL_ID"]) % 16);
  await redis.flushdb();
});

test("while Redis is away a producer's command fails at once and a worker's waits for it to come back", async () => {
  const dataDir = makeDataDir();
  const socketPath = join(dataDir, "redis.sock");
  const producer = connect({ socketPath });
  const worker = connect({ socketPath }, true);
  await vi.waitUntil(() => logged.length === 2);
  await expect(producer.set("a", "1")).rejects.toThrow(/enableOfflineQueue/);
  const waiting = worker.set("a", "2");

  await startServer(dataDir);
  expect(await waiting).toBe("OK");
  if (producer.status !== "ready") await once(producer, "ready");
  expect(await producer.get("a")).toBe("2");
  await vi.waitUntil(() => logged.length === 4);
  const failed = { reason: `connect ENOENT ${socketPath}`, message: "redis connection failed, retrying" };
  const back = { message: "redis connection is back" };
  expect(logged).toEqual([failed, failed, back, back]);
});

test("a wrong password is logged without the password", async () => {
  const socketPath = await startServer(makeDataDir());
  const admin = connect({ socketPath }, true);
  await admin.config("SET", "requirepass", "right-secret");
  connect(`${socketPath}?password=wrong-secret`);
  await vi.waitUntil(() => logged.length > 0);
  expect(logged[0]).toMatchObject({ reason: expect.stringContaining("WRONGPASS") });
  expect(JSON.stringify(logged)).not.toContain("secret");

  // So that close() is obeyed at once.
  await admin.config("SET", "requirepass", "");
});

test("rediss:// connects with TLS and takes user, password and database from the URL", () => {
  const redis = connect("rediss://user:p%40ss@127.0.0.1:1/3");
  expect(redis.options).toMatchObject({ host: "127.0.0.1", port: 1, username: "user", password: "p@ss", db: 3, tls: true });
});

test.each(["localhost:6379", "http://user:secret@host", "redis://user:secret@host:not-a-port"])(
  "a REDIS_URL that is none (%s) is refused without repeating it",
  (url) => {
    expect(() => connectRedis(url, { forWorker: false, log })).toThrow(
      /^REDIS_URL must be redis:\/\/, rediss:\/\/ or an absolute socket path$/,
    );
  },
);
