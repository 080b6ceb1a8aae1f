import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type AppProcess = {
  url: string;
  child: ChildProcess;
  /** Every line it logged, parsed; plain text lines as { text }. */
  lines: Record<string, unknown>[];
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves when the process ended by itself (a planned kill). */
  ended: Promise<void>;
};

export type AppOptions = {
  /** Kills it at the `killNth` statement that matches, see kill-at.ts. */
  killAt?: string;
  killWhen?: "committed" | "running";
  killNth?: number;
  /** The log message that says it is there; a process that has to wait for another is not "ready" until then. */
  isThere?: string;
};

/** A directory of its own for one test, removed by `remove`. */
export function createDataDir(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), "tongzhou-e2e-"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Starts the real app (`src/main.ts`) as its own process and waits until it says "ready" (or `isThere`), or until it ended by a planned kill. */
export async function startAppProcess(env: Record<string, string>, options: AppOptions = {}): Promise<AppProcess> {
  const preload = options.killAt ? ["--import", join(ROOT, "test/support/kill-at.ts")] : [];
  const child = spawn(process.execPath, ["--import", "tsx", ...preload, "src/main.ts"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      TZ: "UTC",
      HTTP_PORT: "0",
      LOG_LEVEL: "info",
      ...env,
      ...(options.killAt
        ? { KILL_AT: options.killAt, KILL_WHEN: options.killWhen ?? "committed", KILL_NTH: String(options.killNth ?? 1) }
        : {}),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: AppProcess["lines"] = [];
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<string>((resolve, reject) => {
    let rest = "";
    const read = (chunk: Buffer) => {
      const parts = (rest + chunk.toString("utf8")).split("\n");
      rest = parts.pop()!;
      for (const part of parts) {
        const line = parseLine(part);
        lines.push(line);
        if (line["msg"] === (options.isThere ?? "ready")) resolve(String(line["url"]));
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then(() =>
      options.killAt ? resolve("") : reject(new Error(`the app ended:\n${lines.map((line) => JSON.stringify(line)).join("\n")}`)),
    );
  });
  const url = await ready;
  return {
    url,
    child,
    lines,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
  };
}

function parseLine(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}
