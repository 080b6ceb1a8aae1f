import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants, readFileSync, readlinkSync, statSync, truncateSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";

const POLL_MS = 20;
const STOP_STEP_MS = 3_000;
const PROBE_TIMEOUT_MS = 3_000;
const LOG_LIMIT_BYTES = 1_000_000;

/** Valkey is the fork that distributions ship since Redis changed its licence; same protocol, options and AOF. */
export function findServerBinary(path = process.env["PATH"] ?? ""): string | undefined {
  const candidates = ["redis-server", "valkey-server"].flatMap((name) => path.split(delimiter).map((dir) => join(dir, name)));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

export function spawnServer(binary: string, socketPath: string, dir: string): ChildProcess {
  const logFile = join(dir, "redis.log");
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(logFile);
  const options = {
    port: "0",
    unixsocket: socketPath,
    unixsocketperm: "700",
    dir,
    appendonly: "yes",
    appendfsync: "everysec",
    // BullMQ's keys must never be evicted; the AOF is the copy on disk, so no snapshots beside it.
    "maxmemory-policy": "noeviction",
    save: "",
    daemonize: "no",
    pidfile: pidFile(dir),
    logfile: logFile,
    loglevel: "warning",
  };
  // Detached: Ctrl-C in a terminal goes to the whole process group, and Redis must outlive the app's own graceful stop.
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(binary, args, { cwd: dir, detached: true, stdio: "ignore" });
  child.unref();
  return child;
}

export function lastLogLines(dir: string): string {
  try {
    return readFileSync(join(dir, "redis.log"), "utf8").trim().split("\n").slice(-5).join("\n");
  } catch {
    return "";
  }
}

/** The server that answers on the socket, once it has loaded its data; undefined when nobody listens there. */
export async function probeServer(socketPath: string): Promise<{ pid: number; dir: string } | undefined> {
  const redis = new Redis({
    path: socketPath,
    lazyConnect: true,
    retryStrategy: () => null,
    enableReadyCheck: false,
    connectTimeout: PROBE_TIMEOUT_MS,
    commandTimeout: PROBE_TIMEOUT_MS,
  });
  let connectError: NodeJS.ErrnoException | undefined;
  redis.on("error", (error: NodeJS.ErrnoException) => (connectError = error));
  try {
    await redis.connect();
    await waitUntilLoaded(redis);
    const [, dir] = (await redis.config("GET", "dir")) as [string, string];
    const pid = Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
    return { pid, dir };
  } catch (error) {
    if (connectError?.code === "ENOENT" || connectError?.code === "ECONNREFUSED") return undefined;
    throw connectError ?? error;
  } finally {
    redis.disconnect();
  }
}

async function waitUntilLoaded(redis: Redis): Promise<void> {
  for (;;) {
    try {
      await redis.ping();
      return;
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("LOADING"))) throw error;
      await delay(POLL_MS);
    }
  }
}

/** Ends a server of this directory whose socket is gone or silent: two servers on one AOF would destroy it. */
export async function stopStrayServer(dir: string): Promise<void> {
  const pid = readPid(dir);
  if (pid !== undefined) await stopProcess(pid, dir);
}

/** SHUTDOWN flushes the AOF and exits; the signals are for a server that no longer answers. */
export async function stopServer(server: { socketPath: string; pid: number; dir: string }): Promise<void> {
  const redis = new Redis({ path: server.socketPath, retryStrategy: () => null, enableReadyCheck: false, commandTimeout: STOP_STEP_MS });
  redis.on("error", () => {});
  // The connection closing is the answer; a refusal (the AOF cannot be written) is dealt with by the signals below.
  await redis.call("SHUTDOWN", "NOSAVE").catch(() => {});
  redis.disconnect();
  if (!(await isGoneWithin(STOP_STEP_MS, server.pid, server.dir))) await stopProcess(server.pid, server.dir);
}

async function stopProcess(pid: number, dir: string): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!isServerAlive(pid, dir)) return;
    process.kill(pid, signal);
    if (await isGoneWithin(STOP_STEP_MS, pid, dir)) return;
  }
  throw new Error(`redis-server ${pid} in ${dir} cannot be stopped`);
}

async function isGoneWithin(limitMs: number, pid: number, dir: string): Promise<boolean> {
  for (let waited = 0; waited < limitMs; waited += POLL_MS) {
    if (!isServerAlive(pid, dir)) return true;
    await delay(POLL_MS);
  }
  return !isServerAlive(pid, dir);
}

function isServerAlive(pid: number, dir: string): boolean {
  try {
    // Its working directory tells our server from a later process with the same pid, and a zombie has none (in a
    // container nobody may reap an adopted server). Only Linux shows it.
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === dir;
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readPid(dir: string): number | undefined {
  try {
    return Number(readFileSync(pidFile(dir), "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function pidFile(dir: string): string {
  return join(dir, "redis.pid");
}
