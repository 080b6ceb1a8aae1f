import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const PASSED = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tongzhou-count-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

/** Undefined stands for a report that was never written. */
function count(...reports: (object | undefined)[]): { status: number | null; stdout: string } {
  const files = reports.map((report, index) => {
    const file = join(dir, `${index}.json`);
    if (report) writeFileSync(file, JSON.stringify(report));
    return file;
  });
  const script = join(import.meta.dirname, "../../scripts/count-tests.mjs");
  const { status, stdout } = spawnSync(process.execPath, [script, ...files], { encoding: "utf8" });
  return { status, stdout };
}

test("reports are summed into one line", () => {
  expect(count(PASSED, { ...PASSED, numPassedTests: 2 })).toEqual({ status: 0, stdout: "5 passed, 0 failed\n" });
});

test.each([
  ["a failed test", { ...PASSED, success: false, numFailedTests: 1 }, "6 passed, 1 failed"],
  ["a skipped test", { ...PASSED, numPendingTests: 1 }, "6 passed, 0 failed, 1 skipped"],
  ["a test left to do", { ...PASSED, numTodoTests: 1 }, "6 passed, 0 failed, 1 skipped"],
  ["a missing report", undefined, "3 passed, 1 failed"],
  ["a report without tests", { ...PASSED, numPassedTests: 0 }, "3 passed, 1 failed"],
  [
    "a file that did not load",
    { ...PASSED, success: false, testResults: [{ status: "failed", assertionResults: [] }] },
    "6 passed, 1 failed",
  ],
  ["a run that failed outside its tests", { ...PASSED, success: false }, "6 passed, 1 failed"],
])("%s fails the run", (_name, report, line) => {
  expect(count(PASSED, report)).toEqual({ status: 1, stdout: `${line}\n` });
});
