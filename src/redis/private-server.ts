import { once } from "node:events";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RedisLog } from "./connection.ts";
import { findServerBinary, lastLogLines, probeServer, spawnServer, stopServer, stopStrayServer } from "./server-process.ts";

/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included. */
const SOCKET_PATH_MAX_BYTES = 103;
const POLL_MS = 20;
const RESTART_MIN_MS = 100;
const RESTART_MAX_MS = 5_000;

export type PrivateRedis = {
  readonly socketPath: string;
  /** Changes when the server had to be restarted. */
  readonly pid: number;
  /** True while it is a server that outlived the app that started it. */
  readonly adopted: boolean;
  /** May be called twice. */
  close(): Promise<void>;
};

type Server = { socketPath: string; dir: string; pid: number; adopted: boolean };
type Options = {
  dataDir: string;
  log: RedisLog;
  /** Called each time the server was lost, before it is started again. */
  onExit?: () => void;
};

/**
 * A redis-server of our own on a unix socket, its data in DATA_DIR/redis: adopted when one outlived the app's kill -9,
 * restarted when it dies, stopped by close(). The caller holds the lock of dataDir. Throws when no redis-server is installed.
 */
export async function startPrivateRedis(options: Options): Promise<PrivateRedis> {
  // Redis reports its directory with links resolved, and adoption compares it.
  const dataDir = makeDir(options.dataDir);
  const place = { socketPath: privateSocketPath(dataDir), dir: makeDir(join(dataDir, "redis")) };
  let server = await bringUp(place, options.log);
  const closing = new AbortController();
  const supervision = supervise();
  let closed: Promise<void> | undefined;

  async function supervise(): Promise<void> {
    while (!closing.signal.aborted) {
      await waitUntilLost(place.socketPath, closing.signal);
      if (closing.signal.aborted) return;
      options.log.warn({ log: lastLogLines(place.dir) }, "private redis-server is gone, starting it again");
      options.onExit?.();
      await restart();
    }
  }

  async function restart(): Promise<void> {
    for (let pauseMs = RESTART_MIN_MS; ; pauseMs = Math.min(pauseMs * 2, RESTART_MAX_MS)) {
      await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) return;
      try {
        server = await bringUp(place, options.log);
        return;
      } catch (error) {
        options.log.error({ reason: String(error) }, "private redis-server does not start, trying again");
      }
    }
  }

  return {
    socketPath: place.socketPath,
    get pid() {
      return server.pid;
    },
    get adopted() {
      return server.adopted;
    },
    close() {
      closing.abort();
      return (closed ??= supervision.then(() => stopServer(server)));
    },
  };
}

async function bringUp(place: { socketPath: string; dir: string }, log: RedisLog): Promise<Server> {
  const running = await probeServer(place.socketPath).catch((error: unknown) => {
    log.warn({ reason: String(error) }, "the redis-server on our socket does not answer, replacing it");
    return undefined;
  });
  if (running && running.dir !== place.dir) {
    throw new Error(`Another redis-server (pid ${running.pid}, directory ${running.dir}) listens on ${place.socketPath}. Stop it first.`);
  }
  if (running) {
    log.info({ pid: running.pid, socketPath: place.socketPath }, "private redis-server adopted");
    return { ...place, pid: running.pid, adopted: true };
  }
  await stopStrayServer(place.dir);
  const pid = await startServer(place);
  log.info({ pid, socketPath: place.socketPath }, "private redis-server started");
  return { ...place, pid, adopted: false };
}

async function startServer(place: { socketPath: string; dir: string }): Promise<number> {
  const binary = findServerBinary();
  if (binary === undefined) {
    throw new Error("No redis-server or valkey-server on PATH: run `npm run setup`, or set REDIS_URL to a Redis >= 6.2.");
  }
  const child = spawnServer(binary, place.socketPath, place.dir);
  let failure: string | undefined;
  child.once("error", (error) => (failure = error.message));
  child.once("exit", (code, signal) => (failure = `exit ${code ?? signal}`));
  for (;;) {
    const running = await probeServer(place.socketPath).catch(forgiveReset);
    if (running) return running.pid;
    if (failure !== undefined) throw new Error(`${binary} did not start (${failure}). ${lastLogLines(place.dir)}`);
    await delay(POLL_MS);
  }
}

/** A server that dies while it is being asked: its exit tells why. */
function forgiveReset(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ECONNRESET" && error.code !== "EPIPE" && error.message !== "Connection is closed.") throw error;
}

/** An idle connection closes the moment the server dies, whether it is our child or an adopted one. */
async function waitUntilLost(socketPath: string, signal: AbortSignal): Promise<void> {
  const socket: Socket = connect(socketPath);
  // The reason is never needed: "close" follows every error.
  socket.on("error", () => {});
  const stopWatching = (): Socket => socket.destroy();
  signal.addEventListener("abort", stopWatching, { once: true });
  socket.resume();
  await once(socket, "close");
  signal.removeEventListener("abort", stopWatching);
}

/** DATA_DIR/redis.sock, or for a path the kernel would refuse, a private directory under the system's temporary one. */
export function privateSocketPath(dataDir: string): string {
  const direct = join(dataDir, "redis.sock");
  if (Buffer.byteLength(direct) <= SOCKET_PATH_MAX_BYTES) return direct;
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const short = makeDir(join(tmpdir(), `tongzhou-${hash}`));
  // Anyone may create names in /tmp: a directory of somebody else would give them the socket.
  if (lstatSync(short).uid !== process.getuid?.()) throw new Error(`${short} belongs to another user: set DATA_DIR to a shorter path.`);
  return join(short, "redis.sock");
}

function makeDir(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return realpathSync(dir);
}
