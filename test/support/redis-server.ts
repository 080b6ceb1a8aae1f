import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { startPrivateRedis } from "../../src/redis/private-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    redisSocket: string;
  }
}

/** vitest globalSetup: one real redis-server for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "tongzhou-test-redis-"));
  const complain = (fields: object, message: string): boolean => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  const redis = await startPrivateRedis({ dataDir, log: { info() {}, warn: complain, error: complain } });
  project.provide("redisSocket", redis.socketPath);
  return async () => {
    await redis.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/**
 * REDIS_URL of the run's server with a database of this test worker's own: two files that run at the same time never share
 * one, so FLUSHDB is safe (FLUSHALL is not). A file that runs later in the same worker finds the earlier one's keys.
 */
export function testRedisUrl(): string {
  // Redis has databases 0-15; pool ids are 1 to maxWorkers.
  const database = Number(process.env["VITEST_POOL_ID"] ?? 0) % 16;
  return `${inject("redisSocket")}?db=${database}`;
}
