import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALLOWED, FORBIDDEN } from "./arrows.ts";
import type { Fixture } from "./fixture.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FIXTURES = [...FORBIDDEN, ...ALLOWED];
const ARROW_RULES = new Set(FORBIDDEN.map(({ refusedBy }) => refusedBy));

/** Fixtures that are the same file lie in projects of their own; the two halves of the cycle must see each other, and nobody else. */
function projectOf(fixture: Fixture): string {
  if (fixture.refusedBy === "import(no-cycle)") return "cycle";
  return String(FIXTURES.filter(({ path }) => path === fixture.path).indexOf(fixture));
}

const dir = mkdtempSync(join(tmpdir(), "tongzhou-arrows-"));
/** By file: which of the arrows' rules refused it. */
const refusals = new Map<string, Set<string>>();

beforeAll(() => {
  for (const fixture of FIXTURES) {
    const file = join(dir, projectOf(fixture), fixture.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fixture.source);
    copyFileSync(join(ROOT, ".oxlintrc.json"), join(dir, projectOf(fixture), ".oxlintrc.json"));
  }
  const { stdout, stderr } = spawnSync(join(ROOT, "node_modules/.bin/oxlint"), ["--format", "json"], { cwd: dir, encoding: "utf8" });
  if (!stdout.startsWith("{")) throw new Error(`oxlint did not run:\n${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  for (const { filename, code } of diagnostics)
    if (ARROW_RULES.has(code)) refusals.set(filename, (refusals.get(filename) ?? new Set()).add(code));
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

const refusalsOf = (fixture: Fixture): string[] => [...(refusals.get(join(projectOf(fixture), fixture.path)) ?? [])];

describe("lint refuses", () => {
  test.each(FORBIDDEN)("$arrow", (fixture) => {
    expect(refusalsOf(fixture)).toEqual([fixture.refusedBy]);
  });
});

describe("lint lets pass", () => {
  test.each(ALLOWED)("$arrow", (fixture) => {
    expect(refusalsOf(fixture)).toEqual([]);
  });
});
