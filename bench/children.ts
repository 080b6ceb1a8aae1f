import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ARGUMENTS = ["--import", "tsx"];

/** Starts a file of this folder with one JSON argument; its standard output is shown as ours is not: on stderr. */
export function forkFile(file: string, job: object = {}): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return fork(path, [JSON.stringify(job)], { execArgv: ARGUMENTS, stdio: ["ignore", 2, 2, "ipc"] });
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
