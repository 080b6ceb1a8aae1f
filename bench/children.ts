import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ARGUMENTS = ["--import", "tsx"];

/** Starts a file of this folder with one JSON argument; what it prints goes to stderr, away from the tables. */
function forkFile(file: string, job: object = {}): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return fork(path, [JSON.stringify(job)], { execArgv: ARGUMENTS, stdio: ["ignore", 2, 2, "ipc"] });
}

/** Starts a file of this folder and waits for the first thing that it tells. */
export async function startFile(file: string, job: object = {}): Promise<{ child: ChildProcess; ready: unknown }> {
  const child = forkFile(file, job);
  const failed = once(child, "exit").then(() => Promise.reject(new Error(`${file} did not start`)));
  const [ready] = (await Promise.race([once(child, "message"), failed])) as [unknown];
  failed.catch(() => {});
  return { child, ready };
}

/** Lets a started file end by itself: it does when its channel to us is closed. */
export async function endFile(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  if (child.connected) child.disconnect();
  await gone;
}

/** Runs a file of this folder until it sends its one result. Rejects, with the process gone, when that takes longer than `maxMs`. */
export async function runFile<Result>(file: string, job: object, maxMs: number): Promise<Result> {
  const child = forkFile(file, job);
  const gone = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), maxMs);
  let result: Result | undefined;
  child.once("message", (message) => (result = message as Result));
  const [code, signal] = (await gone) as [number | null, string | null];
  clearTimeout(timer);
  if (result === undefined) throw new Error(`${file} ended without a result (${code ?? signal})`);
  return result;
}
