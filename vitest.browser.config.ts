import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/browser.json" },
    env: { TZ: "UTC" },
    retry: 0,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
