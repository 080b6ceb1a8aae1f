import { fork, type ChildProcess } from "node:child_process";

/**
 * Starts a module in a process of its own, for work that may take long, eat memory or end badly and must hold up nobody. It gets no
 * environment (it needs no token), no output and so much memory (MB), and is killed after `timeoutMs`.
 */
export const forkApart = (file: URL, { memoryMb, timeoutMs }: { memoryMb: number; timeoutMs: number }): ChildProcess =>
  fork(file, {
    execArgv: [`--max-old-space-size=${memoryMb}`],
    env: {},
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
