import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**"],
    globalSetup: ["test/support/redis-server.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/vitest.json" },
    env: { TZ: "UTC" },
    retry: 0,
    // For the end-to-end tests, which start the app several times and wait for a 30 s sweep; nothing is asserted about time.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Two cores: more files at once only make the end-to-end tests wait for each other.
    maxWorkers: 2,
    // Loading the program anew for every file took half of the time; nothing happens when a module is loaded, so nothing is left behind.
    isolate: false,
  },
});
