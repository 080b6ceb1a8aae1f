import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DataDirLockedError, lockDataDir } from "../src/data-dir.ts";

let parent: string;
let dir: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "tongzhou-data-dir-"));
  dir = join(parent, "data");
});

afterEach(() => rmSync(parent, { recursive: true }));

test("the directory is made for its user alone", () => {
  const lock = lockDataDir(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  lock.release();
});

test("a second holder in the same process is refused until the first releases", () => {
  const first = lockDataDir(dir);
  expect(() => lockDataDir(dir)).toThrow(DataDirLockedError);
  first.release();
  lockDataDir(dir).release();
});

test("a directory held by another process is refused by name, and free once that process is killed with -9", async () => {
  const code = `import { lockDataDir } from ${JSON.stringify(join(import.meta.dirname, "../src/data-dir.ts"))};
    lockDataDir(process.argv[1]);
    console.log("locked");
    setInterval(() => {}, 60_000);`;
  const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  expect(() => lockDataDir(dir)).toThrow(new DataDirLockedError(dir));
  expect(() => lockDataDir(dir)).toThrow(dir);

  holder.kill("SIGKILL");
  await once(holder, "exit");
  lockDataDir(dir).release();
});

test("processes that share one Redis may share the directory, but not with one that wants it alone", () => {
  const first = lockDataDir(dir, "shared");
  const second = lockDataDir(dir, "shared");
  expect(() => lockDataDir(dir)).toThrow(DataDirLockedError);
  first.release();
  second.release();
  const alone = lockDataDir(dir);
  expect(() => lockDataDir(dir, "shared")).toThrow(DataDirLockedError);
  alone.release();
});
