import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/chaos/**/*.chaos.ts"],
    globalSetup: ["test/support/redis-server.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/chaos.json" },
    env: { TZ: "UTC" },
    retry: 0,
    // The long versions: a mass send of 2,000 alone takes 72 s, and some wait for a minute's outage.
    testTimeout: 900_000,
    hookTimeout: 60_000,
    // One at a time: each has the app in processes of its own.
    maxWorkers: 1,
    fileParallelism: false,
  },
});
