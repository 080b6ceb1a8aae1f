import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateSchemas } from "../../scripts/generate-bot-api-schemas.ts";

test("the committed schemas are those of the installed @grammyjs/types", () => {
  expect(readFileSync(new URL("../../src/sandbox/schemas.json", import.meta.url), "utf8")).toBe(generateSchemas());
});
