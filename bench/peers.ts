import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BENCH_DIR = fileURLToPath(new URL(".", import.meta.url));

/** Installs the peers of bench/package.json, unless npm did so since the lock file last changed. */
export function installPeers(): void {
  const changedAt = (name: string) => statSync(`${BENCH_DIR}${name}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (changedAt("node_modules/.package-lock.json") > changedAt("package-lock.json")) return;
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: BENCH_DIR, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error("npm ci in bench/ failed: the peers are not installed");
}
