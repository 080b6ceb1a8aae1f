import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**"],
    globalSetup: ["test/support/redis-server.ts"],
    env: { TZ: "UTC" },
    retry: 0,
    testTimeout: 20_000,
    // Two cores: more files at once only make the end-to-end tests wait for each other.
    maxWorkers: 2,
  },
});
