import { once } from "node:events";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type PrivateRedis, startPrivateRedis } from "../../src/redis/private-server.ts";

const silent = { info() {}, warn() {}, error() {} };
let dataDir: string;
let closers: (() => Promise<unknown>)[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tongzhou-private-redis-"));
  closers = [];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.toReversed()) await close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(dir = dataDir, onExit?: () => void): Promise<PrivateRedis> {
  const redis = await startPrivateRedis({ dataDir: dir, log: silent, ...(onExit && { onExit }) });
  closers.push(() => redis.close());
  return redis;
}

async function withClient<T>(socketPath: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ path: socketPath });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

async function killOwnerOf(dir: string): Promise<{ socketPath: string; pid: number }> {
  const owner = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "owner.ts"), dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(owner.stdout), "line")) as [string];
  owner.kill("SIGKILL");
  await once(owner, "exit");
  return JSON.parse(line) as { socketPath: string; pid: number };
}

/** Gone, or a zombie without a command line: where pid 1 reaps no orphans, as in many containers, it stays that. */
function untilGone(pid: number): Promise<boolean> {
  return vi.waitUntil(() => {
    try {
      process.kill(pid, 0);
      return process.platform === "linux" && readFileSync(`/proc/${pid}/cmdline`, "utf8") === "";
    } catch {
      return true;
    }
  });
}

test("the private server keeps everything, evicts nothing, and only its user reaches it", async () => {
  const redis = await start();
  expect(redis).toMatchObject({ socketPath: join(dataDir, "redis.sock"), adopted: false });
  await withClient(redis.socketPath, async (client) => {
    const setting = async (name: string): Promise<unknown> => (await client.config("GET", name))[1];
    expect(await setting("appendonly")).toBe("yes");
    expect(await setting("appendfsync")).toBe("everysec");
    expect(await setting("maxmemory-policy")).toBe("noeviction");
    expect(await setting("save")).toBe("");
    expect(await setting("port")).toBe("0");
    expect(await setting("dir")).toBe(join(dataDir, "redis"));
  });
  expect(statSync(redis.socketPath).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, "redis")).mode & 0o777).toBe(0o700);
});

test("close() ends the server, and the next start finds its data", async () => {
  const first = await start();
  await withClient(first.socketPath, (client) => client.set("promise", "17"));
  await first.close();
  await untilGone(first.pid);

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await withClient(second.socketPath, (client) => client.get("promise"))).toBe("17");
});

test("a server that outlived its owner's kill -9 is adopted with its data, and stopped by close()", async () => {
  const orphan = await killOwnerOf(dataDir);
  await withClient(orphan.socketPath, (client) => client.set("promise", "17"));

  const adopter = await start();
  expect(adopter).toMatchObject({ adopted: true, pid: orphan.pid, socketPath: orphan.socketPath });
  expect(await withClient(adopter.socketPath, (client) => client.get("promise"))).toBe("17");
  await adopter.close();
  await untilGone(orphan.pid);
});

test("an orphan whose socket was deleted is ended before a new server opens its files", async () => {
  const orphan = await killOwnerOf(dataDir);
  await withClient(orphan.socketPath, (client) => client.set("promise", "17"));
  rmSync(orphan.socketPath);

  const successor = await start();
  expect(successor.adopted).toBe(false);
  await untilGone(orphan.pid);
  expect(await withClient(successor.socketPath, (client) => client.get("promise"))).toBe("17");
});

test("an orphan that no longer answers is replaced, its data kept", async () => {
  const orphan = await killOwnerOf(dataDir);
  await withClient(orphan.socketPath, (client) => client.set("promise", "17"));
  process.kill(orphan.pid, "SIGSTOP");

  const successor = await start();
  expect(successor.adopted).toBe(false);
  expect(await withClient(successor.socketPath, (client) => client.get("promise"))).toBe("17");
});

test.each(["own", "adopted"])("a killed server (%s) is started again with its data", async (kind) => {
  if (kind === "adopted") await killOwnerOf(dataDir);
  const onExit = vi.fn<() => void>();
  const redis = await start(dataDir, onExit);
  const firstPid = redis.pid;
  // One client through the death: it must find the new server on the same socket by itself.
  await withClient(redis.socketPath, async (client) => {
    client.on("error", () => {});
    await client.set("promise", "17");
    // Redis answers after write(), so its own kill -9 loses nothing; the everysec fsync is about power cuts.
    process.kill(firstPid, "SIGKILL");
    await vi.waitUntil(() => redis.pid !== firstPid, { timeout: 10_000 });
    expect(onExit).toHaveBeenCalledOnce();
    expect(await client.get("promise")).toBe("17");
  });
});

test("a data directory too deep for a socket path gets a short socket, found again by the next start", async () => {
  const deep = join(dataDir, "d".repeat(60), "e".repeat(60));
  const first = await start(deep);
  expect(Buffer.byteLength(first.socketPath)).toBeLessThan(104);
  expect(first.socketPath.startsWith(join(tmpdir(), "tongzhou-"))).toBe(true);
  closers.unshift(async () => rmSync(join(first.socketPath, ".."), { recursive: true }));
  await withClient(first.socketPath, (client) => client.set("promise", "17"));
  await first.close();

  const second = await start(deep);
  expect(second.socketPath).toBe(first.socketPath);
  expect(await withClient(second.socketPath, (client) => client.get("promise"))).toBe("17");
});

test("another program's Redis on our socket is refused, not adopted", async () => {
  const stranger = await start(join(dataDir, "stranger"));
  symlinkSync(stranger.socketPath, join(dataDir, "redis.sock"));
  await expect(start()).rejects.toThrow(`Another redis-server (pid ${stranger.pid}, directory ${join(dataDir, "stranger", "redis")})`);
});

test("a damaged AOF stops the start with Redis' own reason", async () => {
  const first = await start();
  await withClient(first.socketPath, (client) => client.set("promise", "17"));
  await first.close();
  const aofDir = join(dataDir, "redis", "appendonlydir");
  const aof = readdirSync(aofDir).find((name) => name.endsWith(".incr.aof"))!;
  writeFileSync(join(aofDir, aof), `junk\n${readFileSync(join(aofDir, aof), "utf8")}`);
  await expect(start()).rejects.toThrow(/did not start \(exit 1\)[^]*Bad file format/);
});

test("without redis-server on PATH the start names the two ways out", async () => {
  const emptyDir = join(dataDir, "empty");
  mkdirSync(emptyDir);
  vi.stubEnv("PATH", emptyDir);
  await expect(start()).rejects.toThrow(/npm run setup.*REDIS_URL/);
  expect(existsSync(join(dataDir, "redis.sock"))).toBe(false);
});

test("valkey-server is used where there is no redis-server", async () => {
  const bin = join(dataDir, "bin");
  mkdirSync(bin);
  const used = join(dataDir, "used");
  const { findServerBinary } = await import("../../src/redis/server-process.ts");
  writeFileSync(join(bin, "valkey-server"), `#!/bin/sh\necho valkey > ${used}\nexec ${findServerBinary()} "$@"\n`, { mode: 0o755 });
  vi.stubEnv("PATH", bin);
  await start();
  expect(readFileSync(used, "utf8")).toBe("valkey\n");
});
